"""What changed between two versions of a plan and its divisions."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kamsite.compare.change import Address, Change, Derived, Ids, Kind, Level, PlanComparison, Step
from kamsite.compare.derived import Weights, derive
from kamsite.compare.files import FileSide, Found, changes_of, differences_in
from kamsite.compare.levels import USUAL_LEVELS, Judge, Levels
from kamsite.compare.likeness import features_of, pair_up
from kamsite.compare.matching import match_entries
from kamsite.compare.moves import with_moves
from kamsite.compare.names import NO_NAMES, Names, names_within
from kamsite.compare.normal import comparable
from kamsite.compare.prose import compare_texts
from kamsite.compare.renames import NO_RENAMES, Renames
from kamsite.compare.walk import Walk
from kamsite.diagnostics import Place
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, NO_PLAN, Plan
from kamsite.source.document import Value

# Where the entries stand to which the references of a plan lead.
_SECTIONS = {
    "sources": ("plan", "sources"),
    "customer_goals": ("customer", "goals"),
    "people": ("people", "people"),
    "divisions": ("position", "portfolio"),
    "competitors": ("position", "competitors"),
    "goals": ("strategy", "goals"),
    "figures": ("figures", "figures"),
}
_NEW_PLAN = Text("a new plan", "ein neuer Plan")
_PLAN_GONE = Text("a plan is gone", "ein Plan ist weggefallen")


@dataclass(frozen=True, slots=True)
class Criteria:
    """By what plans are compared: the chapters' fields as the schemas know them, levels, whose prose may be seen.

    `currency` is that of the site. `shows_files`: whether readers may know which files there are and that one has
    another content, although it says nothing else that they may see. `weights` are those of the criteria by which key
    accounts are chosen, before and after.
    """

    fields: Mapping[str, Field]
    levels: Levels = USUAL_LEVELS
    prose: frozenset[str] = frozenset(CHAPTERS)
    currency: str = "EUR"
    shows_files: bool = True
    weights: tuple[Weights, Weights] = ({}, {})


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What nothing can be said about because a file could not be read: paths by plan id and chapter, for each side.

    A path of a chapter's prose is its file's name; the empty path is all of a chapter's values.
    """

    before: Mapping[tuple[str, str], tuple[Ids, ...]] = field(default_factory=dict)
    after: Mapping[tuple[str, str], tuple[Ids, ...]] = field(default_factory=dict)

    def concerns(self, before: str, after: str) -> bool:
        """Whether something of a plan (its ids on both sides) could not be read."""
        return any(plan == before for plan, _ in self.before) or any(plan == after for plan, _ in self.after)


ALL_SAID = Unsaid()


def compare_plans(
    before: Plan | None, after: Plan | None, criteria: Criteria, names: Names = NO_NAMES, *, is_probable: bool = False
) -> PlanComparison:
    """What changed in a plan, without its divisions; None where there was or is none.

    `is_probable`: that both are the same plan is a guess.
    """
    older, newer = (replace(plan, divisions={}) if plan else None for plan in (before, after))
    (one,) = compare_account(older, newer, criteria, names, is_probable=is_probable) or [PlanComparison("", None, "")]
    return one


def compare_account(
    before: Plan | None,
    after: Plan | None,
    criteria: Criteria,
    names: Names = NO_NAMES,
    *,
    renames: Renames = NO_RENAMES,
    unsaid: Unsaid = ALL_SAID,
    is_probable: bool = False,
) -> list[PlanComparison]:
    """What changed in a plan and in each of its divisions, the plan itself first; None where there was or is none.

    `renames` are those of our people; `unsaid` is what could not be read. `names` are those of the account's own
    plan; a division adds its own.
    """
    pairs = list(_pairs(before, after, is_probable=is_probable))
    found: list[Found] = []
    known: dict[str, Renames] = {}
    for older, newer, _ in pairs:
        if older is None or newer is None:
            continue
        sides = {c: _sides(older, newer, c, criteria.fields[c], unsaid) for c in CHAPTERS if c in criteria.fields}
        above = known.get(newer.parent.id, renames) if newer.parent else renames
        known[newer.id] = _renames_of(sides).over(above)
        walk = Walk(known[newer.id])
        for ours, theirs in sides.values():
            found += differences_in(ours, theirs, walk)
    found = with_moves(found, Walk(renames))
    called = [names_within(names, (older, newer)) for older, newer, _ in pairs]
    return [
        PlanComparison(
            (newer or older or NO_PLAN).id,
            older.id if older else None,
            (newer or older or NO_PLAN).name,
            tuple(_changes(older, newer, found, criteria, own, unsaid, is_probable=is_guess)),
            _derived(older, newer, criteria, unsaid),
            names=own,
            is_gone=newer is None,
            is_probable=is_guess,
        )
        for (older, newer, is_guess), own in zip(pairs, called, strict=True)
    ]


def _derived(older: Plan | None, newer: Plan | None, criteria: Criteria, unsaid: Unsaid) -> tuple[Derived, ...]:
    """What follows from the plan's values; nothing where some of them could not be read."""
    if older is None or newer is None or unsaid.concerns(older.id, newer.id):
        return ()
    return derive(older, newer, criteria.fields, criteria.currency, criteria.weights)


def _pairs(
    before: Plan | None, after: Plan | None, *, is_probable: bool
) -> Iterator[tuple[Plan | None, Plan | None, bool]]:
    """Which plan of an account before is which plan after, and whether that is a guess; divisions after their plan."""
    if before is None and after is None:
        return
    yield before, after, is_probable
    ours, theirs = before.divisions if before else {}, after.divisions if after else {}
    if before is None or after is None:
        return
    pairs = pair_plans(ours, theirs)
    for older, newer, is_guess in sorted(pairs, key=lambda pair: pair[1] or pair[0] or ""):
        yield from _pairs(
            ours[older] if older is not None else None,
            theirs[newer] if newer is not None else None,
            is_probable=is_guess,
        )


def pair_plans(before: Mapping[str, Plan], after: Mapping[str, Plan]) -> list[tuple[str | None, str | None, bool]]:
    """Which of some plans before is which after, by key; the flag says that it is a guess.

    By key, by what a plan says that its folder was called formerly, else by likeness of its cover and its people.
    """
    pairs: list[tuple[str | None, str | None, bool]] = [(key, key, False) for key in after if key in before]
    gone = [key for key in before if key not in after]
    new = [key for key in after if key not in before]
    for turned, (plans, older, newer) in enumerate(((after, gone, new), (before, new, gone))):
        for key in list(newer):
            former = next((name for name in _formerly(plans[key]) if name in older), None)
            if former is not None:
                older.remove(former)
                newer.remove(key)
                pairs.append((key, former, False) if turned else (former, key, False))
    if gone and new:
        features = (
            [features_of(_telling(before[key])) for key in gone],
            [features_of(_telling(after[key])) for key in new],
        )
        pairs += [(gone[pair.before], new[pair.after], True) for pair in pair_up(*features, (gone, new))]
    taken = {older for older, _, _ in pairs}, {newer for _, newer, _ in pairs}
    pairs += [(key, None, False) for key in before if key not in taken[0]]
    pairs += [(None, key, False) for key in after if key not in taken[1]]
    return pairs


def _formerly(plan: Plan) -> Collection[str]:
    return plan.cover.account.formerly if plan.cover.account else ()


def _telling(plan: Plan) -> Value:
    """What tells a plan apart from others."""
    people = plan.data["people"].get("people")
    return {"account": plan.data["plan"].get("account"), "people": [*people] if isinstance(people, dict) else None}


def _sides(older: Plan, newer: Plan, chapter: str, known: Field, unsaid: Unsaid) -> tuple[FileSide, FileSide]:
    written = older.data[chapter], newer.data[chapter]
    before = comparable(written[0], known)
    # Most chapters are as they were.
    after = before if repr(written[0]) == repr(written[1]) else comparable(written[1], known)
    documents = older.text.chapters[chapter].document, newer.text.chapters[chapter].document
    left_out = unsaid.before.get((older.id, chapter), ()), unsaid.after.get((newer.id, chapter), ())
    return (
        FileSide(older.id, chapter, known, documents[0], before, left_out[0], older.name),
        FileSide(newer.id, chapter, known, documents[1], after, left_out[1], newer.name),
    )


def _renames_of(sides: Mapping[str, tuple[FileSide, FileSide]]) -> Renames:
    """The entries of a plan that have another id now, for each thing that references lead to."""
    found: dict[str, dict[str, str]] = {}
    for reference, (chapter, section) in _SECTIONS.items():
        if chapter not in sides:
            continue
        ours, theirs = sides[chapter]
        known = ours.field.inside(section)
        entries = [side.value.get(section) if isinstance(side.value, dict) else None for side in (ours, theirs)]
        if known is not None and isinstance(entries[0], dict) and isinstance(entries[1], dict):
            matches = match_entries(entries[0], entries[1], known)
            if matches:
                found[reference] = {str(match.before): str(match.after) for match in matches}
    return Renames(found)


def _changes(
    older: Plan | None,
    newer: Plan | None,
    found: Collection[Found],
    criteria: Criteria,
    names: Names,
    unsaid: Unsaid,
    *,
    is_probable: bool,
) -> Iterator[Change]:
    """The changes of one plan among what was found in the account."""
    if older is None or newer is None:
        yield _whole_plan(older, newer, criteria)
        return
    if older.id != newer.id:
        origin = Address(older.id, "", ())
        level = Level.COSMETIC if _follows(older, newer) else Level.DECISION
        yield Change(newer.id, "", (), Kind.RENAMED, level, older.id, newer.id, origin=origin, is_probable=is_probable)
    judge = Judge(criteria.levels, older, newer)
    for chapter in CHAPTERS:
        own = [one for one in found if one.after.plan == newer.id and one.after.chapter == chapter]
        yield from changes_of(own, judge, names, criteria.currency)
        if chapter in criteria.prose and not _is_unsaid(older, newer, chapter, unsaid):
            yield from _prose(older, newer, chapter)


def _follows(older: Plan, newer: Plan) -> bool:
    """Whether a division has another id only because its account has."""
    above = older.parent, newer.parent
    return above[0] is not None and above[1] is not None and older.id.rpartition("/")[2] == newer.id.rpartition("/")[2]


def _is_unsaid(older: Plan, newer: Plan, chapter: str, unsaid: Unsaid) -> bool:
    path = (f"{chapter}.md",)
    return path in unsaid.before.get((older.id, chapter), ()) or path in unsaid.after.get((newer.id, chapter), ())


def _whole_plan(before: Plan | None, after: Plan | None, criteria: Criteria) -> Change:
    """A plan that came or went, as one change that holds all of it: chapters in normal form, prose by its file."""
    plan = after or before or NO_PLAN
    whole: dict[str, Value] = {}
    for chapter in CHAPTERS:
        if chapter in criteria.fields and (data := comparable(plan.data[chapter], criteria.fields[chapter])):
            whole[chapter] = data
        if chapter in criteria.prose and (prose := plan.text.chapters[chapter].prose) and prose.text:
            whole[f"{chapter}.md"] = prose.text
    place = Place(plan.file("plan"))
    return Change(
        plan.id,
        "",
        (),
        Kind.ADDED if before is None else Kind.REMOVED,
        Level.DECISION,
        whole if after is None else None,
        whole if before is None else None,
        before_place=place if after is None else None,
        after_place=place if before is None else None,
        trail=(Step("entry", Text(plan.name, plan.name)),),
        reason=_NEW_PLAN if before is None else _PLAN_GONE,
    )


def _prose(before: Plan, after: Plan, chapter: str) -> Iterator[Change]:
    texts = before.text.chapters[chapter].prose, after.text.chapters[chapter].prose
    older, newer = (text.text if text else "" for text in texts)
    if older == newer:
        return
    prose = compare_texts(older, newer)
    kind = Kind.TEXT_EDITED if prose.blocks else Kind.FORMATTED
    if prose.blocks and not (older.strip() and newer.strip()):
        kind = Kind.ADDED if not older.strip() else Kind.REMOVED
    yield Change(
        after.id,
        chapter,
        (f"{chapter}.md",),
        kind,
        Level.CONTENT if prose.blocks else Level.COSMETIC,
        older or None,
        newer or None,
        before_place=Place(texts[0].file) if texts[0] else None,
        after_place=Place(texts[1].file) if texts[1] else None,
        trail=(Step("file", Text(f"{chapter}.md", f"{chapter}.md")),),
        prose=prose if kind is Kind.TEXT_EDITED else None,
    )
