"""Changes, and what follows from them, each as one line in German or English."""

from kamsite.compare.change import Change, Derived, Measured
from kamsite.compare.names import NO_NAMES, Names
from kamsite.language import Language, Text
from kamsite.model.field import Field
from kamsite.quoting import shown
from kamsite.render import format as forms
from kamsite.render.changes.told import Told, tell
from kamsite.render.changes.values import difference, shared_unit, value
from kamsite.source.document import Value

_SHARE = Field("", "share", Text("", ""), Text("", ""), "internal")


def sentence(change: Change, language: Language, names: Names = NO_NAMES) -> str:
    """A change in one line: `Dr. Sabine Brandt: attitude positive → negative`.

    `names` are those of the comparison that the change is from. Plain text without control characters.
    """
    return line_of(tell(change, language, names))


def line_of(told: Told) -> str:
    """The parts of a change as one line."""
    remark = f" [{told.remark}]" if told.remark else ""
    if told.is_whole_entry:
        return f"{told.what}: {told.subject}" + (f" ({told.after})" if told.after else "") + remark
    head = f"{told.subject}: " if told.subject and (told.label or told.what or told.after) else told.subject
    label = f"{told.label} " if told.label else ""
    arrow = f"{told.before} → {told.after}" if told.before and told.after else ""
    if told.difference:
        body = f"{label}{told.difference} ({arrow})"
    elif told.what and (arrow or told.before or told.after):
        values = arrow or told.after or told.before
        body = f"{told.label}: {told.what}: {values}" if told.label else f"{told.what} ({values})"
    elif told.what:
        body = f"{told.label}: {told.what}" if told.label else told.what
    else:
        body = f"{label}{arrow or told.after or told.before}"
    return (head + body).strip() + remark


_MEASURED: dict[Measured, Text] = {
    "pipeline": Text("Weighted pipeline", "Gewichtete Pipeline"),
    "completeness": Text("Completeness", "Vollständigkeit"),
    "chapter": Text("Completeness of {}", "Vollständigkeit von {}"),
    "quadrant": Text("Portfolio of {}", "Portfolio von {}"),
    "verdict": Text("Power map", "Power-Map"),
    "uncovered": Text("Deciders nobody addresses", "Entscheider, die niemand betreut"),
    "score": Text("Selection score", "Punktwert der Auswahl"),
}


def derived_sentence(derived: Derived, language: Language, names: Names = NO_NAMES) -> str:
    """What follows from changes in one line: `Weighted pipeline +8 % (1.2 → 1.3 m €)`."""
    title = _MEASURED[derived.what].to(language).format(shown(derived.title))
    before, after = (_derived(side, derived, language, names) for side in (derived.before, derived.after))
    before, after = shared_unit(before, after)
    gap = ""
    if not isinstance(derived.before, Text) and not isinstance(derived.after, Text):
        is_share = derived.what in ("completeness", "chapter")
        gap = difference(derived.before, derived.after, _SHARE if is_share else None, derived.unit, language)
    return f"{title} {gap} ({before} → {after})" if gap else f"{title}: {before} → {after}"


def _derived(side: Value | Text, derived: Derived, language: Language, names: Names) -> str:
    if isinstance(side, Text):
        return side.to(language)
    if derived.what in ("completeness", "chapter") and isinstance(side, float | int):
        return forms.share(side, language)
    if derived.what == "uncovered" and isinstance(side, list):
        return ", ".join(shown(names.of("people", str(one))) for one in side) or "–"
    return value(side, None, derived.unit, names, language)
