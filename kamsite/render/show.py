"""The single values of a plan as HTML, guided by their fields in the schema."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from kamsite.language import Language
from kamsite.model.analyses.programme.selection import Selecting, Standing
from kamsite.model.field import UNKNOWN, Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.staff import StaffMember
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING
from kamsite.render.leaves import number_drawing, text_drawing
from kamsite.render.prose import ProseLinks, prose_html, prose_line
from kamsite.source.document import Value

# Links at values: by the identity of the mapping or list that holds the value, then by its key or place.
Pasts = Mapping[int, Mapping[str | int, Markup]]

TITLE_KEYS = ("name", "title", "label", "question", "service", "text")
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
    # References that were drawn before: a plan names the same few people and sources again and again.
    _drawn: dict[tuple[str, str], Markup] = field(default_factory=dict, init=False, repr=False, compare=False)

    def past(self, around: object, key: str | int) -> Markup:
        """What leads to who set a value of a mapping or list, when and why; nothing where that is not told."""
        known = self.pasts.get(id(around)) if self.pasts else None
        return known.get(key, NOTHING) if known else NOTHING

    # -- leaves ----------------------------------------------------------------------------------------------------

    def value(self, field: Field | None, value: Value, unit: str = "") -> Markup:
        """A single value in a line."""
        if isinstance(value, str):
            if value == UNKNOWN:
                return inline.unknown(self.language)
            return text_drawing(field)(self, value) if field is not None else inline.text(value)
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return inline.text(inline.YES_NO[value].to(self.language))
        if isinstance(value, dict | list):
            raise TypeError("a structured value has no single line: show it with kamsite.render.generic")
        if field is None:
            return inline.number(value, self.language, unit)
        return number_drawing(field)(self, value, unit)

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
        drawn = self._drawn.get((to, value))
        if drawn is None:
            drawn = self._drawn[to, value] = self._reference(to, value)
        return drawn

    def _reference(self, to: str, value: str) -> Markup:
        name, address = self._target(to, value)
        if to == "sources":
            return self._source(value, name, address)
        return inline.link(address, inline.text(name), "" if to == "plan" else "ref") if address else inline.text(name)

    def our_person(self, value: str) -> Markup:
        """One of our own people, linked to whom they cover."""
        return self.reference("staff", value)

    def person(self, value: str) -> Markup:
        """A person of the customer, linked to their entry."""
        return self.reference("people", value)

    def source(self, value: str) -> Markup:
        """A source as a small mark that leads to it."""
        return self.reference("sources", value)

    def _source(self, value: str, title: str, address: str) -> Markup:
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
