"""Plans for the tests of sections: written inline as YAML, or filled in every field that the schemas know."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from textwrap import dedent

import msgspec
from markupsafe import Markup
from msgspec import Struct

from kamsite.language import Language
from kamsite.model.field import SENSITIVITIES, Field
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import CHAPTERS, Chapter, Plan, PlanText
from kamsite.model.project import project_field
from kamsite.model.schema import load_schemas
from kamsite.model.staff import StaffMember
from kamsite.render import format as formats
from kamsite.render.blocks import Block
from kamsite.render.prose import ProseLinks
from kamsite.render.sections import DRAWINGS
from kamsite.render.show import Show
from kamsite.source.document import Document, Mark, Value

AS_OF = date(2026, 11, 20)
STAFF = {"weber": StaffMember(name="Jonas Weber"), "kaya": StaffMember(name="Deniz Kaya", title="Serviceleiter")}
# What a company's own keys must be where they stand among others of one kind.
_OWN: Mapping[str, Value] = {"participants": ["weber"], "decision_factors": 3}
_UNKNOWN = {"de": "noch nicht bekannt", "en": "not yet known"}
HOSTILE = "<script>alert('x')</script> \"&amp;\" {} {0} %s"


@cache
def field_of(chapter: str) -> Field:
    """What the schema says of a chapter."""
    return load_schemas().field(chapter)


def plan_of(chapters: Mapping[str, str]) -> Plan:
    """A plan from the YAML of its chapters; the cover is filled in where it is left out."""
    texts = {"plan": "account: {name: Nordwind AG}", **chapters}
    files = {f"nordwind/{name}.yaml": dedent(text).encode() for name, text in texts.items()}
    text, findings = read_plan(sort_files("nordwind", files), files.__getitem__, load_schemas())
    wrong = [finding for finding in findings if finding.severity.name == "ERROR"]
    assert not wrong, wrong
    return give_types(text, load_schemas())


def plan_from_values(values: Mapping[str, dict[str, Value]]) -> Plan:
    """A plan from values that nobody checked against the schemas."""
    chapters = {
        name: Chapter(name, Document(f"nordwind/{name}.yaml", values.get(name, {}), Mark(1, 1))) for name in CHAPTERS
    }
    try:
        return give_types(PlanText("nordwind", chapters), load_schemas())
    except msgspec.ValidationError as problem:  # pragma: no cover - a mistake of the test
        raise AssertionError(f"the test's values have the wrong shape: {problem}") from problem


def show_of(plan: Plan, language: Language = "de", shows: frozenset[str] = SENSITIVITIES, mission: str = "") -> Show:
    """What is needed to draw a plan's sections, for an edition that shows these sensitivities."""
    seen = {name: project_field(field_of(name), shows) for name in CHAPTERS}
    known = {name: field for name, field in seen.items() if field is not None}
    links = ProseLinks(plan.id, frozenset({plan.id}), frozenset(CHAPTERS), frozenset())
    return Show(language, plan, STAFF, known, "EUR", AS_OF, links, company_mission=mission)


def drawn(show: Show, chapter: str, section: str) -> tuple[Block, ...]:
    """The blocks of a section."""
    field = show.fields[chapter].properties[section]
    return DRAWINGS[(chapter, section)](show, field, show.plan.data[chapter][section])


def section(chapter: str, yaml: str, language: Language = "de", **others: str) -> str:
    """The HTML of the only section in the YAML of a chapter; `others` are other chapters."""
    plan = plan_of({**others, chapter: yaml})
    return html_of(drawn(show_of(plan, language), chapter, next(iter(plan.data[chapter]))))


def html_of(blocks: object) -> str:
    """All finished HTML and all plain texts in blocks, one after the other."""
    return "\n".join(_pieces(blocks))


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, Markup):
        yield str(value)
    elif isinstance(value, str):
        yield str(Markup.escape(value))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _pieces(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _pieces(getattr(value, name))


def text_of(html: str) -> str:
    """The visible text of HTML, blanks folded."""
    reader = _Reader()
    reader.feed(html)
    return " ".join(" ".join(reader.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


# -- plans with every field ----------------------------------------------------------------------------------------


class Filler:
    """Fills fields with values that can be told apart; leaves some out, and says of some that they are unknown."""

    def __init__(self, seed: int = 0, *, left_out: float = 0.0, unknown: float = 0.0) -> None:
        self._chance = random.Random(seed)
        self._left_out, self._unknown = left_out, unknown
        self._count = 0

    def chapter(self, name: str) -> dict[str, Value]:
        """A chapter with every section that has a drawing."""
        known = field_of(name).properties
        return {key: self.value(field) for key, field in known.items() if (name, key) in DRAWINGS}

    def value(self, field: Field) -> Value:
        """A value of the shape that the field describes."""
        self._count += 1
        if field.kind == "series" or (field.entry and field.entry.kind in ("amount", "share") and not field.properties):
            return {period: self.value(field.entry) for period in ("2024", "2025", "2026-Q1")} if field.entry else None
        if field.item is not None:
            return [self.value(field.item) for _ in range(2)]
        if field.properties or field.entry is not None:
            return self._mapping(field)
        return self._leaf(field)

    def _mapping(self, field: Field) -> Value:
        values: dict[str, Value] = {}
        for key, inside in field.properties.items():
            must = key in field.required
            if not must and self._chance.random() < self._left_out:
                continue
            is_unknown = not must and self._chance.random() < self._unknown
            values[key] = "unknown" if is_unknown else self.value(inside)
        if field.entry is not None:
            self._count += 1
            values |= {f"key-{self._count}-{place}": self.value(field.entry) for place in range(2)}
        if field.properties and field.entry is None:
            values["x-own"] = _OWN.get(field.name) or self._name()
        return values

    def _name(self) -> str:
        self._count += 1
        return f"kanarie{self._count}"

    def _leaf(self, field: Field) -> Value:
        if field.words:
            return self._chance.choice(list(field.words))
        if field.kind == "scale":
            return self._chance.randint(int(field.minimum or 0), int(field.maximum or 5))
        if field.kind in ("amount", "count"):
            return 1000 + self._count
        if field.kind == "share":
            return round(self._count % 997 / 1000, 3)
        if field.kind in ("date", "period"):
            return f"{2020 + self._count % 9}-03-12"
        if field.kind == "flag":
            return self._chance.random() < 0.5
        if field.kind == "link":
            return f"https://{self._name()}.example"
        return self._name()


def leaves(value: Value, field: Field | None, key: str = "") -> Iterator[tuple[str, Value, Field | None]]:
    """Every single value below a value: its key, itself, and its field."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(inside, field.inside(name) if field else None, name)
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from leaves(inside, field.inside(place) if field else None, key)
    elif value is not None:
        yield key, value, field


def expected(show: Show, key: str, value: Value, field: Field | None) -> str:
    """The least that a page says of a single value."""
    if field is not None and field.text_key is not None:
        field = field.properties[field.text_key]
    if value == "unknown" and field is not None and field.words.keys() >= {"blocked", "unknown"}:
        return field.words[value].text.to(show.language)
    if value == "unknown":
        return _UNKNOWN[show.language]
    if isinstance(value, bool):
        return ""
    kind = field.kind if field else ""
    if isinstance(value, str):
        if key == "unit" or kind == "series":
            return formats.symbol(value, show.language)
        shown = unescape(show.value(field, value).striptags())
    elif kind == "share" and isinstance(value, float):
        shown = formats.share(value, show.language)
    elif kind in ("date", "period"):
        shown = formats.period(str(value), show.language)
    else:
        shown = formats.number(abs(value), show.language) if isinstance(value, int | float) else str(value)
    return " ".join(shown.split())


def lost(show: Show, chapter: str, section: str) -> list[str]:
    """What was written in a section and does not appear in its drawing."""
    field = show.fields[chapter].properties[section]
    text = text_of(html_of(drawn(show, chapter, section)))
    said = [
        (f"{chapter}.{section}: {key}: {value!r}", expected(show, key, value, inside))
        for key, value, inside in leaves(show.plan.data[chapter][section], field)
    ]
    missing = [f"{what} (as {how!r})" for what, how in said if how not in text]
    unknown = [what for what, how in said if how == _UNKNOWN[show.language]]
    told = text.count(_UNKNOWN[show.language])
    return missing + ([f"told {told} of {unknown}"] if told < len(unknown) else [])


# -- HTML ----------------------------------------------------------------------------------------------------------

_VOID = frozenset({"br", "img", "hr", "path", "circle", "rect", "line"})
_INLINE = frozenset({"span", "a", "p", "abbr", "strong", "time", "em", "h2", "h3", "h4", "summary"})
_BLOCK = frozenset({"div", "p", "ul", "ol", "li", "table", "blockquote", "dl", "figure", "section"})


class _Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK and any(outer in _INLINE for outer in self.open):
            self.wrong.append(f"<{tag}> inside {self.open}")
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link inside a link")
        if any(name == "style" or name.startswith("on") for name, _ in attrs):
            self.wrong.append(f"an inline style or script at <{tag}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")


def wrong_nesting(html: str) -> list[str]:
    """What no browser would take as it is written: unbalanced tags, blocks within lines, inline styles."""
    checker = _Nesting()
    checker.feed(html)
    return checker.wrong + [f"<{tag}> stays open" for tag in checker.open]
