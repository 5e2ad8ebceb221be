"""Files that are too large, too deep or made to be slow: merged somehow, soon, and never with a crash."""

from pathlib import Path
from time import process_time

import pytest

from kamsite.merge.driver import Manner, Versions, merge_files
from kamsite.source.textmerge import Labels

SOON = 10.0  # seconds of work
MANY = 4000


def nested(depth: int, inside: str) -> str:
    return "a: " + "{b: " * depth + inside + "}" * depth + "\n"


def entries(changed: int, *, suffix: str = "") -> str:
    return "".join(f"id{i}: {'other' if i == changed else 'value'}{suffix}\n" for i in range(MANY))


def items(changed: int) -> str:
    return "list:\n" + "".join(f"- {'other' if i == changed else 'text'} {i}\n" for i in range(MANY))


def in_brackets(changed: int) -> str:
    return "list: [" + ", ".join(f"{'other' if i == changed else 't'}{i}" for i in range(MANY)) + "]\n"


def replaced(word: str) -> str:
    return "list:\n" + "".join(f"- {word} {i}\n" for i in range(MANY))


def remarks(changed: int) -> str:
    return "a: 1\n" + "".join(f"{' ' * (i % 7)}# {'other' if i == changed else 'remark'} {i}\n" for i in range(MANY))


def reversed_ids(last: str) -> str:
    return "".join(f"id{i}: value\n" for i in reversed(range(MANY))) + f"last: {last}\n"


CASES = {
    "deep": (nested(45, "1"), nested(45, "1, c: 2"), nested(45, "3")),
    "too-deep": (nested(60, "1"), nested(60, "1, c: 2"), nested(60, "3")),
    "very-deep": ("[" * 100_000, "[" * 100_001, "[" * 100_002),
    "many-entries": (entries(-1), entries(3), entries(MANY - 3)),
    "many-items": (items(-1), items(3), items(MANY - 3)),
    "many-in-brackets": (in_brackets(-1), in_brackets(3), in_brackets(MANY - 3)),
    "everything-replaced": (replaced("a"), replaced("b"), replaced("c")),
    "many-clashes": (entries(-1), entries(-1, suffix=" a"), entries(-1, suffix=" b")),
    "many-remarks": (remarks(-1), remarks(3), remarks(MANY - 3)),
    "other-order": (entries(-1) + "last: 1\n", reversed_ids("1"), entries(-1) + "last: 2\n"),
    "many-prose": tuple(
        "".join(f"t{i}: |\n  one {a}\n\n  two\n\n  three {b}\n" for i in range(2000))
        for a, b in ((0, 0), (1, 0), (0, 1))
    ),
    "binary": (b"\0" * 1000, b"\0" * 1001, b"\0" * 1002),
    "large": ("a: 1\n" * 300_000, "a: 1\n" * 300_000 + "b: 2\n", "c: 3\n" + "a: 1\n" * 300_000),
}


@pytest.mark.parametrize("name", CASES)
def test_it_ends_soon_and_without_a_crash(name: str, tmp_path: Path) -> None:
    from kamsite.cli import main

    files = [tmp_path / part for part in ("base.yaml", "ours.yaml", "theirs.yaml")]
    for file, content in zip(files, CASES[name], strict=True):
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    start = process_time()
    code = main(["merge-driver", *map(str, files), "--path", "plans/a/people.yaml"])
    assert process_time() - start < SOON
    assert code in ((2,) if name == "binary" else (0, 1))


def test_what_cannot_be_merged_leaves_ours_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kamsite.cli import main

    files = [tmp_path / part for part in ("base.yaml", "ours.yaml", "theirs.yaml")]
    for number, file in enumerate(files):
        file.write_bytes(b"\0" * (number + 1))
    assert main(["merge-driver", *map(str, files)]) == 2
    assert "binary" in capsys.readouterr().err
    assert files[1].read_bytes() == b"\0\0"
    assert sorted(tmp_path.iterdir()) == sorted(files)


def test_a_list_with_thousands_of_entries_is_merged_by_meaning() -> None:
    versions = Versions(items(-1).encode(), items(3).encode(), items(MANY - 3).encode())
    merged = merge_files(versions, None, Manner(Path(), Labels()))
    assert merged.is_by_meaning
    assert merged.content.decode() == items(3).replace(f"text {MANY - 3}\n", f"other {MANY - 3}\n")
