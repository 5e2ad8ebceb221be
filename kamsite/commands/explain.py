"""Explain a finding: why it matters, an example, and what to do.

Without a code all of them are listed; with the beginning of one, such as K4, those that begin so.
"""

import argparse
import shutil
import sys
import textwrap
from collections.abc import Iterator

from kamsite.commands import arguments, output
from kamsite.language import Language, Text, both

GERMAN = """Erklärt einen Befund: warum er wichtig ist, ein Beispiel, und was zu tun ist.

Ohne Code werden alle aufgezählt; mit dem Anfang eines Codes, etwa K4, alle, die so beginnen.
"""
EXAMPLES = Text(
    """examples:
  kamsite explain K301          why it matters that a reference leads to nobody
  kamsite explain K4            everything about the quality of a plan
  kamsite explain               all codes
""",
    """Beispiele:
  kamsite explain K301          warum es wichtig ist, dass ein Verweis zu niemandem führt
  kamsite explain K4            alles über die Qualität eines Plans
  kamsite explain               alle Codes
""",
)
_WIDEST = 100
_UNKNOWN = Text("There is no finding '{code}'.", "Einen Befund „{code}“ gibt es nicht.")
_MEANT = Text("Did you mean {code}?", "Meinten Sie {code}?")
_LIST = Text("`kamsite explain` lists all of them.", "`kamsite explain` listet alle auf.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "code",
        nargs="?",
        default="",
        metavar="CODE",
        help=both("the code of a finding, such as K301", "der Code eines Befunds, etwa K301"),
    )
    arguments.add_color(parser)
    arguments.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the page, or the list."""
    from kamsite.explanations import codes

    language = output.language_of(options)
    has_colour = output.has_colour(options.color, sys.stdout)
    code = options.code.replace(" ", "").upper()
    if code in codes():
        output.write("".join(f"{line}\n" for line in _page(code, language, has_colour)))
    elif any(known.startswith(code) for known in codes()):
        output.write("".join(f"{line}\n" for line in _list(code, language, has_colour)))
    else:
        return _unknown(code, language)
    return 0


def _unknown(code: str, language: Language) -> int:
    from kamsite.explanations import codes
    from kamsite.quoting import shown
    from kamsite.suggest import closest

    meant = closest(code, codes())
    hint = _MEANT.to(language).format(code=meant) if meant else _LIST.to(language)
    print(f"kamsite: {_UNKNOWN.to(language).format(code=shown(code))} {hint}", file=sys.stderr)
    return 2


def _list(start: str, language: Language, has_colour: bool) -> Iterator[str]:
    from kamsite.explanations import FAMILIES, codes, explanation

    is_first = True
    for family, name in FAMILIES.items():
        inside = [code for code in codes() if code.startswith(family) and code.startswith(start)]
        if inside:
            yield from () if is_first else ("",)
            yield _bold(name.to(language), has_colour)
            yield from (f"  {code}  {explanation(code, language).title}" for code in inside)
            is_first = False


def _page(code: str, language: Language, has_colour: bool) -> Iterator[str]:
    """The page for a terminal: paragraphs as wide as it is, code indented instead of fenced."""
    from kamsite.explanations import explanation

    page = explanation(code, language)
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    yield _bold(f"{page.code}: {page.title}", has_colour)
    yield ""
    is_code = False
    for line in page.text.splitlines():
        if line.startswith("```"):
            is_code = not is_code
        elif is_code:
            yield f"    {line}"
        elif line.startswith("## "):
            yield _bold(line.removeprefix("## "), has_colour)
        else:
            yield from textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]


def _bold(text: str, has_colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if has_colour else text
