"""What holds of every comparison, tried with plans of any content and with every value of the example plans."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from anyplan import values
from comparing import criteria, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemawalk import SCHEMAS

from kamsite.compare.apply import account_of, apply
from kamsite.compare.blocks import cut
from kamsite.compare.change import Change, Kind, Level, PlanComparison
from kamsite.compare.files import FileSide, changes_of, differences_in
from kamsite.compare.levels import USUAL_LEVELS, Judge
from kamsite.compare.matching import steps_of
from kamsite.compare.names import NO_NAMES
from kamsite.compare.normal import comparable, same
from kamsite.compare.plans import compare_account
from kamsite.compare.walk import Walk
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.source.document import Path as Way
from kamsite.source.document import Value
from kamsite.source.yamltext import read_yaml

USUAL = criteria()
EXAMPLES = sorted(
    folder for folder in (Path(__file__).parents[2] / "plans").iterdir() if (folder / "plan.yaml").is_file()
)
OPPOSITE = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
SETTINGS = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
PROSE = st.sampled_from(["", "Ein Absatz.\n", "# Titel\n\nEin Absatz.\n\nNoch einer, der länger ist.\n"])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of any sound content, some with a division and prose."""
    files: dict[str, str] = {}
    for folder in ["", *(["divisions/marine/"] * draw(st.booleans()))]:
        for name in draw(st.sets(st.sampled_from(CHAPTERS[1:]), max_size=3)):
            files[f"{folder}{name}.yaml"] = written(draw(values(name, SCHEMAS[name], needed=True)))
        files[f"{folder}plan.yaml"] = written(draw(values("plan", SCHEMAS["plan"], needed=True)))
        files[f"{folder}people.md"] = draw(PROSE)
    return read(files)


def written(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def changes(before: Plan | None, after: Plan | None) -> list[Change]:
    return [change for one in compared(before, after) for change in one.changes]


def compared(before: Plan | None, after: Plan | None) -> list[PlanComparison]:
    return compare_account(before, after, USUAL)


@given(plans())
@SETTINGS
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert all(one.is_empty for one in compared(plan, plan))


@given(plans(), plans())
@SETTINGS
def test_the_changes_lead_from_one_plan_to_the_other(before: Plan, after: Plan) -> None:
    leads(before, after)


def leads(before: Plan, after: Plan) -> list[Change]:
    told = changes(before, after)
    reached, wanted = apply(account_of(before, USUAL.fields), told, USUAL.fields), account_of(after, USUAL.fields)
    assert reached.keys() == wanted.keys()
    for plan, chapters in wanted.items():
        for chapter in {*chapters, *reached[plan]}:
            assert same(reached[plan].get(chapter), chapters.get(chapter)), (chapter, told)
    return told


def seen(change: Change, *, is_turned: bool) -> str:
    """What a change says, or what its mirror says; of what came or went only the place where it is or was."""
    places = [change.address, change.origin_address]
    if change.kind in OPPOSITE:
        places = [change.address, change.address]
    told = [repr(change.before), repr(change.after)] if change.kind is not Kind.REORDERED else []
    if not is_turned:
        return repr((change.kind, places, told))
    return repr((OPPOSITE.get(change.kind, change.kind), places[::-1], told[::-1]))


def mirrors(before: Plan, after: Plan) -> None:
    there = sorted(seen(change, is_turned=True) for change in changes(before, after))
    back = sorted(seen(change, is_turned=False) for change in changes(after, before))
    assert there == back


@given(plans(), plans())
@SETTINGS
def test_the_way_back_is_the_mirror_of_the_way_there(before: Plan, after: Plan) -> None:
    mirrors(before, after)


def example(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".yaml", ".md")
    }


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("seed", range(3))
def test_writing_the_same_in_another_way_is_cosmetic(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = example(folder)
    after = {name: reflowed(text) if name.endswith(".md") else turned(text, chance) for name, text in files.items()}
    assert after != files
    for change in changes(read(files), read(after)):
        assert change.level is Level.COSMETIC, change


def turned(text: str, chance: random.Random) -> str:
    """The same YAML with its keys in another order, in another style, with comments."""

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            items = [(key, shuffled(inside)) for key, inside in value.items()]
            return dict(chance.sample(items, len(items)))
        return [shuffled(inside) for inside in value] if isinstance(value, list) else value

    document = read_yaml("x.yaml", text.encode()).document
    assert document is not None
    data = shuffled(document.data)
    style = chance.choice([True, False, None])
    return "# neu geschrieben\n" + yaml.safe_dump(data, allow_unicode=True, default_flow_style=style, width=50)


def reflowed(text: str) -> str:
    """The same Markdown with paragraphs on one line each."""
    blocks = cut(text)
    return "\n\n".join(
        " ".join(block.text.split()) if block.key[:1] not in "\0\1#|" else block.text for block in blocks
    )


CASES = [(folder, chapter) for folder in EXAMPLES for chapter in CHAPTERS if (folder / f"{chapter}.yaml").is_file()]


@pytest.mark.parametrize(("folder", "chapter"), CASES, ids=lambda part: getattr(part, "name", part))
def test_a_change_of_any_single_value_is_told_once_where_it_is(folder: Path, chapter: str) -> None:
    data = loaded((folder / f"{chapter}.yaml").read_text("utf-8"))
    known = USUAL.fields[chapter]
    before = comparable(data, known)
    tried = 0
    for way, value, field in leaves(data, known, ()):
        other = another(value, field, neighbours(data, way))
        after = comparable(put(data, way, other), known)
        sides = [FileSide("nordwind", chapter, known, None, side) for side in (before, after)]
        found = list(changes_of(differences_in(sides[0], sides[1], Walk()), Judge(USUAL_LEVELS), NO_NAMES, "EUR"))
        assert [change.path for change in found] == [by_ids(before, after, known)], (way, value, other)
        assert found[0].level > Level.COSMETIC or "formerly" in way
        tried += 1
    assert tried >= 5


def loaded(text: str) -> Any:
    document = read_yaml("x.yaml", text.encode()).document
    assert document is not None
    return document.data


def leaves(value: Value, field: Field | None, way: Way) -> Iterator[tuple[Way, Any, Field]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, field.inside(key) if field else None, (*way, key))
    elif isinstance(value, list):
        for position, inside in enumerate(value):
            yield from leaves(inside, field.item if field else None, (*way, position))
    elif field is not None and value is not None:
        yield way, value, field


def neighbours(data: Value, way: Way) -> list[Value]:
    around: Any = data
    for step in way[:-1]:
        around = around[step]
    return around if isinstance(around, list) else []


def another(value: Any, field: Field, taken: list[Value]) -> Value:
    """A value like this one that is another."""
    leaf = field.item if isinstance(value, str) and field.item is not None and field.takes_text else field
    leaf = leaf or field
    if value == "unknown" or isinstance(value, bool):
        return "other" if value == "unknown" else not value
    if leaf.words:
        return next(word for word in leaf.words if word != value and word not in taken)
    if isinstance(value, str):
        return {"share": "1.5 %", "period": "2033", "date": "2033-01-31"}.get(leaf.kind, f"{value} neu")
    return value + 1 if value + 1 <= (field.maximum or float("inf")) else value - 1


def put(value: Any, way: Way, other: Value) -> Any:
    """The data with another value in one place."""
    if not way:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = put(value[way[0]], way[1:], other)
    return copy


def by_ids(before: Value, after: Value, field: Field | None) -> tuple[str, ...]:
    """Where two values of one build differ, found by position and told by the ids after."""
    if isinstance(before, dict) and isinstance(after, dict):
        (key,) = [key for key in before if before[key] != after[key]]
        return (key, *by_ids(before[key], after[key], field.inside(key) if field else None))
    if isinstance(before, list) and isinstance(after, list) and field is not None:
        (at,) = [at for at, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        return (steps_of(after, field)[at], *by_ids(before[at], after[at], field.item))
    return ()


@pytest.mark.parametrize("seed", range(40))
def test_edits_of_an_example_lead_there_and_mirror(seed: int) -> None:
    chance = random.Random(seed)
    files = example(chance.choice(EXAMPLES))
    after = dict(files)
    for _ in range(chance.randint(1, 8)):
        name = chance.choice([name for name in files if name.endswith(".yaml")])
        after[name] = written(edited(loaded(after[name]), chance))
        if chance.random() < 0.3:
            moved_between(after, chance)
    older, newer = read(files), read(after)
    leads(older, newer)
    mirrors(older, newer)


def edited(data: Any, chance: random.Random) -> Any:
    """The data with one thing done to it somewhere: gone, doubled, renamed, in another order, another text."""
    if isinstance(data, dict) and data:
        return edited_mapping(data, chance.choice(list(data)), chance)
    if isinstance(data, list) and data:
        return edited_list(data, chance.randrange(len(data)), chance)
    return other_text(data, chance)


def edited_mapping(data: dict[str, Any], key: str, chance: random.Random) -> Any:
    if chance.random() < 0.75 and isinstance(data[key], dict | list):
        return {**data, key: edited(data[key], chance)}
    match chance.randrange(4):
        case 0:
            return {name: value for name, value in data.items() if name != key}
        case 1:
            return {(f"{name}-neu" if name == key else name): value for name, value in data.items()}
        case 2:
            return dict(chance.sample(list(data.items()), len(data)))
        case _:
            return {**data, key: other_text(data[key], chance)}


def edited_list(data: list[Any], at: int, chance: random.Random) -> Any:
    match chance.randrange(5):
        case 0:
            return data[:at] + data[at + 1 :]
        case 1:
            return [*data, data[at]]
        case 2:
            return chance.sample(data, len(data))
        case 3:
            return [*data[:at], other_text(data[at], chance), *data[at:]]
        case _:
            return [*data[:at], edited(data[at], chance), *data[at + 1 :]]


def other_text(value: Any, chance: random.Random) -> Any:
    if isinstance(value, str):
        words = value.split() or [value]
        words.insert(chance.randrange(len(words) + 1), chance.choice(["neu", "anders", "siebzehn"]))
        return " ".join(words) if chance.random() < 0.8 else "etwas ganz anderes"
    if isinstance(value, dict):
        return {key: other_text(inside, chance) if chance.random() < 0.2 else inside for key, inside in value.items()}
    return value


def moved_between(files: dict[str, str], chance: random.Random) -> None:
    """Moves a strength or weakness between two SWOT lists, of one chapter or of two."""
    names = [name for name in ("customer.yaml", "position.yaml") if name in files]
    data = {name: loaded(files[name]) for name in names}
    lists = [grid for one in data.values() if isinstance(one, dict) for grid in (one.get("swot") or {}).values()]
    lists = [one for one in lists if isinstance(one, list)]
    if len(lists) > 1:
        source, target = chance.sample(lists, 2)
        if source:
            target.insert(chance.randrange(len(target) + 1), source.pop(chance.randrange(len(source))))
    files.update((name, written(one)) for name, one in data.items())
