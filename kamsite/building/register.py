"""The register of everybody who stands or stood in plans, from which a person is known under all names and ids."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import structs

from kamsite.building.history import earlier_folders
from kamsite.building.subjects import Entry, entries_of, is_about_people, subject_of
from kamsite.model.naming import called, pattern_of
from kamsite.model.subject import Subject
from kamsite.output.memo import Memo
from kamsite.source.chronicle import Chronicle
from kamsite.source.snapshot import Snapshot
from kamsite.source.yamltext import read_yaml


def tells_names(file: str) -> bool:
    """Whether a file says what people or customers are called."""
    return is_about_people(file) or file.endswith("/plan.yaml")


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody who stands or stood in some snapshots and the versions before them."""

    sources: tuple[tuple[Snapshot, Chronicle], ...]
    memo: Memo

    def subject(self, named: str) -> Subject | None:
        """The person who is named by `account/id`, or by the id of one of us."""
        account, slash, id_ = named.partition("/")
        id_ = id_.rpartition("/")[2]
        if not slash:
            found = subject_of(account, (), self._entries({""}))
        else:
            folders = self._folders(account)
            found = subject_of(id_, folders, self._entries({"", *folders}))
        if found is None:
            return None
        namesakes, avoided = self._elsewhere(found)
        others = (*found.others, *self._companies(found.folders))
        return structs.replace(found, others=others, avoided=avoided if found.is_ours else (), namesakes=namesakes)

    def today(self) -> list[Entry]:
        """Everybody who stands in the files as they are."""
        return [one for snapshot, _ in self.sources for one in entries_of(snapshot, Chronicle("", ()), _every)]

    def everybody(self) -> list[Entry]:
        """Everybody who ever stood there, those of today first."""
        return [one for snapshot, past in self.sources for one in entries_of(snapshot, past, _every)]

    def _entries(self, folders: set[str]) -> list[Entry]:
        def is_asked(file: str) -> bool:
            return (file.partition("/")[0] if "/" in file else "") in folders

        return [entry for snapshot, past in self.sources for entry in entries_of(snapshot, past, is_asked)]

    def _folders(self, account: str) -> tuple[str, ...]:
        """The folders of an account, today's first, whichever of them is named."""
        for snapshot, _ in self.sources:
            for today, earlier in earlier_folders(snapshot, self.memo).items():
                if account == today or account in earlier:
                    return (today, *earlier)
        return (account,)

    def _companies(self, folders: Iterable[str]) -> Iterator[str]:
        """Words that are names of the customer: as a surname they mean nobody for certain."""
        for folder in folders:
            yield from folder.replace("_", "-").split("-")
            for snapshot, _ in self.sources:
                if (file := f"{folder}/plan.yaml") in snapshot.files:
                    yield from _name_of_customer(snapshot.read(file)).split()

    def _elsewhere(self, subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The accounts in which somebody else has the whole name, and those in which somebody, or the customer, has the
        surname.
        """
        surnames = {found.last for name in subject.names if (found := called(name)) is not None}
        if not surnames:
            return (), ()
        words = "|".join(re.escape(name) for name in sorted(surnames))
        pattern = re.compile(rf"\bname:([^,}}\n]*\b(?:{words})\b[^,}}\n]*)", re.IGNORECASE)
        whole = pattern_of(subject.names, (), is_near=False)
        namesakes: dict[str, None] = {}
        avoided: dict[str, None] = {}
        for snapshot, _ in self.sources:
            files = [file for file in snapshot.files if tells_names(file) and "/" in file]
            for file, content in snapshot.read_many(files).items():
                account = file.partition("/")[0]
                names = pattern.findall(content.decode("utf-8", "replace")) if account not in subject.folders else []
                for name in names:
                    is_whole = is_about_people(file) and whole is not None and whole.search(name)
                    (namesakes if is_whole else avoided)[account] = None
        return tuple(namesakes), tuple({**avoided, **namesakes})


def _every(_file: str) -> bool:
    return True


def _name_of_customer(content: bytes) -> str:
    document = read_yaml("plan.yaml", content).document
    data = document.data if document else None
    account = data.get("account") if isinstance(data, dict) else None
    name = account.get("name") if isinstance(account, dict) else None
    return name if isinstance(name, str) else ""
