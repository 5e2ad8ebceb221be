import pytest

from kamsite.source.names import fit_to_show, is_left_behind, is_usable, name_trouble, same_names


@pytest.mark.parametrize(
    "path",
    [
        "nordwind/plan.yaml",
        "nordwind/assets/Ärger & \"Freude\" 'heute'.pdf",
        "-rf",
        "nordwind/--help.md",
        "中文/計畫.md",
        "a/$(reboot).md",
        "a/:(top)*.md",
        "a/x..md",
        "a/b~c/x",
    ],
)
def test_a_name_that_can_be_written_and_read_is_usable(path: str) -> None:
    assert is_usable(path.encode())
    assert name_trouble(path.encode()) is None


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        "nordwind/.DS_Store",
        "nordwind/.vscode/settings.json",
        "nordwind/Thumbs.db",
        "nordwind/people.yaml~",
        "nordwind/.people.yaml.swp",
        "nordwind/people.yaml.swp",
        "nordwind/#people.yaml#",
        "nordwind/~$Angebot.docx",
        "__MACOSX/x",
        ".vs\ncode/x",
        ".vscode/line\nbreak",
    ],
)
def test_what_programs_leave_behind_is_dropped_in_silence(path: str) -> None:
    assert is_left_behind(path.encode())
    assert not is_usable(path.encode())
    assert name_trouble(path.encode()) is None


@pytest.mark.parametrize(
    ("path", "shown", "reason"),
    [
        (b"a/b\xff.md", r"a/b\xff.md", "is not encoded in UTF-8"),
        (b"a/b\xed\xa0\x80.md", r"a/b\xed\xa0\x80.md", "is not encoded in UTF-8"),
        (b"a/b\nc.md", r"a/b\nc.md", "contains control characters"),
        (b"a\x1b[31m/c.md", r"a\x1b[31m/c.md", "contains control characters"),
        ("a/gpj.\u202elmth".encode(), r"a/gpj.\u202elmth", "contains control characters"),
        (b"a\\b.md", "a\\b.md", "contains a backslash (\\)"),
        (b"a/../../etc/passwd", "a/../../etc/passwd", "leads out of the folder"),
        (b"./a", "./a", "leads out of the folder"),
        (b"a//b", "a//b", "leads out of the folder"),
        (b"x" * 256, "x" * 256, "is longer than 255 bytes"),
    ],
)
def test_a_name_that_breaks_something_somewhere_is_an_error(path: bytes, shown: str, reason: str) -> None:
    assert not is_usable(path)
    trouble = name_trouble(path)
    assert trouble
    assert (trouble.code, trouble.severity.word, str(trouble.place)) == ("K004", "error", shown)
    assert trouble.message.en == f"This file name cannot be used: it {reason}."
    assert fit_to_show(path) == shown


def test_names_that_differ_only_in_case_are_an_error_at_the_second_one() -> None:
    findings = list(same_names(["a/People.md", "a/people.md", "b/people.md"]))
    assert [(f.code, f.place.file, f.notes[0].place.file) for f in findings] == [("K005", "a/people.md", "a/People.md")]


def test_names_that_differ_only_in_normalisation_are_an_error() -> None:
    composed, decomposed = "a/mu\u0308ller.md", "a/m\u00fcller.md"
    assert [f.place.file for f in same_names([composed, decomposed])] == [decomposed]
    assert [f.place.file for f in same_names(["STRASSE", "straße"])] == ["straße"]


def test_folders_that_differ_only_in_case_are_reported_once_and_not_per_file() -> None:
    paths = ["Nordwind/people.yaml", "Nordwind/plan.yaml", "nordwind/people.yaml", "nordwind/plan.yaml"]
    assert [f.place.file for f in same_names(paths)] == ["nordwind"]
