"""A small link at each value of a plan: it names the version that set the value, by whom, and leads to the reason."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from kamsite.compare.change import Ids
from kamsite.compare.matching import steps_of
from kamsite.compare.normal import comparable
from kamsite.horizon import day_of
from kamsite.language import Language
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.changes.origins import ToldOrigin
from kamsite.render.desk import Desk
from kamsite.render.originpage import OLDER, rows_of
from kamsite.render.show import Pasts
from kamsite.source.document import Value
from kamsite.source.history import Version

_LINK = '<a class="past past--value" href="{}" title="{}"></a>'


def pasts_of(
    desk: Desk,
    plan: str,
    written: Mapping[str, tuple[Value, Field]],
    origins: Sequence[ToldOrigin],
    language: Language,
) -> Pasts:
    """The links at the values of a plan (its id); values that the newest version does not have get none.

    `written` are the values by chapter, each with what the schema says of them.
    """
    links: dict[Ids, Markup] = {}
    titles: dict[str, str] = {}
    for anchor, row in rows_of(origins):
        href = urls.link(urls.for_origins(plan, anchor))
        version = row[0].now.version
        commit = version.commit.id if version else ""
        if commit not in titles:
            titles[commit] = _title(desk, version, language)
        link = inline.fill(_LINK, href, titles[commit])
        for origin in row:
            path = (origin.address.chapter, *origin.address.path)
            # A value that may be written in another way stands around its one value: `text`, an item of a list.
            for depth in range(len(path), 1, -1):
                links.setdefault(path[:depth], link)
    pasts: dict[int, dict[str | int, Markup]] = {}
    if not links:
        return pasts
    for chapter, (data, field) in written.items():
        for around, key, path in _values(data, field, (chapter,)):
            if path in links:
                pasts.setdefault(id(around), {})[key] = links[path]
    return pasts


def _title(desk: Desk, version: Version | None, language: Language) -> str:
    if version is None:
        return OLDER.to(language)
    day = day_of(version.commit.time, version.commit.offset)
    said = [version.label, formats.short_day(day, language)]
    return " · ".join([*said, ", ".join(version.authors)] if desk.shows_authors else said)


def _values(value: Value, field: Field | None, way: Ids) -> Iterator[tuple[Value, str | int, Ids]]:
    """What holds each single value, the value's key or place in it, and the way to it as comparisons name it."""
    if isinstance(value, dict):
        for key, inside in value.items():
            below = field.inside(key) if field else None
            if _has_parts(inside, below):
                yield from _values(inside, below, (*way, key))
            else:
                yield value, key, (*way, key)
    elif isinstance(value, list) and field is not None:
        normal = {at: item for at, inside in enumerate(value) for item in _listed(comparable([inside], field))}
        for at, step in zip(normal, steps_of([*normal.values()], field), strict=True):
            if isinstance(value[at], dict | list):
                yield from _values(value[at], field.item, (*way, step))
            else:
                yield value, at, (*way, step)


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _has_parts(value: Value, field: Field | None) -> bool:
    """Whether a value is told in parts: a mapping, or a list of anything but single values."""
    if isinstance(value, list):
        normal = comparable(value, field)
        return isinstance(normal, list) and any(isinstance(item, dict | list) for item in normal)
    return isinstance(value, dict)
