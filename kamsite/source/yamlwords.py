"""What a word without quotes means: YAML 1.2 core schema without octal, hexadecimal, infinite and not-a-number."""

import re
from math import isinf

MAX_DIGITS = 300

WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(\.[0-9]*)?|(\.[0-9]+))([eE][-+]?[0-9]+)?")
NUMBER_STARTS = frozenset("0123456789+-.")


def read_word(text: str) -> str | int | float | bool | None:
    """The value of an unquoted text: a number, true, false, nothing, or the text itself.

    `NO`, `True`, `12:30`, `01067`, `2026-03-12`, `0x1F` and `.inf` are text. Raises OverflowError for a decimal number
    that cannot be held: with more than MAX_DIGITS characters, or too large or too small for a 64-bit float.
    """
    if text[:1] not in NUMBER_STARTS:
        return WORDS.get(text, text)
    found = _NUMBER.fullmatch(text)
    if not found:
        return text
    if len(text) > MAX_DIGITS:
        raise OverflowError
    if found.lastindex is None:
        return int(text)
    number = float(text)
    if isinf(number) or (number == 0 and re.search("[1-9]", re.split("[eE]", text)[0])):
        raise OverflowError
    return number
