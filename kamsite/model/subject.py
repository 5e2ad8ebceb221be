"""A person of whom plans tell, whatever the person is or was called in them: at a customer, or one of us."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from kamsite.model.field import Field
from kamsite.model.naming import is_everyday, own_surnames, pattern_of, slug
from kamsite.source.document import Path, Value

Reference = Literal["people", "staff"]
# Keys of a person's entry that may stand in texts elsewhere, and lead to nobody else.
_CONTACTS = ("email", "phone", "mobile")
_SHORTEST_NUMBER = 6
_BETWEEN = r"[\s/().-]{0,3}"
_ABROAD = rf"(?:(?:\+|00)\d{{1,3}}{_BETWEEN}(?:0{_BETWEEN})?|0)?"


class Subject(Struct, frozen=True):
    """A person: `reference` says whether at a customer (`people`) or one of us (`staff`).

    `folders` are those of the account, today's first, then earlier ones; none for one of us, who may stand anywhere.
    `ids` are all that the person has or had, `names`, `contacts` (addresses, numbers) and `photos` (files) likewise.
    `others` are the names of everybody else who stands or stood beside the person, and of what is no person; `avoided`
    are accounts in which somebody else bears the surname of one of us, `namesakes` those in which somebody else has the
    whole name. `is_current`: the person stands in the files as they are now.
    """

    reference: Reference
    id: str
    folders: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    is_current: bool = False

    @property
    def key(self) -> str:
        """How commands and settings name the person: `nordwind/brandt`, or the id alone for one of us."""
        return f"{self.folders[0]}/{self.id}" if self.folders else self.id

    def is_named(self, key: str) -> bool:
        """Whether a key as settings write it means the person: by any id, and any folder that the account had."""
        folder, slash, _ = key.strip("/").partition("/")
        is_there = folder in self.folders if slash else self.is_ours
        return is_there and key.strip("/").rpartition("/")[2] in self.ids

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

    def is_near_text(self, file: str) -> bool:
        """Whether the surname alone means the person in a file."""
        return self.is_near(file) and file.partition("/")[0] not in self.avoided

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
    """What finds a person in texts: names and contacts, `far` anywhere, `near` in the person's own account.

    `token` finds the person there in ids and names of files, where their id comes from their name.
    """

    contacts: tuple[re.Pattern[str], ...]
    far: tuple[re.Pattern[str], ...]
    near: tuple[re.Pattern[str], ...]
    token: re.Pattern[str] | None

    def texts(self, *, is_near: bool, is_namesakes: bool = False) -> tuple[re.Pattern[str], ...]:
        """What finds the person in a text; contacts first, because they hold names. Nothing else among namesakes."""
        return self.near if is_near else self.contacts if is_namesakes else self.far

    def mentions(self, text: str, *, is_near: bool) -> bool:
        """Whether a text names the person, or somebody of the same name."""
        return any(pattern.search(text) for pattern in self.texts(is_near=is_near))


@lru_cache(maxsize=256)
def finder_of(subject: Subject) -> Finder:
    """What finds a person in texts."""
    contacts, mails = _contacts(subject.contacts), _mails(subject)
    far, near = (pattern_of(subject.names, subject.others, is_near=is_near) for is_near in (False, True))
    return Finder(
        tuple(one for one in (contacts,) if one is not None),
        tuple(one for one in (contacts, far) if one is not None),
        tuple(one for one in (contacts, mails, near) if one is not None),
        _token(subject),
    )


def _surnames(subject: Subject) -> Iterable[str]:
    """The surnames as ids write them; not those of others, nor everyday words."""
    return {slug(one) for one in own_surnames(subject.names, subject.others) if not is_everyday(one)} - {""}


def _contacts(contacts: Iterable[str]) -> re.Pattern[str] | None:
    """Addresses, and numbers however they are spaced, with the code of the country or without."""
    forms = [re.escape(contact.strip()) for contact in contacts if "@" in contact]
    for contact in contacts:
        digits = re.sub(r"\D", "", re.sub(r"^\s*(?:(?:\+|00)\d\d|0)|\(0\)", "", contact))
        if "@" not in contact and len(digits) >= _SHORTEST_NUMBER:
            forms.append(_ABROAD + _BETWEEN.join(digits))
    return re.compile(rf"(?<![\w+])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None


def _mails(subject: Subject) -> re.Pattern[str] | None:
    """Any mail address with the surname in it."""
    names = "|".join(sorted(re.escape(name) for name in _surnames(subject)))
    found = rf"(?<![\w.+-])[\w.+-]{{0,40}}(?<![^\W_])(?:{names})(?![^\W_])[\w.+-]{{0,40}}@[\w-]+(?:\.[\w-]+)+"
    return re.compile(found, re.IGNORECASE) if names else None


def _token(subject: Subject) -> re.Pattern[str] | None:
    surnames = {*_surnames(subject)}
    words = {part for name in subject.names for part in slug(name).split("-")}
    tokens = surnames | {id_ for id_ in subject.ids if not words.isdisjoint(re.split(r"[-_]", id_))}
    if not tokens:
        return None
    found = "|".join(re.escape(token) for token in sorted(tokens, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])", re.IGNORECASE)


def contacts_in(entry: Value) -> tuple[str, ...]:
    """The addresses and numbers in a person's entry."""
    return tuple(value for key in _CONTACTS if isinstance(entry, dict) and isinstance(value := entry.get(key), str))
