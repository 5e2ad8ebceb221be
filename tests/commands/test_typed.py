"""What is typed: help and refusals in the user's language, and what was probably meant."""

import argparse
import re
from importlib import import_module

import pytest

from kamsite.cli import _COMMANDS, _parser, main
from kamsite.language import is_both


def actions(command: str) -> list[argparse.Action]:
    (found,) = (action for action in _parser([command])._actions if isinstance(action, argparse._SubParsersAction))
    return [action for action in found.choices[command]._actions if action.dest != "help"]


@pytest.mark.parametrize("command", _COMMANDS)
def test_everything_about_a_command_is_told_in_both_languages(command: str) -> None:
    module = import_module(f"kamsite.commands.{command.replace('-', '_')}")
    examples = module.EXAMPLES
    typed = [re.findall(r"^  (?:kamsite|git) [a-z-]+", text, re.MULTILINE) for text in (examples.en, examples.de)]
    assert typed[0] == typed[1]
    assert examples.de.startswith("Beispiele:\n")
    assert all(is_both(action.help or "") or action.help is None for action in actions(command))
    codes = [set(re.findall(r"\b[012](?=[:;])", text)) for text in (module.__doc__ or "", module.GERMAN)]
    assert codes[0] == codes[1]


def test_help_is_told_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("de", "Aufruf: kamsite check"), ("en", "usage: kamsite check")):
        with pytest.raises(SystemExit):
            main(["check", "--language", language, "--help"])
        told = capsys.readouterr().out
        assert told.startswith(words)
        assert "\x04" not in told
    assert "the folder of plans" in told


@pytest.mark.parametrize(
    ("typed", "english", "german"),
    [
        ("chekc", "Did you mean check?", "'chekc' gibt es nicht; möglich sind 'check',"),
        ("check --as-of foo", "--as-of: 'foo' is no day;", "--as-of: „foo“ ist kein Tag;"),
        (
            "check --fromat json",
            "Unrecognized arguments",
            "Das kennt kamsite nicht: --fromat.\n  Meinten Sie --format?",
        ),
        ("check --format jsn", "Did you mean json?", "'jsn' gibt es nicht"),
        ("check plans plans2", "`kamsite check --help` shows", "Das kennt kamsite nicht: plans2."),
        ("check --jobs 0", "is not a number from 1 to 999", "„0“ ist keine Zahl von 1 bis 999"),
        ("build --out", "--out: expected one argument", "--out: hier fehlt ein Wert"),
        ("new", "arguments are required: ACCOUNT", "Es fehlt: ACCOUNT."),
        ("git-setup --check --undo", "not allowed with", "--undo: geht nicht zusammen mit --check."),
        ("serve --port 70000", "is no port", "ist kein Port"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_plain_words(
    typed: str, english: str, german: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, words in (("en_GB.UTF-8", english), ("de_DE.UTF-8", german)):
        monkeypatch.setenv("KAMSITE_LANGUAGE", language)
        with pytest.raises(SystemExit) as stopped:
            main(typed.split())
        told = capsys.readouterr()
        assert stopped.value.code == 2
        assert told.out == ""
        assert words in told.err
        assert "usage" not in told.err
        assert "\x04" not in told.err


def test_without_a_command_all_of_them_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr().err
    assert [command for command in _COMMANDS if f"    {command}" not in told] == []
