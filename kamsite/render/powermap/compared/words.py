"""The words for what changed on a power map, in English and German."""

from collections.abc import Mapping

from kamsite.language import Text
from kamsite.model.analyses.mapchanges import Aspect, Fate, MapChanges, Turn, aspects
from kamsite.model.analyses.powermap import ROLES, MapPerson
from kamsite.render.powermap import words

TITLE = Text("Power map: what changed", "Power-Map: was sich geändert hat")
BEFORE = Text("Before", "Vorher")
CHANGES = Text("Changes", "Änderungen")
AFTER = Text("After", "Nachher")
VIEW = Text("What the map shows", "Was die Karte zeigt")

FATES: Mapping[Fate, Text] = {
    Fate.ADDED: Text("New", "Neu"),
    Fate.REMOVED: Text("Gone", "Entfallen"),
    Fate.CHANGED: Text("Changed", "Geändert"),
    Fate.SAME: Text("Unchanged", "Unverändert"),
}
NEW_ON_MAP = Text("New on the map", "Neu auf der Karte")
GONE_FROM_MAP = Text("No longer on the map", "Nicht mehr auf der Karte")
GONE_LINE = Text("gone", "entfallen")
NEW_LINE = Text("new", "neu")
NEW_STRENGTH = Text("new: {}", "neu: {}")
CHANGED_LINE = Text("changed", "geändert")
REPORTED_TO = Text("{} no longer reports to {}", "{} berichtet nicht mehr an {}")
REPORTS_NOW = Text("New: {} reports to {}", "Neu: {} berichtet an {}")
MORE = Text("and {} more", "und {} weitere")

NOW_COVERED = Text("Now covered by us", "Jetzt von uns betreut")
UNCOVERED = Text("No longer covered", "Nicht mehr betreut")
LEFT = Text("Has left the customer", "Beim Kunden ausgeschieden")
BACK = Text("Is with the customer again", "Wieder beim Kunden")
TOP = Text("nobody", "niemand")

_STEP = Text("{} → {}", "{} → {}")
_LABELLED: Mapping[Aspect, Text] = {
    "influence": Text("Influence {} → {}", "Einfluss {} → {}"),
    "contact": Text("Contact {} → {}", "Kontakt {} → {}"),
    "reports_to": Text("Superior: {} → {}", "Vorgesetzt: {} → {}"),
    "name": Text("Before: {}", "Vorher: {}"),
    "title": Text("Before: {}", "Vorher: {}"),
    "department": Text("Before: {}", "Vorher: {}"),
    "division": Text("Before: {}", "Vorher: {}"),
}
_UNNAMED: Mapping[Aspect, Text] = {
    "title": Text("New: {}", "Neu: {}"),
    "department": Text("New: {}", "Neu: {}"),
    "division": Text("New: {}", "Neu: {}"),
}


def remarks(turn: Turn[MapPerson], names: Mapping[str, str]) -> tuple[Text, ...]:
    """What happened to a person, in a few words each; `names` are those of everybody on the map by id."""
    if turn.before is None:
        return (NEW_ON_MAP,)
    if turn.after is None:
        return (GONE_FROM_MAP,)
    return tuple(_remark(aspect, turn.before, turn.after, names) for aspect in aspects(turn))


def _remark(aspect: Aspect, before: MapPerson, after: MapPerson, names: Mapping[str, str]) -> Text:
    match aspect:
        case "attitude":
            return filled(_STEP, words.ATTITUDES[before.stance], words.ATTITUDES[after.stance])
        case "influence" | "contact":
            return filled(_LABELLED[aspect], *(_level(getattr(side, aspect)) for side in (before, after)))
        case "roles":
            return _roles(before, after)
        case "reports_to":
            return filled(_LABELLED[aspect], *(_superior(side, names) for side in (before, after)))
        case "covered":
            return UNCOVERED if after.uncovered else NOW_COVERED
        case "left":
            return LEFT if after.left else BACK
        case _:
            former, now = (str(getattr(side, aspect)) for side in (before, after))
            return (
                filled(_LABELLED[aspect], as_written(former)) if former else filled(_UNNAMED[aspect], as_written(now))
            )


def _level(value: int | None) -> Text:
    return as_written("?" if value is None else str(value))


def _superior(person: MapPerson, names: Mapping[str, str]) -> Text:
    return as_written(names.get(person.reports_to, person.reports_to)) if person.reports_to else TOP


def _roles(before: MapPerson, after: MapPerson) -> Text:
    """`+ Decider, − User`."""
    order = [*ROLES, *sorted({*before.roles, *after.roles} - set(ROLES))]
    signs = [("+", role) for role in order if role in after.roles and role not in before.roles]
    signs += [("−", role) for role in order if role in before.roles and role not in after.roles]
    texts = [(sign, words.ROLES[role][0] if role in words.ROLES else as_written(role)) for sign, role in signs]
    return Text(
        ", ".join(f"{sign} {text.en}" for sign, text in texts), ", ".join(f"{sign} {text.de}" for sign, text in texts)
    )


def as_written(text: str) -> Text:
    """What a team wrote, which is the same in both languages."""
    return Text(text, text)


def filled(template: Text, *values: Text) -> Text:
    """A text of ours with values in its places."""
    return Text(
        template.en.format(*(value.en for value in values)), template.de.format(*(value.de for value in values))
    )


_COUNTS = {
    Fate.ADDED: (Text("1 new person", "1 Person neu"), Text("{} new people", "{} Personen neu")),
    Fate.REMOVED: (Text("1 person gone", "1 Person entfallen"), Text("{} people gone", "{} Personen entfallen")),
    Fate.CHANGED: (Text("1 person changed", "1 Person geändert"), Text("{} people changed", "{} Personen geändert")),
}
_LINES = Text("1 line changed", "1 Linie geändert"), Text("{} lines changed", "{} Linien geändert")


def counted(changes: MapChanges) -> Text:
    """How many people and lines came, went and changed: `2 people changed, 1 new person, 3 lines changed.`"""
    found = [(_COUNTS[fate], len(changes.of_fate(fate))) for fate in (Fate.CHANGED, Fate.ADDED, Fate.REMOVED)]
    lines = [fate for fate in changes.lines.values() if fate is not Fate.SAME]
    lines += [turn.fate for turn in changes.influences.values() if turn.fate is not Fate.SAME]
    lines += [turn.fate for turn in changes.ties.values() if turn.fate is not Fate.SAME]
    found.append((_LINES, len(lines)))
    texts = [filled(one if count == 1 else many, as_written(str(count))) for (one, many), count in found if count]
    return Text(f"{', '.join(text.en for text in texts)}.", f"{', '.join(text.de for text in texts)}.")
