"""An entry of a section while it is drawn: what has been shown is ticked off, everything else comes last."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import UNKNOWN, Field
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Bullets, Fact
from kamsite.render.leaves import known_inside
from kamsite.render.sections import reading
from kamsite.render.show import TITLE_KEYS, Show
from kamsite.source.document import Value

_BARE = Field("", "any", Text("", ""), Text("", ""), "internal")


def sentence(show: Show, value: Value) -> Markup:
    """A text of the plan that may be Markdown; without a paragraph around it when it is only one."""
    if not isinstance(value, str) or value == UNKNOWN:
        return generic.line_of(show, None, value)
    return show.sentence(value)


class Entry:
    """The values of a mapping in a plan, with the field that explains them.

    Whatever is asked for by `line`, `fact`, `points` … counts as shown; `blocks` and `more` show all the rest, so that
    nothing is lost. `unit` is that of numbers whose field says so: the entry's own, or the one given from around it.
    """

    __slots__ = ("_known", "_shown", "field", "show", "unit", "value")

    def __init__(self, show: Show, field: Field, value: Mapping[str, Value], unit: str = "") -> None:
        self.show = show
        self.field = field
        self.value = value
        self.unit = reading.line(value["unit"]) or unit if "unit" in value else unit
        self._known = known_inside(field, show.language)
        self._shown: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return self.value.get(key) is not None

    def is_visible(self, key: str) -> bool:
        """Whether the edition shows this value at all; where it does not, its absence must not be remarked on."""
        return key in self.field.properties

    def is_open(self, key: str) -> bool:
        """Whether the edition would show the value but nobody has written it, or only that it is unknown."""
        return self.is_visible(key) and self.value.get(key) in (None, "", UNKNOWN, [], {})

    def tick(self, *keys: str) -> None:
        """Count values as shown."""
        self._shown.update(keys)

    def label(self, key: str) -> str:
        """What the key is called."""
        known = self._known.get(key)
        return known.label if known is not None else generic.label_of(self.show, None, key)

    def tick_unit(self) -> None:
        """Count the entry's own unit as shown, because it stands behind its numbers."""
        if reading.line(self.value.get("unit")):
            self._shown.add("unit")

    def line(self, key: str) -> Markup:
        """The value in a line; nothing where there is none."""
        value = self.value.get(key)
        if value is None:
            return NOTHING
        self._shown.add(key)
        known = self._known.get(key)
        if key == "source":
            line = generic.sources_of(self.show, value)
        elif known is None:
            line = generic.line_of(self.show, None, value)
        elif type(value) is str and value != UNKNOWN:
            line = known.line(self.show, value)
        elif type(value) is int or type(value) is float:
            line = known.number(self.show, value, self.unit if known.takes_unit else "")
        else:
            unit = self.unit if known.takes_unit else ""
            line = generic.line_of(self.show, self.field.properties[key], value, unit)
        return inline.followed(line, self.past(key)) if self.show.pasts else line

    def past(self, key: str) -> Markup:
        """What leads to who set the value, when and why; nothing where that is not told."""
        return self.show.past(self.value, key) if self.show.pasts else NOTHING

    def title(self, key: str = "", address: str = "", css: str = "") -> Markup:
        """What the entry is called: its title or name, else its id. With an address it is a link to that page."""
        name, found = "", key
        for one in TITLE_KEYS:
            if one in self.value and (said := reading.line(self.value[one])):
                self._shown.add(one)
                name, found = one, said
                break
        shown = sentence(self.show, found) if name == "question" else inline.text(found)
        return inline.followed(inline.link(address, shown, css) if address else shown, self.past(name))

    def headline(self, key: str = "") -> Markup:
        """What the entry is called, with the marks of its sources behind it."""
        return inline.followed(self.title(key), self.sources())

    def fact(self, key: str) -> Fact | None:
        """The value with its label; None where there is none."""
        if self.value.get(key) is None:
            return None
        known = self._known.get(key)
        return Fact(self.label(key), self.line(key), known.help if known is not None else "")

    def facts(self, *keys: str) -> tuple[Fact, ...]:
        """Those of the values that are there, with their labels."""
        facts = [self.fact(key) for key in keys if self.value.get(key) is not None]
        return tuple([fact for fact in facts if fact is not None])

    def word(self, key: str) -> str:
        """One of the schema's fixed words as written; empty where there is none. It does not count as shown."""
        return reading.line(self.value.get(key))

    def badges(self, tones: Mapping[str, Mapping[str, str]]) -> tuple[Markup, ...]:
        """Fixed words as badges: `tones` says for each key that the schema knows which tone each word has."""
        made = []
        for key, by_word in tones.items():
            if key in self and self.is_visible(key):
                tone = by_word.get(self.word(key), "neutral")
                content = self.line(key)
                made.append(inline.span(f"badge badge--{tone}", content, self.label(key)))
        return tuple(made)

    def points(self, key: str) -> tuple[Markup, ...]:
        """The points of a list, each with what belongs to it."""
        value = self.value.get(key)
        if value is None:
            return ()
        self._shown.add(key)
        if value == UNKNOWN:
            return (inline.unknown(self.show.language),)
        field = self.field.properties.get(key)
        item = field.item if field else None
        if not isinstance(value, list):
            said = [point(self.show, item, entry) for entry in reading.listed(value)]
            return tuple([inline.followed(one, self.past(key)) for one in said])
        points = points_of(self.show, item, value)
        past = self.past(key)
        return (*points[:-1], inline.followed(points[-1], past)) if points and past else points

    def bullets(self, key: str) -> tuple[Block, ...]:
        """The points of a list below its label; nothing where there are none."""
        points = self.points(key) if self.value.get(key) is not None else ()
        return (Bullets(points, self.label(key)),) if points else ()

    def sources(self) -> Markup:
        """The marks of the sources, with a blank before them to stand behind a text."""
        if self.value.get("source") is None:
            return NOTHING
        return inline.safe(f' <span class="sources">{self.line("source")!s}</span>')

    def blocks(self) -> tuple[Block, ...]:
        """Everything that has not been shown yet."""
        left = self._left()
        return generic.rest(self.show, self.field, self.value, self.value.keys() - left.keys()) if left else ()

    def _left(self) -> Mapping[str, Value]:
        """What has not been shown yet; empty values are nothing to show."""
        if self.value.keys() <= self._shown:
            return {}
        return {key: inside for key, inside in self.value.items() if key not in self._shown and inside is not None}

    def more(self) -> Markup:
        """Everything that has not been shown yet, in lines of a table's cell or of a point in a list."""
        left = self._left()
        if not left:
            return NOTHING
        keys = [*self.field.properties, *(key for key in left if key not in self.field.properties)]
        lines = [
            f'<div class="item__more"><span class="item__label">{inline.printed(self.label(key))!s}</span> '
            f"{self.line(key)!s}</div>"
            for key in keys
            if key in left
        ]
        return inline.safe("".join(lines))


def point(show: Show, field: Field | None, value: Value) -> Markup:
    """A point of a list: its text with its sources, and below it what else belongs to it."""
    if not isinstance(value, dict):
        is_prose = field is None or field.kind in ("prose", "mapping", "item")
        return sentence(show, value) if is_prose else generic.line_of(show, field, value)
    if field is None:
        return generic.item_of(show, field, value)
    entry = Entry(show, field, value)
    return inline.followed(lead(entry), entry.more())


def points_of(show: Show, field: Field | None, value: list[Value]) -> tuple[Markup, ...]:
    """The points of a list, each with what belongs to it."""
    said = [(point(show, field, entry), show.past(value, at)) for at, entry in enumerate(value) if entry is not None]
    return tuple([inline.followed(one, past) for one, past in said])


def lead(entry: Entry) -> Markup:
    """The text of a point with its sources behind it."""
    key = next((key for key in ("text", *TITLE_KEYS) if isinstance(entry.value.get(key), str)), "")
    return inline.followed(entry.line(key) if key else NOTHING, entry.sources())


def entry_of(show: Show, field: Field | None, value: Mapping[str, Value], unit: str = "") -> Entry:
    """An entry of a section; a section without a schema for its entries shows them as they are written."""
    return Entry(show, field, value, unit) if field else Entry(show, _BARE, value, unit)
