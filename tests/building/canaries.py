"""A folder of plans in which every field, text and file carries a word of its own, by which it is found again."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from schemawalk import SCHEMAS, Node, merged

from kamsite.model.project import project
from kamsite.model.schema import load_schemas
from kamsite.source.document import Value

CANARY = re.compile(r"kn\d{4}q")
CHAPTERS = ("plan", "customer", "people", "position", "strategy", "figures")
PROGRAMME = ("fitness", "maturity", "levers", "model", "profiles")
EVERYTHING = frozenset({"public", "internal", "commercial", "personal"})
_PATTERNED = {"country": "DE", "language": "de", "currency": "EUR"}
_FIRST_DAY = date(2027, 1, 1)
# What a company's own keys must hold where they stand among others of one kind.
_OWN_VALUES: Mapping[str, Value] = {"participants": [], "decision_factors": 3, "confirmed": "2026-01-02"}


class Words:
    """Gives out words that occur nowhere else."""

    def __init__(self, first: int = 1) -> None:
        self._count = first - 1

    def next(self) -> str:
        """The next word; it may stand wherever an id may."""
        self._count += 1
        return f"kn{self._count:04d}q"


class Filler:
    """Fills whole files: every field that the schemas know, with a word of its own where a text may stand.

    `division` is the id of the plan's division, if it has one. `unknown` leaves nothing but what an entry needs and
    says of everything else that it is unknown.
    """

    def __init__(self, words: Words, staff: str, division: str, *, unknown: bool = False) -> None:
        self._words = words
        self._unknown = unknown
        self._days = 0
        self.assets: list[str] = []
        self.chief = words.next()
        kinds = ("people", "competitors", "sources", "goals", "customer_goals", "figures", "divisions")
        kinds += ("statements", "modules", "topics", "profiles", "skills")
        self._ids = {kind: words.next() for kind in kinds}
        self._ids |= {"staff": staff, "plan": f"divisions/{division}" if division else ""}

    def file(self, name: str) -> Any:
        """The values of a file of a kind (`people`)."""
        value = self._value(name, SCHEMAS[name], (name,))
        if name == "people":
            value["people"][self.chief] = {"name": self._words.next()}
        if name == "levers":
            after = value["modules"][self._ids["modules"]].pop("after")
            value["modules"][self._words.next()] = {"title": self._words.next(), "after": after}
        if name == "staff":
            value = {self._ids["staff"]: next(iter(value.values())), self.chief: {"name": self._words.next()}}
        return value

    def _value(self, name: str, node: Node, path: tuple[str, ...], *, needed: bool = True) -> Any:
        reference = node.get("$ref", "").rpartition("/")[2]
        owner, said = merged(name, node)
        kind = said["x-kind"]
        types = said.get("type", [])
        if kind in ("mapping", "entries", "series"):
            return self._mapping(owner, said, path)
        if self._unknown and not needed:
            return "unknown"
        if "x-reference" in said:
            return self._reference(said["x-reference"], path)
        if kind == "reference" and path[-1] == "model":
            return "extra"  # a service beyond the model, whose ids no plan of its own has
        if "array" in types and "items" in said and kind not in ("reference", "id"):
            return [self._value(owner, said["items"], (*path, "0"))]
        return self._leaf(kind, reference, said)

    def _mapping(self, name: str, said: Node, path: tuple[str, ...]) -> dict[str, Any]:
        needed = said.get("required", ())
        filled: dict[str, Any] = {
            key: self._value(name, inside, (*path, key), needed=key in needed)
            for key, inside in said.get("properties", {}).items()
            if inside is not False and not (self._ids["plan"] == "" and _is_plan(name, inside))
        }
        if isinstance(said.get("additionalProperties"), dict):
            filled |= self._entries(name, said, path)
        own = said.get("patternProperties", {}).get("^x-")
        if own == {} and not self._unknown:
            filled[f"x-{self._words.next()}"] = self._words.next()
        elif own is not None and not self._unknown and path[-1] in _OWN_VALUES:
            filled[f"x-{self._words.next()}"] = _OWN_VALUES[path[-1]]
        return filled

    def _entries(self, name: str, said: Node, path: tuple[str, ...]) -> dict[str, Any]:
        names = said.get("propertyNames", {})
        entry = said["additionalProperties"]
        inside = self._value(name, entry, (*path, "*"), needed=True)
        if str(names.get("$ref", "")).endswith("period_key"):
            return {"2026": inside}
        if "K4" in str(names.get("pattern", "")):
            return {"K401": inside}
        if "x-reference" in names:
            return {self._reference(names["x-reference"], path): inside}
        return {self._id_at(path): inside}

    def _id_at(self, path: tuple[str, ...]) -> str:
        """The id of the entry of a section, the one that references name."""
        kinds = {
            ("people", "people"): "people",
            ("position", "competitors"): "competitors",
            ("position", "portfolio"): "divisions",
            ("plan", "sources"): "sources",
            ("strategy", "goals"): "goals",
            ("customer", "goals"): "customer_goals",
            ("figures", "figures"): "figures",
            ("fitness", "statements"): "statements",
            ("levers", "modules"): "modules",
            ("profiles", "profiles"): "profiles",
            ("profiles", "profiles", "*", "skills"): "skills",
        }
        if path[0] == "maturity":
            return self._ids["topics"]
        return self._ids[kinds[path]] if path in kinds else self._words.next()

    def _reference(self, to: str, path: tuple[str, ...]) -> str:
        if (to == "people" and path[:3] == ("people", "people", "*")) or path[0] == "staff":
            return self.chief
        return self._ids.get(to) or self._words.next()

    def _leaf(self, kind: str, reference: str, said: Node) -> Any:
        if kind == "word":
            return next(word for word in said["enum"] if word != "unknown")
        if kind == "scale":
            return said["maximum"]
        if kind in ("amount", "count"):
            self._days += 1
            return 7_000_000 + 137 * self._days
        if kind == "share":
            return 0.25
        if kind == "flag":
            return True
        if kind in ("date", "period"):
            return self._time(reference)
        return self._text(kind, reference)

    def _time(self, reference: str) -> Any:
        self._days += 1
        return 2026 if reference == "year" else (_FIRST_DAY + timedelta(days=self._days)).isoformat()

    def _text(self, kind: str, reference: str) -> str:
        word = self._words.next()
        if reference in _PATTERNED:
            return _PATTERNED[reference]
        if kind == "link":
            return f"https://{word}.example"
        if kind == "asset":
            self.assets.append(f"assets/{word}.svg")
            return self.assets[-1]
        if reference == "email":
            return f"{word}@example.com"
        return f"+49 {word}" if reference == "phone" else word


@dataclass
class Canaries:
    """A folder of plans, and for each kind of its texts the words in it by who may see them.

    `files` are the files of the folder; `data` the values of the YAML files by file and kind; `prose` the words in the
    prose by file; `assets` by file the words in its name and content.
    """

    files: dict[str, str] = field(default_factory=dict)
    data: dict[str, tuple[str, Any]] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)

    @property
    def accounts(self) -> list[str]:
        """The folders of the accounts."""
        return sorted({file.partition("/")[0] for file in self.data if "/" in file} - {"programme"})

    def add(self, file: str, kind: str, data: Any, section: str = "") -> None:
        """Adds a YAML file; the entries of a `section` become files of their own in a folder, in the order of ids."""
        if section:
            data = {**data, section: dict(sorted(data[section].items()))}
        self.data[file] = (kind, data)
        rest = {key: value for key, value in data.items() if key != section}
        self.files[file] = _yaml(rest)
        folder = file.removesuffix(".yaml") + ("" if kind == section else f"/{section}")
        for entry, inside in data[section].items() if section else ():
            self.files[f"{folder}/{entry}.yaml"] = _yaml(inside)

    def add_asset(self, file: str, word: str) -> None:
        """Adds an asset with a word in its content."""
        self.assets[file] = f"{file} {word}"
        self.files[file] = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{word}</title></svg>'

    def add_plan(self, folder: str, words: Words, filler: Filler, sections: Mapping[str, str]) -> None:
        """Adds a whole plan: six chapters, prose in each, with links and pictures.

        `sections` says by chapter which section is a folder with a file for each entry.
        """
        for chapter in CHAPTERS:
            self.add(f"{folder}/{chapter}.yaml", chapter, filler.file(chapter), sections.get(chapter, ""))
            picture, paper = f"assets/{words.next()}.svg", f"assets/{words.next()}.svg"
            text = (
                f"# {words.next()}\n\n{words.next()} **{words.next()}** [{words.next()}]({paper} '{words.next()}')\n\n"
                f"![{words.next()}]({picture})\n\n- {words.next()}\n\n`{words.next()}` <https://{words.next()}.example>\n"
            )
            self.prose[f"{folder}/{chapter}.md"] = self.files[f"{folder}/{chapter}.md"] = text
            for asset in (picture, paper):
                self.add_asset(f"{folder}/{asset}", words.next())
        for asset in filler.assets:
            self.add_asset(f"{folder}/{asset}", words.next())
        self.add_asset(f"{folder}/assets/{words.next()}.svg", words.next())

    def shown(self, shows: frozenset[str], accounts: frozenset[str] | None = None) -> "Canaries":
        """What an edition may see, as a folder of plans that holds nothing else."""
        left = Canaries()
        schemas = load_schemas()
        for file, (kind, data) in self.data.items():
            seen = project(data, schemas.field(kind), shows)
            if seen is not None and _is_for(file, accounts):
                left.add(file, kind, seen)
        for file, text in self.prose.items():
            if schemas.field(Path(file).stem).below <= shows and _is_for(file, accounts):
                left.prose[file] = left.files[file] = text
        used = "".join(left.files.values())
        for file, text in self.assets.items():
            if _is_for(file, accounts) and (shows == EVERYTHING or f"assets/{Path(file).name}" in used):
                left.assets[file], left.files[file] = text, self.files[file]
        return left

    def words(self) -> frozenset[str]:
        """All the words in the folder, names of assets included."""
        told = [json.dumps([data for _, data in self.data.values()]), *self.prose.values(), *self.assets.values()]
        return frozenset(CANARY.findall(" ".join([*told, *self.files])))

    def words_of(self, part: Mapping[str, Any]) -> frozenset[str]:
        """The words in one part: `data`, `prose` or `assets`."""
        return frozenset(CANARY.findall(json.dumps({file: part[file] for file in part})))

    def where(self, word: str) -> Iterator[str]:
        """The files in which a word stands."""
        return (file for file, text in self.files.items() if word in text or word in file)


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def _is_plan(name: str, node: Node) -> bool:
    return merged(name, node)[1].get("x-reference") == "plan"


def _is_for(file: str, accounts: frozenset[str] | None) -> bool:
    return accounts is None or "/" not in file or file.partition("/")[0] in {*accounts, "assets"}


def full_folder(*, unknown: bool = False) -> Canaries:
    """Our people, the programme and two accounts, the first with a division; every field filled."""
    words = Words()
    folder = Canaries()
    staff, division = words.next(), words.next()
    ours = Filler(words, staff, "")
    folder.add("staff.yaml", "staff", ours.file("staff"))
    for asset in ours.assets:
        folder.add_asset(asset, words.next())
    ours = Filler(words, staff, "", unknown=unknown)
    for page in PROGRAMME:
        folder.add(f"programme/{page}.yaml", page, ours.file(page))
    as_folders = {"people": "people", "strategy": "goals", "figures": "figures"}
    for account, sections in ((words.next(), {}), (words.next(), as_folders)):
        folder.add_plan(account, words, Filler(words, staff, division, unknown=unknown), sections)
        inside = Filler(words, staff, "", unknown=unknown)
        folder.add_plan(f"{account}/divisions/{division}", words, inside, sections)
    return folder
