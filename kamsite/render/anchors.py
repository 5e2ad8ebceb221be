"""Every entry of a chapter can be linked to, and no two places of a page have the same anchor."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kamsite.model.field import Field
from kamsite.render import urls
from kamsite.source.document import Value

_BEGIN = f' id="{urls.identifier("")[:-1]}'
_END = f'{urls.identifier("")[-1]}"'
# Inside these a place may stand that is nothing but an anchor.
_ROOMY = frozenset({"article", "section", "div", "li", "td", "th"})
# What has a heading, and where that ends.
_HEADED = frozenset({"section", "article", "tr"})
_HEAD_END = re.compile("</(?:h[2-6]|th)>")
# What stands below a heading's words, in a line of its own.
_BELOW = re.compile('<(?:span|div) class="(?:sources|item__more|under)"')
_HEADING = re.compile(r"h[1-6]")
# Some mappings go by names of any kind: these are no anchors.
_ID = re.compile(r"(?!x-)[a-z0-9][a-z0-9_-]*")


def entries_of(field: Field, data: Mapping[str, Value]) -> list[tuple[str, ...]]:
    """The way to each entry of a chapter: its section, the ids of the entries around it, its own id."""
    found: list[tuple[str, ...]] = []
    for section, value in data.items():
        inside = field.properties.get(section)
        if inside is not None and _may_hold_entries(inside):
            _gather(inside, value, (f"section-{section}",), found)
    return found


@lru_cache(maxsize=1024)
def _may_hold_entries(field: Field) -> bool:
    """Whether entries with ids can stand in a value or below it."""
    if _has_ids(field):
        return True
    below = (*field.properties.values(), field.entry, field.item)
    return any(_may_hold_entries(one) for one in below if one is not None)


def _has_ids(field: Field) -> bool:
    return field.kind == "entries" and field.entry is not None and bool(field.entry.properties)


def _gather(field: Field, value: Value, way: tuple[str, ...], found: list[tuple[str, ...]]) -> None:
    if isinstance(value, list) and field.item is not None:
        for item in value:
            _gather(field.item, item, way, found)
    if not isinstance(value, dict):
        return
    has_ids, properties = _has_ids(field), field.properties
    for key, content in value.items():
        is_entry = has_ids and key not in properties and _ID.fullmatch(key) is not None
        is_around = isinstance(content, (dict, list))
        if not is_entry and not is_around:
            continue
        inside = field.inside(key)
        if inside is None:
            continue
        if is_entry:
            found.append((*way, key))
        if is_around and _may_hold_entries(inside):
            _gather(inside, content, (*way, key) if is_entry else way, found)


def with_anchors(html: str, ways: Iterable[tuple[str, ...]]) -> str:
    """The HTML of a chapter, its links not yet settled, with an anchor for each entry.

    An entry that has none of its own gets one in the entry or the section around it. Of two places with the same
    anchor the entry keeps it, or else the first; the other's is numbered.
    """
    anchors = list(_anchors(html))
    places = dict(anchors)
    if len(places) < len(anchors):
        html = _without_doubles(html, anchors)
        places = dict(_anchors(html))
    added: dict[int, list[str]] = {}
    for way in ways:
        if way[-1] in places:
            continue
        around = next((name for name in reversed(way[:-1]) if name in places and _has_room(html, places[name])), None)
        if around is not None:
            place = html.index(">", places[around]) + 1
            added.setdefault(place, []).append(way[-1])
            places[way[-1]] = places[around]
    if not added:
        return html
    parts: list[str] = []
    last = 0
    for place in sorted(added):
        parts += (html[last:place], *(f"<span{_BEGIN}{name}{_END}></span>" for name in added[place]))
        last = place
    return "".join([*parts, html[last:]])


def with_links(html: str, links: Mapping[str, str]) -> str:
    """The HTML of a chapter with a link at the headings of sections and entries; `links` is its HTML by anchor."""
    if not links:
        return html
    added: list[tuple[int, str]] = []
    for name, place in _anchors(html):
        if name not in links or _tag(html, place) not in _HEADED:
            continue
        found = _HEAD_END.search(html, place)
        if found is not None:
            below = _BELOW.search(html, place, found.start())
            end = found.end() if found[0] == "</h2>" else below.start() if below else found.start()
            added.append((end, links[name]))
    parts: list[str] = []
    last = 0
    for place, link in sorted(added):
        parts += (html[last:place], link)
        last = place
    return "".join([*parts, html[last:]])


def _anchors(html: str) -> Iterator[tuple[str, int]]:
    """Each anchor of a page with the place of its attribute."""
    # Looking for a single character is much quicker than looking for a word.
    last, first = _BEGIN[-1], _END[0]
    start = html.find(last) + 1
    while start:
        end = html.index(first, start)
        if html.endswith(_BEGIN, 0, start):
            yield html[start:end], start - len(_BEGIN)
        start = html.find(last, end) + 1


def _tag(html: str, place: int) -> str:
    """The name of the tag in which an attribute stands."""
    return html[html.rindex("<", 0, place) + 1 : place].partition(" ")[0]


def _has_room(html: str, place: int) -> bool:
    return _tag(html, place) in _ROOMY


def _is_heading(html: str, place: int) -> bool:
    return _HEADING.fullmatch(_tag(html, place)) is not None


def _without_doubles(html: str, anchors: Sequence[tuple[str, int]]) -> str:
    kept: dict[str, int] = {}
    for name, place in anchors:
        if name not in kept or (_is_heading(html, kept[name]) and not _is_heading(html, place)):
            kept[name] = place
    taken = set(kept)
    parts: list[str] = []
    last = 0
    for name, place in anchors:
        if kept[name] == place:
            continue
        number = next(number for number in range(2, len(anchors) + 2) if f"{name}-{number}" not in taken)
        taken.add(f"{name}-{number}")
        start = place + len(_BEGIN)
        parts += (html[last:start], f"{name}-{number}")
        last = start + len(name)
    return "".join([*parts, html[last:]])
