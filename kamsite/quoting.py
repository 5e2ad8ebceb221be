"""Values as they may be quoted in a message: short, on one line, with nothing invisible in them."""

import re
import unicodedata
from itertools import islice

from kamsite.source.document import Value

LONGEST = 60
_ENTRIES = 4
# Categories of characters that print nothing, break the line or turn the direction of writing.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# What stands before the host in an address: a user name, mostly with a password.
_SECRET = re.compile(r"(?<=//)(?:[^\s/?#@]{0,300}|[^\s/?#@:]{0,100}:[^\s@]{0,300})@")
_MASK = "…@"
_READ = 4000
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def shown(value: Value, longest: int = LONGEST) -> str:
    """The value for a message, at most `longest` characters (60), without quotes around it and without passwords.

    Text is shown as it is, invisible characters as escapes such as `\\u202e`; a mapping or a list by its first entries.
    """
    return _cut("".join(_visible(letter) for letter in _cut(_text(value), longest)), longest)


def has_secret(text: str) -> bool:
    """Whether the text holds an address with a user name or a password in it."""
    return _SECRET.search(text) is not None


def without_secrets(text: str) -> str:
    """The text with `…` for user names and passwords in addresses."""
    return _SECRET.sub(_MASK, text)


def _text(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + _listed([f"{_cut(_plain(key))}: …" for key in islice(value, _ENTRIES)], len(value)) + "}"
    if isinstance(value, list):
        return "[" + _listed([_entry(entry) for entry in value[:_ENTRIES]], len(value)) + "]"
    return _plain(value)


def _listed(texts: list[str], count: int) -> str:
    return ", ".join(texts if len(texts) == count else [*texts, "…"])


def _entry(value: Value) -> str:
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    return _cut(_plain(value))


def _plain(value: str | int | float | bool | None) -> str:
    if isinstance(value, str):
        return without_secrets(value[:_READ])
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 3 * LONGEST:
        return f"{_leading_digits(value)}…"
    return str(value)


def _leading_digits(value: int) -> int:
    """The first digits of a huge number; Python refuses to write out all of them."""
    unit: int = 10 ** (int(value.bit_length() * 0.30103) - 12)
    return value // unit if value > 0 else -(-value // unit)


def _cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _visible(letter: str) -> str:
    if unicodedata.category(letter) not in _INVISIBLE:
        return letter
    code = ord(letter)
    escape = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _NAMED.get(letter, escape)
