"""A comparison put in the order in which a reviewer reads it: by plan, decisions first, then by chapter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from kamsite.compare.change import ASSETS, Change, Comparison, Derived, Kind, Level, PlanComparison, Unreadable, Version
from kamsite.compare.prose import BlockChange
from kamsite.compare.tables import CUSTOMERS, TableChange
from kamsite.diagnostics import Finding
from kamsite.language import Language, Text
from kamsite.model.readprogramme import PAGES
from kamsite.model.schema import load_schemas
from kamsite.quoting import shown
from kamsite.render import format as formats
from kamsite.render.changes.sentences import Following, Part, following, parts_of
from kamsite.render.changes.told import Told, tell
from kamsite.render.chapters import CHAPTER_TITLES

_COMMON = Text("Settings, our people, programme", "Einstellungen, unsere Leute, Programm")
_OTHER_TITLES = {
    CUSTOMERS: Text("All customers", "Alle Kunden"),
    "": Text("Whole plan", "Ganzer Plan"),
    "site": Text("Settings", "Einstellungen"),
    "staff": Text("Our people", "Unsere Leute"),
    ASSETS: Text("Files", "Dateien"),
}
_NEW, _GONE = Text("new plan", "neuer Plan"), Text("plan is gone", "Plan ist weggefallen")
_RENAMED = Text("formerly {}", "bisher {}")
_PROBABLY = Text("probably formerly {}", "wahrscheinlich bisher {}")
_YOUR_FILES = Text("your files", "Ihre Dateien")
_SHORTEST = 7
_SMALLEST = 0.01
WORDS = {
    Level.DECISION: (Text("decision", "Entscheidung"), Text("decisions", "Entscheidungen")),
    Level.CONTENT: (Text("other change", "weitere Änderung"), Text("other changes", "weitere Änderungen")),
    Level.COSMETIC: (
        Text("cosmetic change", "kosmetische Änderung"),
        Text("cosmetic changes", "kosmetische Änderungen"),
    ),
}
SECTIONS = {
    Level.DECISION: Text("Decisions", "Entscheidungen"),
    Level.CONTENT: Text("Other changes", "Weitere Änderungen"),
    Level.COSMETIC: Text("Cosmetic", "Kosmetisches"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A change in parts and as a sentence in pieces, with the passages of its text where it is one that was edited."""

    change: Change
    told: Told
    parts: tuple[Part, ...]
    passages: tuple[BlockChange, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(part.text for part in self.parts)

    @property
    def without_remark(self) -> tuple[Part, ...]:
        """The sentence without why it is a decision and how sure it is."""
        ends = [at for at, part in enumerate(self.parts) if part.role == "remark"]
        return self.parts[: ends[-1] - 1] if ends else self.parts


@dataclass(frozen=True, slots=True)
class ChapterLines:
    """What changed in a chapter, at one level."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LevelSection:
    """What changed in a plan at one level, by chapter."""

    level: Level
    title: str
    chapters: tuple[ChapterLines, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Its lines, whatever chapter they belong to."""
        return (line for chapter in self.chapters for line in chapter.lines)


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A plan as a reviewer reads it.

    `remark` says that the plan is new, gone or was called otherwise. `hidden` counts the changes below the level that
    was asked for. `follows` is what follows from the changes.
    """

    plan: PlanComparison
    title: str
    remark: str
    levels: tuple[LevelSection, ...]
    hidden: int
    follows: tuple[Following, ...]
    appeared: tuple[Finding, ...]
    vanished: tuple[Finding, ...]

    @property
    def has_anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.levels or self.follows or self.appeared or self.vanished)


@dataclass(frozen=True)
class ComparisonReport:
    """A comparison with all that is needed to show it.

    `folder` is the plans folder as the user named it, without a slash at the end. Changes below `level` are
    counted, not shown. `other_files` are those that differ and are not compared by meaning, with what happened to
    them: `added`, `removed`, `changed`; `tables` is what changed in tables of customers, row by row.
    `link` leads to the whole comparison, "" for none. `width` is that of the terminal in columns, `styles` are the
    theme's by file, `maps` the power maps with their changes as HTML, by plan.
    """

    comparison: Comparison
    language: Language
    level: Level = Level.CONTENT
    folder: str = "plans"
    other_files: tuple[tuple[str, str], ...] = ()
    edition: str = ""
    link: str = ""
    has_colour: bool = False
    width: int = 100
    tables: tuple[TableChange, ...] = ()
    styles: Mapping[str, str] = field(default_factory=dict)
    maps: Mapping[str, Markup] = field(default_factory=dict)

    @cached_property
    def plans(self) -> tuple[PlanSection, ...]:
        """The plans in which there is anything to show."""
        found = (_section(plan, self.level, self.language) for plan in self.comparison.all)
        return tuple(section for section in found if section.has_anything)

    @property
    def counted_tables(self) -> tuple[TableChange, ...]:
        """The tables of customers of which rows are shown."""
        return tuple(table for table in self.tables if table.rows and self.level <= Level.CONTENT)

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """The files that could not be read, or not wholly."""
        return self.comparison.unreadable

    @cached_property
    def hidden(self) -> dict[Level, int]:
        """How many changes are not shown, by level; only levels with any."""
        counts = self.comparison.counts
        return {level: count for level, count in counts.items() if count and level < self.level}

    def say(self, text: Text, *values: object) -> str:
        """A text of ours in the language of the report, with values in its places."""
        return text.to(self.language).format(*values)

    def path(self, place: object) -> str:
        """A place as a path that the user can open."""
        return shown(f"{self.folder}/{place}" if self.folder else str(place), 300)

    def version(self, version: Version) -> str:
        """What a side is called: `main (4f2c1ab, 12 March 2026)`."""
        label, remark = self.version_parts(version)
        return f"{label} ({remark})" if label and remark else label or remark

    def version_parts(self, version: Version) -> tuple[str, str]:
        """What a side was called when it was asked for, and its commit and day; either may be empty."""
        commit = version.commit
        if not version.label:
            return _YOUR_FILES.to(self.language), ""
        if commit is None:
            return shown(version.label), ""
        remark = f"{commit.short}, {formats.moment(commit.time, commit.offset, self.language)}"
        is_id = commit.id.startswith(version.label) and len(version.label) >= _SHORTEST
        return "" if is_id else shown(version.label), remark


def counted(counts: dict[Level, int], language: Language) -> list[str]:
    """Counts in words, the highest level first: `3 decisions`, `1 other change`."""
    return [f"{counts[level]} {WORDS[level][counts[level] != 1].to(language)}" for level in counts if counts[level]]


def _section(plan: PlanComparison, level: Level, language: Language) -> PlanSection:
    shown_levels = [one for one in sorted(Level, reverse=True) if one >= level]
    levels = (_level(plan, one, language) for one in shown_levels)
    known = {finding for file in plan.unreadable for finding in file.findings}
    return PlanSection(
        plan,
        shown(plan.name or plan.id) if plan.id else _COMMON.to(language),
        _remark(plan, language),
        tuple(one for one in levels if one.chapters),
        sum(count for one, count in plan.counts.items() if one < level),
        tuple(following(one, language, plan.names) for one in plan.derived if _is_worth_telling(one)),
        tuple(finding for finding in plan.appeared if finding not in known),
        vanished_of(plan),
    )


def _is_worth_telling(derived: Derived) -> bool:
    """Whether people want to know: completeness that moves by less than a point is noise to them."""
    if derived.what not in ("completeness", "chapter"):
        return True
    shares = [side for side in (derived.before, derived.after) if isinstance(side, int | float)]
    return len(shares) < 2 or abs(shares[1] - shares[0]) >= _SMALLEST


def vanished_of(plan: PlanComparison) -> tuple[Finding, ...]:
    """The findings that are gone. Those of a plan with an unreadable file are not: nobody could look for them."""
    return plan.vanished if all(file.is_partly for file in plan.unreadable) else ()


def _remark(plan: PlanComparison, language: Language) -> str:
    if plan.is_gone:
        return _GONE.to(language)
    if plan.is_new:
        return _NEW.to(language)
    if plan.before_id == plan.id:
        return ""
    return (_PROBABLY if plan.is_probable else _RENAMED).to(language).format(shown(plan.before_id))


def _level(plan: PlanComparison, level: Level, language: Language) -> LevelSection:
    by_chapter: dict[str, list[Line]] = {}
    for change in plan.changes:
        if change.level is level:
            by_chapter.setdefault(change.chapter, []).append(_line(change, plan, language))
    chapters = (ChapterLines(chapter_title(chapter, language), tuple(lines)) for chapter, lines in by_chapter.items())
    return LevelSection(level, SECTIONS[level].to(language), tuple(chapters))


def _line(change: Change, plan: PlanComparison, language: Language) -> Line:
    told = tell(change, language, plan.names)
    # Where the sentence quotes the words themselves the passage would say them again.
    is_quoted = bool(told.before or told.after)
    passages = change.prose.blocks if change.prose and not is_quoted and change.kind is Kind.TEXT_EDITED else ()
    return Line(change, told, parts_of(told), passages)


def chapter_title(chapter: str, language: Language) -> str:
    """What a chapter, a file of settings or a page of the programme is called."""
    title = CHAPTER_TITLES.get(chapter) or _OTHER_TITLES.get(chapter)
    if title is None:
        title = load_schemas().field(chapter).title if chapter in PAGES else Text(chapter, chapter)
    return title.to(language)
