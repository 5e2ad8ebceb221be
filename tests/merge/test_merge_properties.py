"""What holds for any two edits of the example plans, and for bytes that are no plan at all."""

from pathlib import Path

import pytest
from edits import (
    EXAMPLES,
    FILES,
    comments,
    entries_in_lines,
    read,
    scalars,
    values,
    with_scalar,
    with_value,
    without,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kamsite.merge.driver import Manner, Merged, Versions, merge_files
from kamsite.merge.kinds import field_of
from kamsite.model.schema import load_schemas
from kamsite.source.surroundings import SourceError
from kamsite.source.textmerge import Labels

MANNER = Manner(Path(), Labels())
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FAR = "# A remark at the end of theirs."


def merged(path: Path, base: str, ours: str, theirs: str) -> Merged:
    return merge_files(Versions(base.encode(), ours.encode(), theirs.encode()), field(path), MANNER)


def field(path: Path):
    return field_of(path.as_posix(), load_schemas())


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@st.composite
def two_scalars(draw: st.DrawFn):
    """A file and two different values of it, each on one line, neither in a list without identities."""
    path = draw(st.sampled_from(FILES))
    found = scalars(read(text_of(path)), field(path))
    if len(found) < 2:
        return path, found[0], found[-1]
    places = draw(st.lists(st.integers(0, len(found) - 1), min_size=2, max_size=2, unique=True))
    return path, found[places[0]], found[places[1]]


@OFTEN
@given(two_scalars())
def test_edits_of_different_values_are_both_in_the_result(drawn) -> None:
    path, one, other = drawn
    base = text_of(path)
    ours, theirs = with_scalar(base, one, "our-word"), with_scalar(base, other, "their-word")
    if ours is None or theirs is None or one == other:
        return
    result = merged(path, base, ours, theirs)
    assert not result.has_conflicts
    assert result.is_by_meaning
    wanted = with_value(with_value(values(base), one.path, "our-word"), other.path, "their-word")
    assert values(result.content.decode()) == wanted
    # Nothing but the two places differs from ours.
    assert result.content.decode() == with_scalar(ours, shifted(other, one, ours, base), "their-word")


def shifted(scalar, edited, after: str, before: str):
    """Where a value stands after another one on the same line grew or shrank."""
    if scalar.mark.line != edited.mark.line or scalar.mark.column < edited.mark.column:
        return scalar
    change = len(after) - len(before)
    return type(scalar)(scalar.path, replace(scalar.mark, column=scalar.mark.column + change))


@OFTEN
@given(two_scalars())
def test_different_edits_of_one_value_clash_there_and_nowhere_else(drawn) -> None:
    path, one, other = drawn
    base = text_of(path)
    ours, theirs = with_scalar(base, one, "our-word"), with_scalar(base, one, "their-word")
    theirs = with_scalar(theirs, shifted(other, one, theirs, base), "another") if theirs and one != other else theirs
    if ours is None or theirs is None:
        return
    result = merged(path, base, ours, theirs)
    assert result.has_conflicts
    assert [(clash.ours, clash.theirs) for _, clash in result.clashes] == [("our-word", "their-word")]
    text = result.content.decode()
    assert text.count("<<<<<<< ours\n") == text.count("=======\n") == text.count(">>>>>>> theirs\n") == 1
    before, _, rest = text.partition("<<<<<<< ours\n")
    mine, _, rest = rest.partition("=======\n")
    other_side, _, after = rest.partition(">>>>>>> theirs\n")
    both = values(theirs)
    assert values(before + mine + after) == with_value(both, one.path, "our-word")
    assert values(before + other_side + after) == both


@st.composite
def two_entries(draw: st.DrawFn):
    path = draw(st.sampled_from(FILES))
    found = entries_in_lines(text_of(path))
    if not found:
        return path, None, None
    one, other = draw(st.tuples(st.sampled_from(found), st.sampled_from(found)))
    return path, one, other


@OFTEN
@given(two_entries())
def test_entries_that_each_side_adds_are_all_there_with_their_comments(drawn) -> None:
    path, one, other = drawn
    if one is None:
        return
    base = text_of(path)
    ours, theirs = (
        with_lines(base, entry.start, f"{name}:  # of {name}\n  name: N\n  # in {name}\n", entry.column - 1)
        for entry, name in ((one, "our-entry"), (other, "their-entry"))
    )
    result = merged(path, base, ours, theirs)
    text = result.content.decode()
    assert not result.has_conflicts
    wanted = with_value(values(ours), (*other.path[:-1], "their-entry"), {"name": "N"})
    assert values(text) == wanted
    assert sorted(comments(text)) == sorted([*comments(ours), "# of their-entry", "# in their-entry"])


def with_lines(text: str, at: int, lines: str, indent: int) -> str:
    before = text.split("\n")
    added = [" " * indent + line for line in lines.rstrip("\n").split("\n")]
    return "\n".join([*before[:at], *added, *before[at:]])


@OFTEN
@given(two_entries())
def test_what_one_side_removes_is_gone_and_what_the_other_changed_elsewhere_stays(drawn) -> None:
    path, one, other = drawn
    if one is None or is_inside(one.path, other.path) or is_inside(other.path, one.path):
        return
    base = text_of(path)
    lines = base.split("\n")
    theirs = "\n".join([*lines[: other.start], *lines[other.end :]])
    ours = with_lines(base, one.start, "our-entry: 1", one.column - 1)
    result = merged(path, base, ours, theirs)
    assert not result.has_conflicts
    assert values(result.content.decode()) == without(values(ours), other.path)


def is_inside(path, around) -> bool:
    return path[: len(around)] == around


@OFTEN
@given(two_scalars())
def test_a_side_that_only_comments_gives_the_values_of_the_other(drawn) -> None:
    path, one, other = drawn
    base = text_of(path)
    changed = with_scalar(base, one, "word") or base
    changed = with_lines(changed, other.mark.line - 1, "# a remark", 0) if is_at_line_start(base, other) else changed
    for ours, theirs in ((changed, f"{base}{FAR}\n"), (f"{base}{FAR}\n", changed)):
        result = merged(path, base, ours, theirs)
        text = result.content.decode()
        assert not result.has_conflicts
        assert values(text) == values(changed)
        assert FAR in text
        assert set(comments(changed)) <= set(comments(text))


def is_at_line_start(text: str, scalar) -> bool:
    """Whether a comment may stand before the line: no text goes on there."""
    line = text.split("\n")[scalar.mark.line - 1]
    return line[: scalar.mark.column - 1].strip(" -").endswith(":")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.binary(max_size=60) | st.text("abc:-#{}[],|>&*!? \n\t\r'\"%", max_size=60).map(str.encode),
        min_size=3,
        max_size=3,
    )
)
def test_arbitrary_bytes_never_raise_anything_but_git_s_refusal(contents: list[bytes]) -> None:
    base, ours, theirs = contents
    try:
        result = merge_files(Versions(base, ours, theirs), None, MANNER)
    except SourceError:
        assert any(b"\0" in content for content in contents)
        return
    if result.is_by_meaning and not result.has_conflicts and ours not in (base, theirs) and theirs != base:
        assert values(result.content.decode("utf-8-sig")) is not None


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FILES), st.data())
def test_damaged_plans_are_merged_somehow_and_lose_no_line(path: Path, data: st.DataObject) -> None:
    base = text_of(path)
    sides = []
    for _ in range(2):
        at = data.draw(st.integers(0, len(base)))
        sides.append(base[:at] + data.draw(st.sampled_from(["{", "\t", "- ", ":", "'", "\n", "#", "| \n"])) + base[at:])
    result = merged(path, base, *sides)
    text = result.content.decode()
    for line in {*sides[0].split("\n")} & {*sides[1].split("\n")}:
        assert line in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_every_example_can_be_taken_apart(path: Path) -> None:
    from kamsite.merge.cutting import cut

    text = text_of(path)
    pieces = cut(text, values(text))
    assert pieces.root is not None
    assert pieces.head + pieces.root.text + pieces.foot == text
