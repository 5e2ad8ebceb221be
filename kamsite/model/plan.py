"""A plan as the rest of the product sees it: what the team wrote, and its typed values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar

from kamsite.diagnostics import Place
from kamsite.model.cover import Cover
from kamsite.model.customer import Customer
from kamsite.model.figures import Figures
from kamsite.model.people import People
from kamsite.model.position import Position
from kamsite.model.strategy import Strategy
from kamsite.source.document import Document, Path, Value
from kamsite.source.marktext import MarkText

_Made = TypeVar("_Made")

CHAPTERS = ("plan", "customer", "people", "position", "strategy", "figures")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as it was written: its YAML with places, its prose, and the files that it is made of.

    `document` holds only values of sound shape, `left_out` the paths of the others, `()` where a file of the chapter
    could not be read at all; `files` are relative to the plans folder.
    """

    name: str
    document: Document | None = None
    prose: MarkText | None = None
    files: tuple[str, ...] = ()
    left_out: tuple[Path, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether the team has not started this chapter: there is no file of it, or only one to be filled in."""
        return not self.is_begun and not self.left_out

    @property
    def is_begun(self) -> bool:
        """Whether anything was written into it that could be read."""
        return bool(self.data) or self.prose is not None

    @property
    def data(self) -> dict[str, Value]:
        """The chapter's sections as they were written; empty where there are none."""
        data = self.document.data if self.document else None
        return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it was written. `id` is its folder below the plans folder, `asset_files` the files under `assets/`."""

    id: str
    chapters: Mapping[str, Chapter]
    asset_files: tuple[str, ...] = ()
    divisions: "Mapping[str, PlanText]" = field(default_factory=dict)

    def all(self) -> "Iterator[PlanText]":
        """This plan and those of its divisions."""
        yield self
        for division in self.divisions.values():
            yield from division.all()

    def without(self, assets: frozenset[str]) -> "PlanText":
        """The plan as if some files under `assets/` were not there."""
        left = tuple(file for file in self.asset_files if file not in assets)
        divisions = {name: division.without(assets) for name, division in self.divisions.items()}
        return replace(self, asset_files=left, divisions=divisions)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan's values, typed, projected for an edition.

    `data` holds each chapter's values as they were written (what an edition shows of them), for pages that show
    everything; the typed chapters have shares as numbers and no unknown values, which `unknown` lists by chapter.
    """

    id: str
    text: PlanText
    data: Mapping[str, dict[str, Value]]
    unknown: Mapping[str, tuple[Path, ...]]
    cover: Cover
    customer: Customer
    people: People
    position: Position
    strategy: Strategy
    figures: Figures
    parent: "Plan | None" = None
    divisions: "Mapping[str, Plan]" = field(default_factory=dict)
    _known: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def account(self) -> str:
        """The id of the account that the plan belongs to: its own, or for a division that of its parent."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The customer's name; the folder's where none is given."""
        return self.cover.account.name if self.cover.account else self.id.rpartition("/")[2]

    def all(self) -> "Iterator[Plan]":
        """This plan and those of its divisions."""
        yield self
        for division in self.divisions.values():
            yield from division.all()

    def file(self, chapter: str) -> str:
        """The main file of a chapter, whether it exists or not."""
        return f"{self.id}/{chapter}.yaml"

    def place(self, chapter: str, *path: str | int) -> Place:
        """The place of a value in a chapter; the file as a whole where the chapter is missing."""
        document = self.text.chapters[chapter].document
        return document.place(path) if document else Place(self.file(chapter))

    def place_of_key(self, chapter: str, *path: str | int) -> Place:
        """The place of a key in a chapter; the file as a whole where the chapter is missing."""
        document = self.text.chapters[chapter].document
        return document.place_of_key(path) if document else Place(self.file(chapter))


def made_once(analysis: Callable[[Plan], _Made]) -> Callable[[Plan], _Made]:
    """An analysis that is made once of each plan and kept with it, however many ask for it: plans never change."""

    @wraps(analysis)
    def of(plan: Plan) -> _Made:
        known = plan._known
        if analysis not in known:
            known[analysis] = analysis(plan)
        found: _Made = known[analysis]
        return found

    return of


# What stands in for a plan where something is shown that belongs to none.
NO_PLAN = Plan("", PlanText("", {}), {}, {}, Cover(), Customer(), People(), Position(), Strategy(), Figures())
