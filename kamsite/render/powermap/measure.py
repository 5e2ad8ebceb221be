"""How wide a text will be, and how it breaks into lines, without asking a browser.

The widths are the larger of Liberation Sans (as wide as Arial and Helvetica) and Noto Sans, which is wider than
Segoe UI, Roboto and San Francisco, rounded up: a line that fits by this measure fits on the reader's screen. Letters
with marks are as wide as the letter below the mark; other scripts go by the class of their characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

ELLIPSIS = "…"

# Hundredths of the font size → the characters of that width.
_REGULAR = {
    24: "'‘’‛",
    28: " !,.:;ijl·ıłіј‚‧",
    36: "()-I[]`f¡²³´¸¹ŀſΙιІ‐‑“”‟‹›",
    40: "/\\t{}ªºŧ•‣",
    44: '"r°гґғ„',
    48: "ξτтҫҭ",
    52: "JcsvyzĳγεζςЈзсуэєѕҙүұ․",
    56: "*?L_kx|¦§«¯»ĸĿŁΓκλνχГкхяҐҒҕқҝҟҬҳ–‖‗†‡‥",
    60: "$+0123456789<=>^ae~¢£¤¥¨¬±×÷θабвдельҘҮҰ‒€",
    64: "FTZbdghnopquµ¿ßðøþđħŋŦΖΣΤαβδημορσυЗКТУнопрцчђћџҜҞҡҪҲҷҹһ",
    68: "#ABEKPSVXY¶ÞΑΒΔΕΚΛΞΡΥΧЅАБВЕРХЬиҔҚңҩҽҿ",
    72: "ŉπЄДЛЧЭъҠҶҸҺẞ",
    76: "&CDHNRUÐĐĦĲŊƏΗΝΠφЏНПСЦЯжмҢҥҵ",
    80: "GOQwØΘΟΩψωИОЪыҗҨ",
    84: "©®¼½¾ΦΨФфюҤ",
    88: "ЂЋҧҴҼҾ",
    92: "%MæΜМЫшщљњҖ",
    96: "WmœЖ",
    100: "ÆŒ—―…™",
    104: "@ЊШ",
    108: "ЉЩЮҦ№",
    120: "‰",
}
_BOLD = {
    28: " '‘’‛",
    32: ",.ijl·ıłіј‚‧",
    36: "!()-:;[]¡¸‐‑",
    40: "I`f{}ª²³´¹ºſΙІ•‣‹›",
    44: "/\\t°ŧι",
    48: '"rŀг‟',
    52: "zζξςґғҫ“”„․",
    56: "*J_cs|¦§¯ετЈзстэєѕҒҙҭ–‖‗†‡",
    60: "$+0123456789<=>^evxy~¢£¤¥¬±×÷ΣγνχГеухяҐҬүұ‒‥€",
    64: "?FLTZabdgkopq¨«»¿ðøþĳĸĿŁŦΓΖΤδθκλορТабвкорьҕҝҟҪҮҰҳ",
    68: "#EPSVXYhnuµ¶ÞđħŋΕΛΞΡΥΧαβημυЅЕЗКРУХдлнпчђћџҘқҜҞҩҹһ",
    72: "ßΔσЄБЬЭЯицҡҽҿ",
    76: "&ABCDKRUÐĐΑΒΚΠЏАВЛПСЧъҔҚҠңҥҲҷҸҺ",
    80: "GHOQØĦĲŉΗΘΟπφДНОЦҨҵẞ",
    84: "N©®¼ŊƏΝΩψИҤҶ",
    88: "w½¾ΦΨωЋФЪжмфыюҢ",
    92: "%æЂњҧ",
    96: "MΜЖМҗҴҼҾ",
    100: "@WmÆŒœЫшщљ—―…™",
    104: "Җ",
    108: "ЊШЮ",
    112: "ЉЩ№",
    116: "Ҧ",
    132: "‰",
}
_WIDTHS = {
    False: {char: width for width, chars in _REGULAR.items() for char in chars},
    True: {char: width for width, chars in _BOLD.items() for char in chars},
}

# First character of a script (and what follows it) → hundredths; bold letters are a tenth wider.
_SCRIPTS = ((0x0B80, 150), (0x0900, 85), (0x0600, 80), (0x0590, 72), (0x0000, 90))
_WIDE = 104
_PICTURE = 150
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_JOINER = "\u200d"
_SOFT_HYPHEN = "\u00ad"
_PART = 4
_BREAKS_AFTER = " -/–—·,;&" + _SOFT_HYPHEN
_WORD = re.compile(f"[^{re.escape(_BREAKS_AFTER)}]*[{re.escape(_BREAKS_AFTER)}]|.+")
_LAST_SIMPLE_LETTER = "\u02ff"
# What XML forbids: control characters that are no blanks, surrogates, what is no character on any plane; and what would
# turn round the text behind it.
_FORBIDDEN = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)


class Lines(Struct, frozen=True):
    """A text in lines that fit; `is_cut` tells that the rest is missing behind an ellipsis."""

    lines: tuple[str, ...]
    is_cut: bool = False


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in pixels, at a font size in pixels; rather too large than too small."""
    widths = _WIDTHS[bold]
    try:
        return sum([widths[char] for char in text]) * size / 100
    except KeyError:
        return sum([widths.get(char) or _other_width(char, bold) for char in text]) * size / 100


@lru_cache(maxsize=4096)
def _other_width(char: str, bold: bool) -> int:
    """The width of a character that is not in the table, in hundredths of the font size."""
    category = unicodedata.category(char)
    if category[0] == "M" or char in _ZERO_WIDTH or category == "Cf":
        return 0
    letter = unicodedata.normalize("NFD", char)[0]
    if letter in _WIDTHS[bold]:
        return _WIDTHS[bold][letter]
    code = ord(char)
    if category == "So" or 0x1F000 <= code < 0x20000:
        return _PICTURE
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    width = next(width for first, width in _SCRIPTS if code >= first) if code < 0x0E00 else 95
    return round(width * 1.1) if bold else width


def shown(text: str) -> str:
    """The text as one line that may stand in XML: white space folded, characters that XML forbids left out."""
    return " ".join((text if text.isprintable() else _FORBIDDEN.sub("", text)).split())


@lru_cache(maxsize=16384)
def break_lines(text: str, size: float, width: float, at_most: int, *, bold: bool = False) -> Lines:
    """The text in at most so many lines of a width in pixels.

    It breaks between words and behind hyphens, Chinese and Japanese anywhere, a word too long for a line inside the
    word; what does not fit at all ends in an ellipsis.
    """
    text = shown(text)
    if text and text_width(text, size, bold=bold) <= width:
        return Lines((_ended(text),))
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, size, width, bold):
        if text_width(_ended(line + piece), size, bold=bold) <= width:
            line += piece
            continue
        if len(lines) + 1 == at_most:
            return Lines((*lines, _cut(line + piece, size, width, bold)), is_cut=True)
        lines.append(_ended(line))
        line = piece
    if line.strip():
        lines.append(_ended(line))
    return Lines(tuple(lines))


def _cut(text: str, size: float, width: float, bold: bool) -> str:
    """As much of the text as fits with an ellipsis behind it."""
    kept = ""
    for letter in letters(text.replace(_SOFT_HYPHEN, "")):
        if text_width((kept + letter).rstrip() + ELLIPSIS, size, bold=bold) > width:
            break
        kept += letter
    return kept.rstrip(" -,;/·–") + ELLIPSIS


def _ended(line: str) -> str:
    """A line as it shows when it ends here: with a hyphen where a word goes on below."""
    line = line.rstrip()
    hyphen = "-" if line.endswith(_SOFT_HYPHEN) else ""
    return line.replace(_SOFT_HYPHEN, "") + hyphen


def _pieces(text: str, size: float, width: float, bold: bool) -> Iterator[str]:
    """What may not be broken, in order: words with the blank behind them, single Chinese characters, parts of giants.

    A part of a giant ends in a soft hyphen, which shows (and needs room) only at the end of a line.
    """
    for word in _words(text):
        if text_width(_ended(word), size, bold=bold) <= width:
            yield word
        else:
            yield from _parts(word)


def _parts(word: str) -> Iterator[str]:
    """A word that is wider than a line, in parts of some letters that may stand on different lines."""
    parts = list(letters(word))
    for start in range(0, len(parts), _PART):
        is_last = start + _PART >= len(parts)
        yield "".join(parts[start : start + _PART]) + ("" if is_last else _SOFT_HYPHEN)


def _words(text: str) -> Iterator[str]:
    if max(text, default="") <= _LAST_SIMPLE_LETTER:
        yield from _WORD.findall(text)
        return
    word = ""
    for letter in letters(text):
        if word and _may_break(word[-1], letter[0]):
            yield word
            word = ""
        word += letter
    if word:
        yield word


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters: behind hyphens and blanks, and in Chinese and Japanese anywhere
    but behind an opening and before a closing bracket or a full stop."""
    if before in _BREAKS_AFTER:
        return True
    if unicodedata.category(before) in ("Ps", "Pi") or unicodedata.category(after) in ("Pe", "Pf", "Po", "Zs"):
        return False
    return any(
        unicodedata.east_asian_width(char) == "W" and unicodedata.category(char)[0] in "LPS" for char in (before, after)
    )


def letters(text: str) -> Iterator[str]:
    """The text letter by letter, as a reader counts them: marks, joiners and flags stay with their letter."""
    letter = ""
    for char in text:
        if letter and not _continues(letter, char):
            yield letter
            letter = ""
        letter += char
    if letter:
        yield letter


def _continues(letter: str, char: str) -> bool:
    if char == _JOINER or letter.endswith(_JOINER) or unicodedata.category(char)[0] == "M":
        return True
    code = ord(char)
    if 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    return 0x1F1E6 <= code <= 0x1F1FF and len(letter) == 1 and 0x1F1E6 <= ord(letter) <= 0x1F1FF


def widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of some lines in pixels, 0 of none."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)
