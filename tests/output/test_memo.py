"""Remembering by content."""

from pathlib import Path

from kamsite.output.memo import Memo, key_of


def test_what_was_put_is_found_again_by_another_process(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    memo.put({"a": b"1", "b": b"2"}, 100)
    memo.close()
    again = Memo(tmp_path)
    assert again.get(["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_without_a_folder_nothing_is_remembered() -> None:
    memo = Memo(None)
    memo.put({"a": b"1"}, 1)
    assert memo.get(["a"]) == {}


def test_a_broken_file_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "results.sqlite").write_bytes(b"this is no database" * 100)
    memo = Memo(tmp_path)
    memo.put({"a": b"1"}, 1)
    assert memo.get(["a"]) == {"a": b"1"}


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memo = Memo(tmp_path / "file" / "below")
    memo.put({"a": b"1"}, 1)
    assert memo.get(["a"]) == {}


def test_old_results_are_forgotten(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    memo.put({"old": b"1"}, 100)
    memo.put({"new": b"2"}, 200)
    memo.forget(150)
    assert memo.get(["old", "new"]) == {"new": b"2"}


def test_others_cannot_read_what_is_remembered(tmp_path: Path) -> None:
    Memo(tmp_path / "cache").close()
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    assert (tmp_path / "cache" / "results.sqlite").stat().st_mode & 0o077 == 0


def test_more_keys_than_a_query_takes(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    memo.put({f"k{number}": b"x" for number in range(5000)}, 1)
    assert len(memo.get(f"k{number}" for number in range(5000))) == 5000


def test_keys_of_different_parts_differ() -> None:
    assert key_of("a", "bc") != key_of("ab", "c")
    assert key_of("a", 1) != key_of("a", 2)
