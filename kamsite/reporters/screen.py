"""Text on a terminal: styled pieces, their width in columns, lines that wrap with a hanging indent."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

# A blank where a line may break; a blank that holds a number and its unit together is none.
_WORD = re.compile(r"[^ \n\t]+|[ \n\t]+")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_IN_PLACE = {"\n": " ", "\t": " ", "\r": " ", "\u00a0": "\u00a0", "\u202f": "\u202f"}


@dataclass(frozen=True, slots=True)
class Span:
    """Some text and how it looks: the numbers of an ANSI style, such as `1;31`; "" for plain."""

    text: str
    style: str = ""


def columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(_columns_of(letter) for letter in text)


def _columns_of(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def visible(text: str) -> str:
    """The text on one line, with a sign in place of everything that a terminal would obey."""
    return "".join(letter if letter.isprintable() else _IN_PLACE.get(letter, _UNKNOWN) for letter in text)


def wrapped(spans: Iterable[Span], width: int, first: str = "", indent: str = "", *, has_colour: bool) -> list[str]:
    """Lines of at most `width` columns; `first` begins the first of them, `indent` all others.

    A word longer than a line is broken.
    """
    lines: list[list[Span]] = [[Span(first)]]
    used = columns(first)
    begun = False
    for word in _joined(spans, max(1, width - max(columns(indent), columns(first)))):
        size = sum(columns(piece.text) for piece in word)
        if word[0].text == " ":
            if begun:
                lines[-1].append(word[0])
                used += 1
            continue
        if begun and used + size > width:
            if lines[-1][-1].text == " ":
                lines[-1].pop()
            lines.append([Span(indent)])
            used, begun = columns(indent), False
        if not begun and word[0].text.startswith("::"):
            # Pipelines obey lines that begin so; a plan must not speak to them.
            word[0] = Span(f"\N{PROPORTION}{word[0].text[2:]}", word[0].style)
        lines[-1] += word
        used += size
        begun = True
    return [_drawn(line, has_colour=has_colour) for line in lines]


def _joined(spans: Iterable[Span], longest: int) -> Iterator[list[Span]]:
    """Words in pieces of one style each, and blanks: a line breaks between words, not between styles."""
    word: list[Span] = []
    for span in spans:
        for text in _words(span.text, longest):
            is_blank = text.isspace() and "\u00a0" not in text
            if word and (is_blank or sum(columns(piece.text) for piece in word) + columns(text) > longest):
                yield word
                word = []
            if is_blank:
                yield [Span(" ", span.style)]
            else:
                word.append(Span(text, span.style))
    if word:
        yield word


def _words(text: str, longest: int) -> Iterator[str]:
    for word in _WORD.findall(text):
        if len(word) <= longest:
            yield word
            continue
        if word.isspace():
            yield " "
            continue
        for start in range(0, len(word), longest):
            yield word[start : start + longest]


def _drawn(line: Sequence[Span], *, has_colour: bool) -> str:
    """A line; neighbours of one style share it."""
    merged: list[Span] = []
    for span in line:
        if merged and merged[-1].style == span.style:
            merged[-1] = Span(merged[-1].text + span.text, span.style)
        else:
            merged.append(span)
    return "".join(styled(span.text, span.style, has_colour=has_colour) for span in merged).rstrip()


def styled(text: str, style: str, *, has_colour: bool) -> str:
    """The text in a style, where there are any."""
    return f"\x1b[{style}m{text}\x1b[0m" if has_colour and style and text else text
