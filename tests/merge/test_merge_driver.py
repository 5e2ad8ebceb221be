"""The driver believes no surgery: what it made is read again; where it is not as it should be, lines are merged."""

from collections import Counter
from pathlib import Path

import pytest

from kamsite.cli import main
from kamsite.merge import driver
from kamsite.merge.driver import Manner, Versions, merge_files
from kamsite.merge.kinds import field_of
from kamsite.model.schema import load_schemas
from kamsite.source.textmerge import Labels

BASE = b"people:\n  # the boss\n  vogt: {name: V, contact: 1, influence: 2}\n"
OURS = BASE.replace(b"contact: 1", b"contact: 2")
THEIRS = BASE.replace(b"influence: 2", b"influence: 3")
GOOD = BASE.replace(b"contact: 1, influence: 2", b"contact: 2, influence: 3")
MANNER = Manner(Path(), Labels())


def test_what_the_surgery_made_is_taken_when_it_says_what_it_should() -> None:
    merged = merge_files(Versions(BASE, OURS, THEIRS), None, MANNER)
    assert (merged.content, merged.is_by_meaning) == (GOOD, True)


@pytest.mark.parametrize(
    "made",
    [
        OURS.decode(),  # a change of theirs is missing
        GOOD.decode().replace("  # the boss\n", ""),  # a comment is lost
        GOOD.decode() + "  oez: {name: O}\n",  # something came from nowhere
        GOOD.decode().replace("contact: 2", "contact: '2'"),  # a text in place of a number
        GOOD.decode() + "people: {}\n",  # a key twice
        GOOD.decode().replace("name: V, contact: 2", "contact: 2, name: V"),  # another order
        "people: [",
    ],
)
def test_a_surgery_that_went_wrong_is_not_believed(monkeypatch: pytest.MonkeyPatch, made: str) -> None:
    monkeypatch.setattr(driver, "woven", lambda *_: [made])
    merged = merge_files(Versions(BASE, OURS, THEIRS), None, MANNER)
    assert not merged.is_by_meaning
    assert merged.has_conflicts
    for line in (OURS + THEIRS).splitlines():
        assert line in merged.content.splitlines()


def test_how_often_a_comment_must_be_there() -> None:
    due = driver._due(
        Counter({"kept": 1, "removed here": 1, "removed there": 2, "twice": 2}),
        Counter({"kept": 1, "new here": 1, "removed there": 2, "twice": 1, "new on both": 1}),
        Counter({"kept": 1, "removed here": 1, "removed there": 1, "twice": 1, "new on both": 1}),
    )
    assert +due == Counter({"kept": 1, "new here": 1, "removed there": 1, "new on both": 1})


def test_sides_that_are_the_same_or_unchanged_are_taken_byte_for_byte() -> None:
    strange = b"\xff not: [even yaml\r"
    for base, ours, theirs, wanted in (
        (BASE, strange, strange, strange),
        (BASE, BASE, strange, strange),
        (BASE, strange, BASE, strange),
    ):
        merged = merge_files(Versions(base, ours, theirs), None, MANNER)
        assert (merged.content, merged.has_conflicts) == (wanted, False)


def test_line_ends_of_several_kinds_in_one_file_are_left_to_git() -> None:
    mixed = OURS.replace(b"boss\n", b"boss\r\n")
    assert not merge_files(Versions(BASE, mixed, THEIRS), None, MANNER).is_by_meaning


@pytest.mark.parametrize(
    ("path", "kind", "way"),
    [
        ("plans/nordwind/people.yaml", "people", ()),
        ("nordwind/divisions/marine/strategy.yaml", "strategy", ()),
        ("plans/staff.yaml", "staff", ()),
        ("plans/programme/fitness.yaml", "fitness", ()),
        ("plans/nordwind/people/brandt.yaml", "people", ("people", "brandt")),
        ("plans/nordwind/strategy/goals/asien.yaml", "strategy", ("goals", "asien")),
    ],
)
def test_the_path_tells_what_the_schemas_say_of_a_file(path: str, kind: str, way: tuple[str, ...]) -> None:
    schemas = load_schemas()
    assert field_of(path, schemas) is schemas.field(kind).at(way)


@pytest.mark.parametrize(
    "path", ["", "x.yaml", "plans/nordwind/notes.yaml", "plans/nordwind/people.md", "a/b/c/d.yaml"]
)
def test_of_other_files_they_say_nothing(path: str) -> None:
    assert field_of(path, load_schemas()) is None


def test_prose_is_merged_by_lines_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["# A\n\none\n\n\n\ntwo\n", "# A\n\none more\n\n\n\ntwo\n", "# A\n\none\n\n\n\ntwo more\n"]
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    assert main(["merge-driver", *map(str, files), "--path", "plans/nordwind/people.md"]) == 0
    assert files[1].read_text() == "# A\n\none more\n\n\n\ntwo more\n"
    assert capsys.readouterr().err == ""


def test_a_missing_file_is_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_bytes(OURS)
    assert main(["merge-driver", str(tmp_path / "none"), str(ours), str(ours)]) == 2
    assert ours.read_bytes() == OURS
    said = capsys.readouterr().err
    assert "K009" in said
    assert "mistake in kamsite" not in said


def test_markers_are_as_long_and_called_as_git_asks(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("base.yaml", "ours.yaml", "theirs.yaml")]
    for file, text in zip(files, (b"a: 1\n", b"a: 2\n", b"a: 3\n"), strict=True):
        file.write_bytes(text)
    given = ["--marker-size", "9", "--ours-label", "HEAD", "--theirs-label", "visit", "--base-label", "%S"]
    assert main(["merge-driver", *map(str, files), *given]) == 1
    assert files[1].read_bytes() == b"<<<<<<<<< HEAD\na: 2\n=========\na: 3\n>>>>>>>>> visit\n"
