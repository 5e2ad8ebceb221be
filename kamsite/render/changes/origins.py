"""Where values come from, in words: what each is called, what it is now and was before, and in which versions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kamsite.compare.change import Address, Change, Kind, Level, Step
from kamsite.compare.names import Names
from kamsite.compare.normal import comparable
from kamsite.compare.origins import Origin
from kamsite.compare.trail import Trail, trail_of
from kamsite.language import Language, Text, both
from kamsite.model.field import Field
from kamsite.quoting import shown
from kamsite.render.changes import values
from kamsite.render.changes.told import tell
from kamsite.source.document import Value
from kamsite.source.history import Version


@dataclass(frozen=True, slots=True)
class ToldValue:
    """A value in words, and the version that set it; None where that is older than what is known."""

    value: str
    version: Version | None


@dataclass(frozen=True, slots=True)
class ToldOrigin:
    """Where a value comes from, in words.

    `subject` is the entry that it is in, `label` which of its values it is; `entry` is the way to the outermost entry
    around it, or to its section, `name` what that entry is called, `inner` those inside of it. `history` begins with
    the value as it is now; then what it was before.
    """

    address: Address
    entry: tuple[str, ...]
    name: str
    inner: str
    subject: str
    label: str
    history: tuple[ToldValue, ...]

    @property
    def now(self) -> ToldValue:
        """The value as it is now."""
        return self.history[0]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the origins of one plan's values, or of the programme's.

    `data` are the values by chapter, `versions` those of the account, or of the programme, by commit.
    """

    data: Mapping[str, Value]
    fields: Mapping[str, Field]
    names: Names
    currency: str
    versions: Mapping[str, Version]
    _values: dict[str, Value] = field(default_factory=dict)

    def tell(self, origins: Iterable[Origin], language: Language) -> Iterator[ToldOrigin]:
        """The origins in words; of lists and texts only the beginning."""
        found = list(origins)
        if language == "both":
            yield from map(_both, self._told(found, "en"), self._told(found, "de"))
        else:
            yield from self._told(found, language)

    def _told(self, origins: Iterable[Origin], language: Language) -> Iterator[ToldOrigin]:
        for origin in origins:
            trail = self._trail(origin.address)
            subject, label = _about(origin, trail, language)
            names = [shown(step.name.to(language)) for step in trail.steps if step.kind == "entry"]
            told = [self._value(value, origin, trail, language) for value in _values_of(origin)]
            commits = [*(self.versions.get(event.commit) for event in origin.events)]
            if len(commits) < len(told):
                commits.append(None)
            yield ToldOrigin(
                origin.address,
                _entry(origin.address, trail),
                names[0] if names else "",
                " › ".join(names[1:]),
                subject,
                label,
                tuple(ToldValue(value, version) for value, version in zip(told, commits, strict=True)),
            )

    def _trail(self, address: Address) -> Trail:
        file = address.path[0] if address.path else ""
        if address.chapter not in self.fields or file == f"{address.chapter}.md":
            return Trail((Step("file", Text(file, file)),), "")
        known = self.fields[address.chapter]
        if address.chapter not in self._values:
            self._values[address.chapter] = comparable(self.data[address.chapter], known)
        return trail_of(self._values[address.chapter], address.path, known, self.names, self.currency)

    def _value(self, value: Value, origin: Origin, trail: Trail, language: Language) -> str:
        if trail.steps[-1].kind == "file" and isinstance(value, str):
            return values.quoted(shown(" ".join(value.split())), language)
        return values.value(value, origin.field, trail.unit or origin.unit, self.names, language)


def _both(english: ToldOrigin, german: ToldOrigin) -> ToldOrigin:
    """What is told in two languages as one that is in both."""
    values = zip(english.history, german.history, strict=True)
    return replace(
        english,
        name=both(english.name, german.name),
        inner=both(english.inner, german.inner),
        subject=both(english.subject, german.subject),
        label=both(english.label, german.label),
        history=tuple(ToldValue(both(one.value, other.value), one.version) for one, other in values),
    )


def _values_of(origin: Origin) -> list[Value]:
    """The value now, then what it was before, newest first; not that there was nothing before its beginning."""
    found = [origin.value, *(event.before for event in origin.events)]
    return found[:-1] if len(found) > 1 and found[-1] is None else found


def _about(origin: Origin, trail: Trail, language: Language) -> tuple[str, str]:
    change = Change(
        origin.address.plan,
        origin.address.chapter,
        origin.address.path,
        Kind.FORMATTED,
        Level.CONTENT,
        field=origin.field,
        trail=trail.steps,
    )
    told = tell(change, language)
    return told.subject, told.label


def _entry(address: Address, trail: Trail) -> tuple[str, ...]:
    """The way to the outermost entry around a value; to its section where it is in none."""
    depth = next((at for at, step in enumerate(trail.steps) if step.kind == "entry"), 0)
    return address.path[: depth + 1]
