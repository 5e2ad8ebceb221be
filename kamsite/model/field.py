"""What the schemas say of a value: its meaning, its words, who may see it, and what stands below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from kamsite.language import Text
from kamsite.source.document import Path, Value

Sensitivity = Literal["public", "internal", "commercial", "personal"]
SENSITIVITIES: frozenset[str] = frozenset(get_args(Sensitivity))
# Keys that a company adds on its own start with this; the schemas know nothing of them.
OWN_KEY = "x-"
# Which changes of a value can be decisions, besides becoming or ceasing to be one of its fixed words: any; an amount
# that changes by much; a date that comes later; a number that falls, or falls below zero; a text of which more than a
# few words change; an entry that goes.
DECISIONS = frozenset({"any", "large", "later", "lower", "negative", "reworded", "removed"})
# The text for an optional value that nobody knows yet.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """One of the fixed words of a field, as plans write it, with its meaning and what people also call it."""

    word: str
    text: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyRule:
    """What the keys of a mapping by id, name or period must look like: a JSON Schema and the file that it is from."""

    schema: Mapping[str, Any]
    file: str

    @property
    def is_period(self) -> bool:
        """Whether the keys are years, quarters, months or days."""
        return str(self.schema.get("$ref", "")).endswith("/period_key")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What the schemas say of one value. Two fields are the same only when they are one object.

    `kind` is one of the schemas' kinds (`amount`, `share`, `period`, `line`, `prose`, `scale`, `word` …), `item` for a
    text or a mapping, `mapping` for fixed keys, `entries` for a mapping by id or name, `list`, or `any`.
    `name` is the key that leads here; for an entry or an item that of the section around it.
    `sensitivity` says who may see the value, inherited from above where the schema is silent.
    `identity` are the keys that tell the entries of a list apart (`("text",)`: the text itself).
    `reference` says what an id here refers to, `key_reference` what the keys of a mapping refer to.
    `key_rule` says what the keys of a mapping must look like.
    `scale` gives the meaning of the steps of a scale, `minimum` and `maximum` the range of a number.
    `takes_text` says whether a text may stand here (other than `unknown`), in a list's place too: one instead of
    several. `text_key` is the key that a text in place of a mapping stands for, mostly `text`.
    `agreed` is the key of a flag: readers outside of the company see an entry only where it is true.
    `decision` says which changes of the value are decisions (`any`, `large` …, see DECISIONS, or its words).
    `ordered`: the order of the entries means something, such as which of them is the first.
    `asked` says how many entries the template asks for; 0 when it does not ask for the value.
    `refused` are keys that are errors on purpose, each with the reason. `own_keys` says whether a company may add keys
    that start with `x-`. `form` says how the value must look.
    `below` are all sensitivities from here downwards, with that of keys of a company's own.
    """

    name: str
    kind: str
    title: Text
    description: Text
    sensitivity: Sensitivity
    identity: tuple[str, ...] = ()
    unit: str | None = None
    reference: str | None = None
    key_reference: str | None = None
    key_rule: KeyRule | None = None
    words: Mapping[str, Word] = field(default_factory=dict)
    scale: Mapping[int, Text] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    aliases: tuple[str, ...] = ()
    asked: int = 0
    agreed: str = ""
    decision: frozenset[str] = frozenset()
    ordered: bool = False
    required: frozenset[str] = frozenset()
    properties: "Mapping[str, Field]" = field(default_factory=dict)
    entry: "Field | None" = None
    item: "Field | None" = None
    takes_text: bool = False
    text_key: str | None = None
    refused: Mapping[str, Text] = field(default_factory=dict)
    own_keys: bool = False
    form: Text | None = None
    examples: tuple[Value, ...] = ()
    below: frozenset[str] = frozenset()

    @property
    def is_for_outside(self) -> bool:
        """Whether this is, or holds, entries as readers outside of the company see them: only what is agreed on."""
        if self.entry is not None:
            return self.entry.is_for_outside
        return bool(self.agreed) and "internal" not in self.below

    @property
    def needs_quotes(self) -> bool:
        """Whether values begin with `#`, as colours do: without quotes they would be remarks, and the value empty."""
        return any(isinstance(example, str) and example.startswith("#") for example in self.examples)

    def inside(self, step: str | int) -> "Field | None":
        """The field of a value inside this one, by key or position; None where the schemas say nothing."""
        if isinstance(step, int):
            return self.item
        if self.own_keys and step.startswith(OWN_KEY):
            return None
        return self.properties.get(step) or self.entry

    def at(self, path: Path) -> "Field | None":
        """The field at the end of a path that starts here; None where the schemas say nothing."""
        found: Field | None = self
        for step in path:
            if found is None:
                return None
            found = found.inside(step)
        return found

    def walk(self) -> "Iterator[tuple[Path, Field]]":
        """This field and all below it with their paths; `*` stands for any id and 0 for any position."""
        yield (), self
        below: list[tuple[str | int, Field]] = list(self.properties.items())
        if self.entry:
            below.append(("*", self.entry))
        if self.item:
            below.append((0, self.item))
        for step, inside in below:
            for path, found in inside.walk():
                yield (step, *path), found
