"""What is typed, read in the user's language: help and refusals in German or English, with what was probably meant."""

import argparse
import re
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from kamsite.commands.output import system_language
from kamsite.language import Text, WrittenLanguage, told

# What the library says, as a pattern, and the same in German.
_GERMAN = (
    (r"the following arguments are required: (.+)", "Es fehlt: {}"),
    (r"one of the arguments (.+) is required", "Eine dieser Angaben fehlt: {}"),
    (r"unrecognized arguments: (.+)", "Das kennt kamsite nicht: {}"),
    (r"invalid choice: (.+?) \(choose from (.+)\)", "{} gibt es nicht; möglich sind {}"),
    (r"expected one argument", "hier fehlt ein Wert"),
    (r"expected at least one argument", "hier fehlt mindestens ein Wert"),
    (r"not allowed with argument (.+)", "geht nicht zusammen mit {}"),
    (r"ambiguous option: (.+?) could match (.+)", "{} ist nicht eindeutig: {}"),
    (r"ignored explicit argument (.+)", "der Wert {} passt hier nicht"),
    (r"invalid \w+ value: (.+)", "{} passt hier nicht"),
)
_WRONG = re.compile(r"(?:unrecognized arguments:|invalid choice:|ambiguous option:) ['\"]?([^\s'\"=]+)")
_MEANT = Text("Did you mean {}?", "Meinten Sie {}?")
_SEE = Text("`{} --help` shows what there is.", "`{} --help` zeigt, was es gibt.")
_HELP = Text("show this help", "diese Hilfe zeigen")
_ARGUMENTS = Text("arguments", "Angaben")
_OPTIONS = Text("options", "Optionen")
_USAGE = Text("usage: ", "Aufruf: ")


def language_in(given: Sequence[str]) -> WrittenLanguage:
    """The language in which somebody who typed this is answered."""
    for word, following in zip(given, [*given[1:], ""], strict=False):
        name, _, value = word.partition("=")
        if name == "--language" and (value or following) in ("de", "en"):
            return "de" if (value or following) == "de" else "en"
    return system_language()


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help texts in one of their two languages."""

    def __init__(self, *values: Any, language: WrittenLanguage, **named: Any) -> None:
        super().__init__(*values, **named)
        self._language = language

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """How the command is called."""
        super().add_usage(usage, actions, groups, _USAGE.to(self._language) if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return told(action.help, self._language) if action.help else action.help


class CommandParser(argparse.ArgumentParser):
    """A parser whose help texts are `both` and that answers in one language.

    `known` are the words from which it guesses what was meant, `topic` is the command whose help it points to.
    """

    def __init__(self, *, language: WrittenLanguage, **named: Any) -> None:
        super().__init__(add_help=False, formatter_class=partial(_Formatter, language=language), **named)
        self.language = language
        self.topic = self.prog
        self.known: set[str] = set()
        self._positionals.title = _ARGUMENTS.to(language)
        self._optionals.title = _OPTIONS.to(language)
        self.add_argument("-h", "--help", action="help", help=_HELP.to(language))

    def add_argument(self, *names: str, **named: Any) -> argparse.Action:
        """An argument; its names are remembered, so that a slip can be guessed."""
        self.known.update(name for name in names if name.startswith("--"))
        self.known.update(map(str, named.get("choices") or ()))
        return super().add_argument(*names, **named)

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with what was typed, and what was probably meant; the exit code is 2."""
        from kamsite.suggest import closest

        wrong = _WRONG.search(message)
        meant = closest(wrong[1], sorted(self.known - {wrong[1]})) if wrong else None
        hint = _MEANT.to(self.language).format(meant) if meant else _SEE.to(self.language).format(self.topic)
        print(f"{self.prog}: {_begun(in_language(message, self.language))}\n  {hint}", file=sys.stderr)
        self.exit(2)


def in_language(message: str, language: WrittenLanguage) -> str:
    """What the library, or one of our own types, says about something that was typed."""
    where, message = _where(told(message, language))
    for pattern, german in _GERMAN if language == "de" else ():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            message = german.format(*found.groups())
            break
    return f"{where}{message}."


def _where(message: str) -> tuple[str, str]:
    found = re.fullmatch(r"argument (\S+): (.+)", message, re.DOTALL)
    return (f"{found[1]}: ", found[2]) if found and found[1] != "COMMAND" else ("", found[2] if found else message)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
