"""Values before and after, and the difference between them, as people of a language write them."""

from collections.abc import Mapping
from datetime import date

from kamsite.compare.names import Names
from kamsite.compare.trail import name_of
from kamsite.language import Language, Text
from kamsite.model.common import first_day, last_day
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.schema import load_schemas
from kamsite.quoting import shown
from kamsite.render import format as forms
from kamsite.source.document import Value

_UNKNOWN = Text("unknown", "unbekannt")
_NOTHING = "–"
_YES_NO = {True: Text("yes", "ja"), False: Text("no", "nein")}
_MOST_LISTED = 5
_NUMBERS = {
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "de": ("kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
}
_UNITS = {
    "day": (Text("a day", "einen Tag"), Text("{} days", "{} Tage")),
    "week": (Text("a week", "eine Woche"), Text("{} weeks", "{} Wochen")),
    "month": (Text("a month", "einen Monat"), Text("{} months", "{} Monate")),
    "quarter": (Text("a quarter", "ein Quartal"), Text("{} quarters", "{} Quartale")),
    "year": (Text("a year", "ein Jahr"), Text("{} years", "{} Jahre")),
}
_DAYS_IN_MONTH = 30.44
# Below this share a difference is said as an amount: nobody can picture 0.03 %.
_HARDLY = 0.001
# From so many months on, people count in years.
_LONG = 24
# So much of a long text is shown before the place where it differs.
_LEAD = 20


def value(given: Value, field: Field | None, unit: str, names: Names, language: Language) -> str:
    """A value in one line, long texts cut; `–` for nothing. Without control characters, whatever the plan holds."""
    if given is None:
        return _NOTHING
    if given == UNKNOWN:
        return _UNKNOWN.to(language)
    if isinstance(given, bool):
        return _YES_NO[given].to(language)
    if isinstance(given, list):
        return _listed([_item(item, field.item if field else None, unit, names, language) for item in given])
    if isinstance(given, dict):
        return _mapping(given, field, unit, names, language)
    return _leaf(given, field, unit, names, language)


def _item(given: Value, field: Field | None, unit: str, names: Names, language: Language) -> str:
    """An entry of a list: its name where there are several values in it."""
    if (
        isinstance(given, dict)
        and field is not None
        and field.text_key is None
        and (name := named(given, field, names))
    ):
        return name
    return value(given, field, unit, names, language)


def _listed(texts: list[str]) -> str:
    kept = texts if len(texts) <= _MOST_LISTED else [*texts[: _MOST_LISTED - 1], "…"]
    return ", ".join(kept)


def _mapping(given: dict[str, Value], field: Field | None, unit: str, names: Names, language: Language) -> str:
    if field is not None and field.text_key is not None and isinstance(text := given.get(field.text_key), str):
        return _leaf(text, field.inside(field.text_key), unit, names, language)
    pieces = []
    for key, inside in given.items():
        below = field.inside(key) if field else None
        if key == "unit" and isinstance(inside, str):
            continue
        if (
            isinstance(inside, dict)
            and below is not None
            and below.properties
            and field
            and key not in field.properties
        ):
            pieces.append(named(inside, below, names) or key_name(key, field, names, language))
            continue
        said = unit_of(below, given, unit, names)
        pieces.append(f"{key_name(key, field, names, language)} {value(inside, below, said, names, language)}")
    return _listed(pieces)


def named(given: dict[str, Value], field: Field, names: Names) -> str:
    """What an entry is called, as it may be shown; "" where it has no name."""
    return shown(name_of(given, field, names))


def unit_of(field: Field | None, around: Mapping[str, Value], unit: str, names: Names) -> str:
    """The unit of a number in a mapping: the site's currency, the one that stands beside it, or that around."""
    if field is not None and field.unit == "currency":
        return names.currency
    beside = around.get("unit")
    if isinstance(beside, str):
        return beside
    return field.unit if field is not None and field.unit and field.unit != "unit" else unit


def key_name(key: str, field: Field | None, names: Names, language: Language) -> str:
    """What a key of a mapping is called."""
    if field is None:
        return shown(key)
    if key in field.properties:
        return label(field.properties[key].title, language)
    if field.kind == "series":
        return forms.period(key, language) if len(key) <= len("2026-03-12") else shown(key)
    if key in field.words:
        return field.words[key].text.to(language)
    return _referred(field.key_reference, key, names, language)


def _referred(reference: str | None, id_: str, names: Names, language: Language) -> str:
    """What an id stands for; figures that the format knows have names of their own."""
    name = names.of(reference, id_)
    if name == id_ and reference == "figures":
        usual = load_schemas().field("figures").inside("figures")
        known = usual.properties.get(id_) if usual else None
        return known.title.to(language) if known else shown(id_)
    return shown(name)


def label(title: Text, language: Language) -> str:
    """A field's title inside a sentence: English words begin with a small letter there."""
    text = title.to(language)
    is_plain = language == "en" and text[1:2].islower()
    return text[:1].lower() + text[1:] if is_plain else text


def _leaf(given: str | float, field: Field | None, unit: str, names: Names, language: Language) -> str:
    kind = field.kind if field else ""
    if isinstance(given, str):
        if field is not None and given in field.words:
            return label(field.words[given].text, language)
        if field is not None and field.reference:
            return _referred(field.reference, given, names, language)
        if kind in ("period", "date") and len(given) <= len("2026-03-12"):
            return forms.period(given, language)
        text = shown(" ".join(given.split()))
        return quoted(text, language) if kind in ("prose", "line") else text
    if kind == "share":
        return forms.share(given, language)
    if kind == "scale":
        return _scale(given, field, language)
    if unit and unit != "%" and abs(given) >= 10_000:
        return forms.compact(given, unit, language)
    return forms.amount(given, unit, language)


def _scale(given: float, field: Field | None, language: Language) -> str:
    is_signed = field is not None and (field.minimum or 0) < 0 and given > 0
    number = ("+" if is_signed else "") + forms.number(given, language).replace("-", "−")
    word = field.scale.get(int(given)) if field and given == int(given) else None
    return f"{number} ({word.to(language)})" if word else number


def quoted(text: str, language: Language) -> str:
    """A text in the language's quotation marks."""
    return f"„{text}“" if language == "de" else f"“{text}”"


def pair(
    before: Value, after: Value, field: Field | None, unit: str, names: Names, language: Language
) -> tuple[str, str]:
    """Two values as they may be compared: so much of each that they differ, their common unit said once."""
    texts = value(before, field, unit, names, language), value(after, field, unit, names, language)
    if texts[0] == texts[1]:
        if isinstance(before, str) and isinstance(after, str):
            older, newer = (" ".join(text.split()) for text in (before, after))
            start = max(0, _alike(older, newer) - _LEAD)
            texts = quoted("…" + shown(older[start:]), language), quoted("…" + shown(newer[start:]), language)
        elif (low := _number(before)) is not None and (high := _number(after)) is not None:
            texts = forms.amount(low, unit, language), forms.amount(high, unit, language)
    return shared_unit(*texts)


def _alike(older: str, newer: str) -> int:
    """How many letters two texts begin with in common."""
    return next(
        (at for at, (one, other) in enumerate(zip(older, newer, strict=False)) if one != other),
        min(len(older), len(newer)),
    )


def shared_unit(before: str, after: str) -> tuple[str, str]:
    """Two amounts with their common unit said once: `1.15`, `1.29 m €`."""
    if before == after:
        return before, after
    number, blank, unit = before.partition("\u00a0")
    _, _, other = after.partition("\u00a0")
    return (number, after) if blank and unit == other else (before, after)


def difference(before: Value, after: Value, field: Field | None, unit: str, language: Language) -> str:
    """How far a number rose or fell, a date moved: `+12 %`, `two months later`; "" where that cannot be said."""
    kind = field.kind if field else ""
    if kind in ("period", "date"):
        return _shift(before, after, language)
    older, newer = _number(before), _number(after)
    if older is None or newer is None or kind == "scale":
        return ""
    if kind == "share" or unit.startswith("%"):
        points = (newer - older) * (100 if kind == "share" else 1)
        word = Text("points", "Prozentpunkte") if abs(abs(points) - 1) > 1e-9 else Text("point", "Prozentpunkt")
        return f"{signed(round(points, 2), language)} {word.to(language)}"
    if older == 0 or (older < 0) != (newer < 0):
        return signed(newer - older, language) + (f"\u00a0{forms.symbol(unit, language)}" if unit else "")
    ratio = (newer - older) / abs(older)
    if abs(ratio) < _HARDLY:
        return signed(newer - older, language) + (f"\u00a0{forms.symbol(unit, language)}" if unit else "")
    digits = 0 if abs(ratio) >= 0.1 else 1
    return f"{signed(round(ratio * 100, digits), language)}\u00a0%"


def signed(number: float, language: Language) -> str:
    """A number with its sign: `+12`, `−3,5`."""
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return sign + forms.number(abs(number), language)


def _number(given: Value) -> float | None:
    return given if isinstance(given, int | float) and not isinstance(given, bool) else None


def _shift(before: Value, after: Value, language: Language) -> str:
    """How much later or earlier a day or a period is."""
    if not isinstance(before, str) or not isinstance(after, str):
        return ""
    try:
        days, unit, count = _distance(before, after)
    except ValueError:
        return ""
    if not days:
        return ""
    one, many = _UNITS[unit]
    numbers = _NUMBERS[language]
    amount = one.to(language)
    if count != 1:
        written = forms.number(count, language)
        amount = many.to(language).format(numbers[int(count)] if count == int(count) < len(numbers) else written)
    word = Text("later", "später") if days > 0 else Text("earlier", "früher")
    return f"{amount} {word.to(language)}"


def _distance(before: str, after: str) -> tuple[int, str, float]:
    """Days between the ends of two periods, and the same in the unit in which people would say it."""
    older, newer = last_day(before), last_day(after)
    days = (newer - older).days
    months = (newer.year - older.year) * 12 + newer.month - older.month
    is_whole = older.day == newer.day or (_ends_month(older) and _ends_month(newer))
    if months and not is_whole:
        months = round(days / _DAYS_IN_MONTH) if abs(days) >= 45 else 0
    if months:
        size = abs(months)
        if size % 12 == 0 or size > _LONG:
            return days, "year", round(size / 12, 1)
        both_quarters = "Q" in before and "Q" in after
        return (days, "quarter", size // 3) if both_quarters and size % 3 == 0 else (days, "month", size)
    size = abs(days)
    return (days, "week", size // 7) if size >= 7 and size % 7 == 0 else (days, "day", size)


def _ends_month(day: date) -> bool:
    return last_day(day.isoformat()[:7]) == day and first_day(day.isoformat()[:7]) != day
