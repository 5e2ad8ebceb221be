"""The single values of a plan as HTML, guided by their fields in the schema."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from kamsite.language import Language
from kamsite.model.analyses.programme.selection import Selecting, Standing
from kamsite.model.field import Field
from kamsite.model.forms import share as share_of
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.staff import StaffMember
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING
from kamsite.render.prose import ProseLinks, prose_html, prose_line
from kamsite.source.document import Value

# Links at values: by the identity of the mapping or list that holds the value, then by its key or place.
Pasts = Mapping[int, Mapping[str | int, Markup]]

TITLE_KEYS = ("name", "title", "label", "question", "service", "text")
_PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?")
_SCHEME = re.compile(r"^(https?://|mailto:)")
# What is written as a code and read as a name, by field.
_CODES = {"country": formats.country, "language": formats.tongue, "languages": formats.tongue}
# Where the entries stand that a reference names: chapter and section.
_PLACES = {
    "people": ("people", "people"),
    "competitors": ("position", "competitors"),
    "goals": ("strategy", "goals"),
    "customer_goals": ("customer", "goals"),
    "divisions": ("position", "portfolio"),
    "figures": ("figures", "figures"),
}


@dataclass(frozen=True, slots=True)
class Show:
    """What is needed to show the values of one plan in one language.

    `fields` are the chapters' fields in the schema, as far as the edition shows them; `links` knows where links lead;
    `prose_chapters` are the chapters whose prose the edition shows; `company_mission` is that of our own company.
    `products` are the names of our products by id; `pasts` are links to where values come from
    (`kamsite.render.pasts`); `selecting` says how key accounts are chosen, `standing` how this account stands;
    `introduced` are those of us who stand on the page of our people, None for everybody.
    """

    language: Language
    plan: Plan
    staff: Mapping[str, StaffMember]
    fields: Mapping[str, Field]
    currency: str
    as_of: date
    links: ProseLinks
    prose_chapters: frozenset[str] = frozenset(CHAPTERS)
    company_mission: str = ""
    products: Mapping[str, str] = field(default_factory=dict)
    pasts: Pasts = field(default_factory=dict)
    selecting: Selecting | None = None
    standing: Standing | None = None
    introduced: frozenset[str] | None = None

    def past(self, around: object, key: str | int) -> Markup:
        """What leads to who set a value of a mapping or list, when and why; nothing where that is not told."""
        known = self.pasts.get(id(around))
        return known.get(key, NOTHING) if known else NOTHING

    # -- leaves ----------------------------------------------------------------------------------------------------

    def value(self, field: Field | None, value: Value, unit: str = "") -> Markup:
        """A single value in a line."""
        if value is None:
            return NOTHING
        if value == "unknown":
            return inline.unknown(self.language)
        if isinstance(value, bool):
            return inline.text(inline.YES_NO[value].to(self.language))
        if isinstance(value, dict | list):
            raise TypeError("a structured value has no single line: show it with kamsite.render.generic")
        if field is None:
            return self._plain(value, unit)
        return self._leaf(field, value, unit)

    def _leaf(self, field: Field, value: str | float, unit: str) -> Markup:
        if field.reference and isinstance(value, str):
            return self.reference(field.reference, value)
        if field.words and str(value) in field.words:
            return inline.text(field.words[str(value)].text.to(self.language))
        kind = field.kind
        if kind == "share" and (ratio := share_of(value) if isinstance(value, str) else value) is not None:
            return inline.share(ratio, self.language)
        if kind in ("date", "period"):
            return inline.time(str(value), self.language)
        if isinstance(value, str):
            named = _CODES.get(field.name) if kind == "line" else None
            return inline.text(named(value, self.language)) if named else self._written_leaf(kind, value)
        if kind == "scale":
            return self._scale(field, value)
        return self._plain(value, unit or self.unit_of(field))

    def _written_leaf(self, kind: str, value: str) -> Markup:
        if kind == "series" and _PERIOD.fullmatch(value):
            return inline.time(value, self.language)
        if kind == "prose":
            return self.prose(value)
        if kind == "asset" and (file := self.links[value]):
            return inline.fill('<a href="{}">{}</a>', file, value)
        if kind == "link":
            return inline.outside(value, inline.text(_SCHEME.sub("", value).rstrip("/")))
        return inline.text(value)

    def _plain(self, value: str | float, unit: str) -> Markup:
        if isinstance(value, str):
            return inline.text(value)
        return inline.number(value, self.language, unit)

    def _scale(self, field: Field, value: float) -> Markup:
        word = field.scale.get(int(value)) if value == int(value) else None
        spoken = word.to(self.language) if word else ""
        if (field.minimum or 0) < 0 or value != int(value):
            signed = f"{value:+g}".replace("-", "−") if value else "0"
            return inline.span("num", signed) + inline.text(f" ({spoken})" if spoken else "")
        return inline.scale(int(value), int(field.maximum or 5), self.language, spoken)

    def unit_of(self, field: Field) -> str:
        """The unit of a field without one beside it: the schema's, where that says `currency` the site's.

        A unit that is the field's own name (`months`) is told by its label.
        """
        if field.unit == "currency":
            return self.currency
        return "" if field.unit in (None, "unit", field.name) else field.unit or ""

    def prose(self, value: str) -> Markup:
        """A Markdown text of the plan."""
        return prose_html(value, self.links, heading_level=5)

    def sentence(self, value: str) -> Markup:
        """A Markdown text of the plan in a line; as blocks where it is longer than a paragraph."""
        return prose_line(value, self.links)

    # -- references ------------------------------------------------------------------------------------------------

    def reference(self, to: str, value: str) -> Markup:
        """The name of what an id refers to, linked to it; the id itself where there is no such thing."""
        if to == "sources":
            return self.source(value)
        name, address = self._target(to, value)
        return inline.link(address, inline.text(name), "" if to == "plan" else "ref") if address else inline.text(name)

    def our_person(self, value: str) -> Markup:
        """One of our own people, linked to whom they cover."""
        return self.reference("staff", value)

    def person(self, value: str) -> Markup:
        """A person of the customer, linked to their entry."""
        return self.reference("people", value)

    def source(self, value: str) -> Markup:
        """A source as a small mark that leads to it."""
        title, address = self._target("sources", value)
        if not address:
            return inline.span("source", inline.text(value))
        link = urls.link(address)
        return inline.fill('<a class="source" href="{}" title="{}">{}</a>', link, title, inline.text(title))

    def called(self, to: str, value: str) -> str:
        """The name of what an id refers to; the id itself where there is no such thing."""
        return self._target(to, value)[0]

    def _target(self, to: str, value: str) -> tuple[str, str]:
        """What an id refers to: its name and address; the id itself without an address where there is no such thing."""
        if to == "staff" and (person := self.staff.get(value)):
            is_introduced = self.introduced is None or value in self.introduced
            return person.name, urls.for_staff(value) if is_introduced else ""
        if to == "plan" and (division := self.plan.divisions.get(value.rstrip("/").rpartition("/")[2])):
            return division.name, urls.for_account(division.id)
        if to == "sources":
            plan, entry = self._written("plan", "sources", value)
            title = name_of(entry)
            return (title, urls.for_questions(plan.id, value)) if plan and title is not None else (value, "")
        if to in _PLACES:
            chapter, section = _PLACES[to]
            plan, entry = self._written(chapter, section, value)
            if plan is not None:
                name = name_of(entry) or self.word_of_key(chapter, section, value)
                return name, urls.for_chapter(plan.id, chapter, value)
        return value, ""

    def _written(self, chapter: str, section: str, value: str) -> tuple[Plan | None, Value]:
        """The entry with an id in this plan or one above it, and the plan in which it stands."""
        plan: Plan | None = self.plan
        while plan is not None:
            entries = plan.data[chapter].get(section)
            if isinstance(entries, dict) and value in entries:
                return plan, entries[value]
            plan = plan.parent
        return None, None

    def word_of_key(self, chapter: str, section: str, key: str) -> str:
        """What a key of a section is called: a word that the schema knows (`revenue` → Umsatz), else the key."""
        field = self.fields.get(chapter)
        inside = field.properties.get(section) if field else None
        if inside is None:
            return key
        word = inside.words.get(key)
        known = inside.properties.get(key)
        return word.text.to(self.language) if word else known.title.to(self.language) if known else key


def name_of(entry: Value) -> str | None:
    """What an entry calls itself: its name, title, label …; None where it has none."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, dict):
        for key in TITLE_KEYS:
            if isinstance(found := entry.get(key), str):
                return found
    return None
