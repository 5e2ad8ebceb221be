"""Whatever the layout of a file, its values are merged by meaning, and no comment is lost."""

import copy
from pathlib import Path

from edits import values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import PLAIN, Writer

from kamsite.merge.driver import Manner, Versions, merge_files
from kamsite.source.textmerge import Labels

KEYS = st.sampled_from(["name", "title", "goals", "x-own", "brandt", "2026", "Öl"])
TEXTS = st.sampled_from([*PLAIN, "with: colon", "it's", "a # b", "", "- no", "12"])
PROSE = st.lists(st.sampled_from(["one", "two", "", "three: four", "# no comment"]), min_size=1, max_size=5).map(
    lambda lines: "first\n" + "\n".join(lines) + "\nlast\n"
)
LEAVES = TEXTS | st.integers(0, 99) | st.booleans() | st.none()
ITEMS = st.lists(st.sampled_from(PLAIN), max_size=4, unique=True)


def inside(inner: st.SearchStrategy) -> st.SearchStrategy:
    entries = st.lists(
        st.tuples(st.sampled_from("abcd"), st.dictionaries(KEYS, inner, max_size=2)),
        max_size=3,
        unique_by=lambda x: x[0],
    ).map(lambda found: [{"id": name, **entry} for name, entry in found])
    return st.dictionaries(KEYS, inner, max_size=4) | ITEMS | entries


VALUES = st.recursive(LEAVES | PROSE, inside, max_leaves=10)
# No file is emptied: that is the removal of a file.
FILES = st.dictionaries(KEYS, VALUES, max_size=5).map(lambda found: {**found, "account": "word"})
MANNER = Manner(Path(), Labels())
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def edited(draw: st.DrawFn, base):
    """What a few edits make of values: entries of mappings that are set or removed."""
    side = copy.deepcopy(base)
    for _ in range(draw(st.integers(1, 3))):
        at = side
        while True:
            key = draw(KEYS)
            if isinstance(at.get(key), dict) and draw(st.integers(0, 3)):
                at = at[key]
                continue
            if isinstance(at.get(key), list) and at[key] and isinstance(at[key][0], dict) and draw(st.booleans()):
                at = draw(st.sampled_from(at[key]))
                continue
            if key in at and draw(st.integers(0, 2)) == 0:
                del at[key]
            else:
                at[key] = draw(LEAVES | PROSE | inside(LEAVES))
            break
    return side


@st.composite
def written(draw: st.DrawFn):
    """Three versions as texts, all in the same manner."""
    base = draw(FILES)
    writer = Writer(draw(st.integers(0, 999)))
    return tuple(writer.write(side) for side in (base, draw(edited(base)), draw(edited(base))))


@MANY
@given(written())
def test_every_layout_is_merged_by_meaning(drawn) -> None:
    base, ours, theirs = drawn
    result = merge_files(Versions(*(text.encode() for text in drawn)), None, MANNER)
    assert result.is_by_meaning, f"{base}\n-----\n{ours}\n-----\n{theirs}"
    if not result.has_conflicts:
        assert values(result.content.decode()) is not None


def test_a_comment_that_goes_here_and_comes_there_is_not_missed() -> None:
    """Theirs removed a mapping with a comment, and both added a value that has the same one."""
    gone, both = "Öl:\n  goals: {}  # on goals\n", "goals: word  # on goals\n"
    base, ours, theirs = f"{gone}name: x\n", f"{gone}name: x\n{both}", f"name: x\n{both}"
    for versions in ((base, ours, theirs), (base, theirs, ours)):
        result = merge_files(Versions(*(text.encode() for text in versions)), None, MANNER)
        assert result.is_by_meaning
        assert result.content.decode() == theirs


@st.composite
def reindented(draw: st.DrawFn):
    """Values in two indentations, one value changed by the side with the other one."""
    base = draw(FILES)
    seed = draw(st.integers(0, 999))
    one, other = Writer(seed, indent=2), Writer(seed, indent=4)
    side = draw(edited(base))
    return one.write(base), other.write(base), one.write(side), side


@MANY
@given(reindented())
def test_what_theirs_changed_arrives_in_a_file_that_ours_indented_anew(drawn) -> None:
    base, ours, theirs, wanted = drawn
    for versions in ((base, ours, theirs), (base, theirs, ours)):
        result = merge_files(Versions(*(text.encode() for text in versions)), None, MANNER)
        assert not result.has_conflicts
        assert values(result.content.decode()) == wanted
