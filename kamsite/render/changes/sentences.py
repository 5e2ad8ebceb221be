"""Changes, and what follows from them, each as one line in German or English."""

from dataclasses import dataclass
from typing import Literal

from kamsite.compare.change import Change, Derived, Measured
from kamsite.compare.names import NO_NAMES, Names
from kamsite.language import Language, Text
from kamsite.model.field import Field
from kamsite.quoting import shown
from kamsite.render import format as forms
from kamsite.render.changes.told import Told, tell
from kamsite.render.changes.values import difference, shared_unit, value
from kamsite.source.document import Value

# Sentences such as those about the power map hold names, which may be of any length.
_LONGEST = 240
_SHARE = Field("", "share", Text("", ""), Text("", ""), "internal")


def sentence(change: Change, language: Language, names: Names = NO_NAMES) -> str:
    """A change in one line: `Dr. Sabine Brandt: attitude positive → negative`.

    `names` are those of the comparison that the change is from. Plain text without control characters.
    """
    return line_of(tell(change, language, names))


def line_of(told: Told) -> str:
    """The parts of a change as one line."""
    return "".join(part.text for part in parts_of(told))


Role = Literal["plain", "subject", "label", "before", "after", "difference", "remark"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence, and what it says; blanks and signs around it are pieces of their own."""

    role: Role
    text: str


def parts_of(told: Told) -> tuple[Part, ...]:
    """A change as one line in pieces, for those who show what it is about in another way than its values."""
    remark = _wrapped(" [", Part("remark", told.remark), "]") if told.remark else []
    subject = Part("subject", told.subject)
    if told.is_whole_entry:
        details = _wrapped(" (", Part("after", told.after), ")") if told.after else []
        return (Part("label", told.what), _PLAIN_COLON, subject, *details, *remark)
    body = _body(told)
    head = [subject] if told.subject else []
    if head and body:
        head.append(_PLAIN_COLON)
    return (*head, *body, *remark)


_PLAIN_COLON = Part("plain", ": ")


def _wrapped(opening: str, part: Part, closing: str) -> list[Part]:
    return [Part("plain", opening), part, Part("plain", closing)]


def _body(told: Told) -> list[Part]:
    """What happened: label, then the difference or what else there is to say, then the values."""
    values = [Part("before", told.before)] * bool(told.before)
    values += [Part("plain", " → ")] * bool(told.before and told.after)
    values += [Part("after", told.after)] * bool(told.after)
    label = [Part("label", told.label)] * bool(told.label)
    if told.difference:
        around = [Part("plain", " ("), *values, Part("plain", ")")] if told.before and told.after else []
        return [*_followed(label, " "), Part("difference", told.difference), *around]
    if not told.what:
        return _followed(label, ": " if "›" in told.label else " ") + values if values else label
    if told.is_one_sided and label and values:
        said = Part("plain", told.what)
        behind = [Part("plain", ", "), said] if values[-1].text.endswith(")") else _wrapped(" (", said, ")")
        return [*label, _PLAIN_COLON, *values, *behind]
    what = [*_followed(label, ": "), Part("plain", told.what)]
    if not values:
        return what
    if label:
        return [*what, _PLAIN_COLON, *values]
    return [*what, Part("plain", " ("), *values, Part("plain", ")")]


def _followed(parts: list[Part], sign: str) -> list[Part]:
    return [*parts, Part("plain", sign)] if parts else []


_MEASURED: dict[Measured, Text] = {
    "pipeline": Text("Weighted pipeline", "Gewichtete Pipeline"),
    "completeness": Text("Completeness", "Vollständigkeit"),
    "chapter": Text("Completeness, {}", "Vollständigkeit, {}"),
    "quadrant": Text("Portfolio, {}", "Portfolio, {}"),
    "verdict": Text("Power map", "Power-Map"),
    "uncovered": Text("Deciders nobody addresses", "Entscheider, die niemand betreut"),
    "score": Text("Selection score", "Punktwert der Auswahl"),
}


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from changes: a line, or a title with the sentences that held before and those that hold now."""

    line: str
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def following(derived: Derived, language: Language, names: Names = NO_NAMES) -> Following:
    """What follows from changes, as it is read: sentences one below the other."""
    if not isinstance(derived.before, tuple) or not isinstance(derived.after, tuple):
        return Following(derived_sentence(derived, language, names))
    gone, new = (tuple(shown(one.to(language), _LONGEST) for one in side) for side in (derived.before, derived.after))
    return Following(_MEASURED[derived.what].to(language), gone, new)


def derived_sentence(derived: Derived, language: Language, names: Names = NO_NAMES) -> str:
    """What follows from changes in one line: `Weighted pipeline +8 % (1.2 → 1.3 m €)`."""
    title = _MEASURED[derived.what].to(language).format(shown(derived.title.to(language)))
    before, after = (_derived(side, derived, language, names) for side in (derived.before, derived.after))
    before, after = shared_unit(before, after)
    gap = ""
    if not isinstance(derived.before, Text | tuple) and not isinstance(derived.after, Text | tuple):
        is_share = derived.what in ("completeness", "chapter")
        gap = difference(derived.before, derived.after, _SHARE if is_share else None, derived.unit, language)
    return f"{title} {gap} ({before} → {after})" if gap else f"{title}: {before} → {after}"


def _derived(side: Value | Text | tuple[Text, ...], derived: Derived, language: Language, names: Names) -> str:
    if isinstance(side, tuple):
        return shown(" ".join(one.to(language) for one in side), _LONGEST) or "–"
    if isinstance(side, Text):
        return shown(side.to(language), _LONGEST)
    if derived.what in ("completeness", "chapter") and isinstance(side, float | int):
        return forms.share(side, language)
    if derived.what == "uncovered" and isinstance(side, list):
        return ", ".join(shown(names.of("people", str(one))) for one in side) or "–"
    return value(side, None, derived.unit, names, language)
