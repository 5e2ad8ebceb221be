"""What changed in one file of a plan, from two contents: for `git diff`, which knows files and no plans."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kamsite.diagnostics import Severity
from kamsite.source.document import Value

if TYPE_CHECKING:
    from kamsite.compare.change import Change
    from kamsite.compare.names import Names

# Where the names stand to which ids refer, beside the file: chapter, section, the key of the name.
_NAMED = {
    "people": ("people", "people", "name"),
    "sources": ("plan", "sources", "title"),
    "goals": ("strategy", "goals", "title"),
    "customer_goals": ("customer", "goals", "title"),
    "competitors": ("position", "competitors", "name"),
    "divisions": ("position", "portfolio", "name"),
}
_LARGEST = 1_000_000  # bytes of a file in which a name is looked up
_STEPS_UP = 4  # from a chapter of a division up to the folder of plans


def changes_in(path: str, before: bytes, after: bytes, place: PurePosixPath) -> "tuple[list[Change], Names] | None":
    """The changes in a file, and the names of those it speaks of as far as files lie at `place`; None: not readable."""
    from kamsite.compare.files import FileSide, changes_of, differences_in
    from kamsite.compare.levels import USUAL_LEVELS, Judge
    from kamsite.compare.normal import comparable
    from kamsite.compare.renames import NO_RENAMES
    from kamsite.compare.walk import Walk
    from kamsite.merge.kinds import kind_of
    from kamsite.model.schema import load_schemas

    schemas = load_schemas()
    kind = kind_of(path, schemas)
    if kind is None:
        return None
    chapter, way = kind
    field = schemas.field(chapter)
    sides = []
    for content in (before, after):
        is_sound, value = _read(content)
        if not is_sound:
            return None
        sides.append(FileSide("", chapter, field, None, comparable(_around(value, way), field)))
    site = _upwards(place, "site.yaml")
    currency = site.get("currency")
    names = _names(place, _upwards(place, "staff.yaml"))
    found = differences_in(sides[0], sides[1], Walk(NO_RENAMES))
    judge = Judge(USUAL_LEVELS)
    return list(changes_of(found, judge, names, currency if isinstance(currency, str) else "EUR")), names


def _read(content: bytes) -> tuple[bool, Value]:
    """Whether a content is sound YAML, and its values."""
    from kamsite.source.yamltext import read_yaml

    read = read_yaml("", content)
    if read.document is None or any(finding.severity is Severity.ERROR for finding in read.findings):
        return False, None
    return True, read.document.data


def _around(value: Value, way: tuple[str, ...]) -> Value:
    """The values of a chapter that holds nothing but this one."""
    for step in reversed(way):
        value = {step: value} if value is not None else {}
    return value


def _upwards(place: PurePosixPath, name: str) -> Mapping[str, Value]:
    """The values of a file of this name in a folder above."""
    for folder in list(place.parents)[:_STEPS_UP]:
        if (found := _values(Path(folder) / name)) is not None:
            return found
    return {}


def _values(file: Path) -> Mapping[str, Value] | None:
    try:
        if file.is_symlink() or file.stat().st_size > _LARGEST:
            return None
        is_sound, value = _read(file.read_bytes())
    except OSError:
        return None
    return value if is_sound and isinstance(value, dict) else None


def _names(place: PurePosixPath, staff: Mapping[str, Value]) -> "Names":
    """The names of our people and of what stands in the other chapters of the plan."""
    from kamsite.compare.names import Names

    found = {"staff": _named(staff, "name")}
    for reference, (chapter, section, key) in _NAMED.items():
        inside = (_values(Path(place.parent) / f"{chapter}.yaml") or {}).get(section)
        found[reference] = _named(inside if isinstance(inside, dict) else {}, key)
    return Names(found)


def _named(entries: Mapping[str, Value], key: str) -> dict[str, str]:
    named = ((id_, entry.get(key)) for id_, entry in entries.items() if isinstance(entry, dict))
    return {id_: name for id_, name in named if isinstance(name, str)}
