"""A person of whom plans tell, whatever the person is or was called in them: at a customer, or one of us."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from kamsite.model.field import Field
from kamsite.model.naming import own_surnames, pattern_of, slug
from kamsite.source.document import Path, Value

Reference = Literal["people", "staff"]
# Keys of a person's entry that may stand in texts elsewhere, and lead to nobody else.
_CONTACTS = ("email", "phone", "mobile")
_SHORTEST_NUMBER = 6


class Subject(Struct, frozen=True):
    """A person: `reference` says whether at a customer (`people`) or one of us (`staff`).

    `folders` are those of the account, today's first, then earlier ones; none for one of us, who may stand anywhere.
    `ids` are all that the person has or had, `names`, `contacts` (addresses, numbers) and `photos` (files) likewise.
    `others` are the names of everybody else who stands or stood beside the person. `is_current`: the person stands
    in the files as they are now.
    """

    reference: Reference
    id: str
    folders: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_current: bool = False

    @property
    def key(self) -> str:
        """How commands and settings name the person: `nordwind/brandt`, or the id alone for one of us."""
        return f"{self.folders[0]}/{self.id}" if self.folders else self.id

    @property
    def name(self) -> str:
        """What the person is called now, or was last."""
        return self.names[0] if self.names else self.id

    @property
    def is_ours(self) -> bool:
        """Whether it is one of us."""
        return self.reference == "staff"

    def is_near(self, file: str) -> bool:
        """Whether ids in a file can mean the person: files of the account; of one of us all files."""
        return not self.folders or file.partition("/")[0] in self.folders

    def is_entry(self, chapter: str, path: Path) -> bool:
        """Whether the person's own entry stands at a path of a chapter."""
        if chapter != self.reference:
            return False
        return path[:-1] == (() if self.is_ours else ("people",)) and bool(path) and path[-1] in self.ids

    def is_meant(self, value: Value, field: Field | None) -> bool:
        """Whether a value is a reference to the person."""
        return field is not None and field.reference == self.reference and isinstance(value, str) and value in self.ids

    def is_key(self, key: str, around: Field) -> bool:
        """Whether a key of a mapping is a reference to the person."""
        return around.key_reference == self.reference and key not in around.properties and key in self.ids

    def is_about(self, value: Value, field: Field | None) -> bool:
        """Whether an entry is about the person: without them it could not be, such as a relation to them."""
        if field is None or not isinstance(value, dict):
            return False
        return any(self.is_meant(value.get(key), field.properties.get(key)) for key in field.required)


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds a person in texts: names (`far` anywhere, `near` in the person's own account), contacts, parts of ids.

    `token` finds the person in ids and names of files, where their id comes from their name.
    """

    far: re.Pattern[str] | None
    near: re.Pattern[str] | None
    contacts: re.Pattern[str] | None
    token: re.Pattern[str] | None

    def texts(self, *, is_near: bool) -> tuple[re.Pattern[str], ...]:
        """What finds the person in a text; contacts first, because they hold names."""
        found = (self.contacts, self.near or self.far if is_near else self.far)
        return tuple(pattern for pattern in found if pattern is not None)

    def mentions(self, text: str, *, is_near: bool) -> bool:
        """Whether a text names the person."""
        return any(pattern.search(text) for pattern in self.texts(is_near=is_near))


@lru_cache(maxsize=256)
def finder_of(subject: Subject) -> Finder:
    """What finds a person in texts."""
    return Finder(
        pattern_of(subject.names, subject.others, is_near=False),
        pattern_of(subject.names, subject.others, is_near=True),
        _contacts(subject),
        _token(subject),
    )


def _surnames(subject: Subject) -> Iterable[str]:
    """The surnames as ids write them; not those of others, nor everyday words."""
    return {slug(one.last) for one in own_surnames(subject.names, subject.others) if not one.is_a_word} - {""}


def _contacts(subject: Subject) -> re.Pattern[str] | None:
    """The person's addresses and numbers, however they are spaced; and any mail address with their surname in it."""
    forms = [
        r"[\s/()-]{0,3}".join(re.escape(sign) for sign in re.sub(r"[\s/()-]", "", contact))
        for contact in subject.contacts
        if "@" in contact or len(re.sub(r"\D", "", contact)) >= _SHORTEST_NUMBER
    ]
    forms += [
        rf"[\w.+-]{{0,40}}(?<![^\W_]){re.escape(name)}(?![^\W_])[\w.+-]{{0,40}}@[\w-]+(?:\.[\w-]+)+"
        for name in sorted(_surnames(subject))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None


def _token(subject: Subject) -> re.Pattern[str] | None:
    surnames = {*_surnames(subject)}
    given = {slug(word) for name in subject.names for word in name.split()} - {""}
    tokens = surnames | {id_ for id_ in subject.ids if any(part in given for part in re.split(r"[-_]", id_))}
    if not tokens:
        return None
    found = "|".join(re.escape(token) for token in sorted(tokens, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])", re.IGNORECASE)


def contacts_in(entry: Value) -> tuple[str, ...]:
    """The addresses and numbers in a person's entry."""
    return tuple(value for key in _CONTACTS if isinstance(entry, dict) and isinstance(value := entry.get(key), str))
