"""Words that several rules need: lists, days, names of keys."""

from collections.abc import Sequence
from datetime import date

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.wording import with_title

_LONGEST_TRAIL = 8


def listed(words: Sequence[Text]) -> Text:
    """The words as a list in a sentence: "an owner, a date and a contact"."""
    return Text(_joined([word.en for word in words], "and"), _joined([word.de for word in words], "und"))


def names(words: Sequence[str]) -> Text:
    """Names as a list in a sentence, the same words in both languages."""
    return Text(_joined(words, "and"), _joined(words, "und"))


def trail(words: Sequence[str]) -> str:
    """A way from one to the next, short even where there are thousands on it."""
    if len(words) > _LONGEST_TRAIL:
        words = [*words[: _LONGEST_TRAIL - 2], "…", words[-1]]
    return " → ".join(words)


def _joined(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def on(day: date) -> Text:
    """A day in a sentence: 2026-03-12, in German 12.03.2026."""
    return Text(day.isoformat(), f"{day:%d.%m.%Y}")


def key_named(key: str, field: Field | None) -> Text:
    """A key in a sentence; German with what it means in brackets."""
    return Text(key, with_title(key, field.title.de) if field else key)
