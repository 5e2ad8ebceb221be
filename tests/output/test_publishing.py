"""Publishing: whole or not at all, only our own files, nothing of anybody else's lost."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kamsite.output.published import MANIFEST, OutputError, digest_of, keep_apart, path_of, read_published
from kamsite.output.staging import staging
from kamsite.output.swapping import swap


def publish(folder: Path, files: dict[str, bytes]) -> None:
    with staging(read_published(folder)) as stage:
        stage.write(files)
        stage.publish()


def test_what_is_published_is_what_was_written(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"index.html": b"one", "a/b.html": b"two"})
    assert (tmp_path / "site" / "a" / "b.html").read_bytes() == b"two"
    assert read_published(tmp_path / "site").files == {"index.html": digest_of(b"one"), "a/b.html": digest_of(b"two")}


def test_a_file_that_is_no_longer_made_is_gone(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"old.html": b"old", "both.html": b"1"})
    publish(tmp_path / "site", {"both.html": b"2"})
    assert not (tmp_path / "site" / "old.html").exists()
    assert (tmp_path / "site" / "both.html").read_bytes() == b"2"


def test_a_foreign_file_in_our_folder_survives_and_is_named(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"index.html": b"1"})
    (tmp_path / "site" / "notes").mkdir()
    (tmp_path / "site" / "notes" / "mine.txt").write_text("keep me")
    assert read_published(tmp_path / "site").foreign == ("notes/mine.txt",)
    publish(tmp_path / "site", {"index.html": b"2"})
    assert (tmp_path / "site" / "notes" / "mine.txt").read_text() == "keep me"


@pytest.mark.parametrize("mine", ["about.html", "nordwind", "about.html/mine.txt"])
def test_a_foreign_file_where_the_site_needs_the_address_is_told_and_nothing_is_written(
    tmp_path: Path, mine: str
) -> None:
    publish(tmp_path / "site", {"index.html": b"1"})
    (tmp_path / "site" / mine).parent.mkdir(exist_ok=True)
    (tmp_path / "site" / mine).write_text("keep me")
    with pytest.raises(OutputError) as refused:
        publish(tmp_path / "site", {"index.html": b"2", "about.html": b"2", "nordwind/index.html": b"2"})
    assert (refused.value.finding.code, mine in refused.value.finding.message.en) == ("K027", True)
    assert (tmp_path / "site" / mine).read_text() == "keep me"
    assert (tmp_path / "site" / "index.html").read_bytes() == b"1"


def test_what_somebody_changed_in_a_file_of_ours_is_made_anew(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"index.html": b"1"})
    (tmp_path / "site" / "index.html").write_text("edited by hand")
    publish(tmp_path / "site", {"index.html": b"1"})
    assert (tmp_path / "site" / "index.html").read_bytes() == b"1"


@pytest.mark.parametrize("content", ['{"files": [1]}', "no json", '{"other": 1}', "[]"])
def test_a_folder_with_a_manifest_that_is_not_ours_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(OutputError) as refused:
        read_published(tmp_path)
    assert refused.value.finding.code == "K021"


def test_a_folder_that_holds_other_things_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputError):
        read_published(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("out", ["plans", "plans/site", ".", "plans/../plans/nordwind/out", ".git/site"])
def test_a_site_among_the_plans_or_around_them_is_refused(tmp_path: Path, out: str) -> None:
    (tmp_path / "plans").mkdir()
    with pytest.raises(OutputError) as refused:
        keep_apart(tmp_path / out, tmp_path / "plans")
    assert refused.value.finding.code == "K021"


def test_a_site_beside_the_plans_is_fine(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    keep_apart(tmp_path / "plans-site", tmp_path / "plans")
    keep_apart(tmp_path / "build", tmp_path / "plans")


def test_a_folder_that_no_file_system_can_hold_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    for out in (tmp_path / ("x" * 300), tmp_path / "circle"):
        with pytest.raises(OutputError) as refused:
            read_published(out)
        assert refused.value.finding.code == "K022"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OutputError):
        read_published(tmp_path / "site")


def test_an_empty_or_missing_folder_is_ours(tmp_path: Path) -> None:
    assert read_published(tmp_path).files == {}
    assert read_published(tmp_path / "missing").files == {}


def test_a_failure_on_the_way_leaves_the_old_site_and_no_debris(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"index.html": b"old"})
    with pytest.raises(RuntimeError), staging(read_published(tmp_path / "site")) as stage:  # noqa: PT012
        stage.write({"index.html": b"new"})
        raise RuntimeError
    assert (tmp_path / "site" / "index.html").read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("address", ["../out.html", "a/../../b", "/etc/passwd", "a//b", "", "a\\..\\b", "a\0b"])
def test_an_address_that_leads_out_of_the_folder_is_a_mistake(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        path_of(tmp_path, address)


def test_kept_files_are_those_with_the_same_content(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"a.html": b"a", "b.html": b"b"})
    with staging(read_published(tmp_path / "site")) as stage:
        assert stage.keep_all({"a.html": digest_of(b"a")})
        assert not stage.keep_all({"b.html": digest_of(b"changed")})
        assert not stage.keep_all({"a.html": digest_of(b"a"), "missing.html": digest_of(b"")})
        stage.publish()
    assert sorted(read_published(tmp_path / "site").files) == ["a.html"]


def test_the_manifest_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    publish(tmp_path / "one", {"a": b"1", "b": b"2"})
    publish(tmp_path / "two", {"b": b"2", "a": b"1"})
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()
    assert list(json.loads((tmp_path / "one" / MANIFEST).read_text())["files"]) == ["a", "b"]


def test_a_reader_never_sees_a_mixture(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, {"a": b"0", "b": b"0"})
    seen: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                folder = site.resolve()
                seen.append((folder / "a").read_text())
            except OSError as trouble:
                seen.append(str(trouble))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 40):
        publish(site, {"a": str(number).encode(), "b": str(number).encode()})
    stop.set()
    reader.join()
    assert all(text.isdecimal() for text in seen), [text for text in seen if not text.isdecimal()][:3]


def test_two_folders_are_exchanged(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "file").write_text("new")
    (tmp_path / "old").mkdir()
    swap(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "file").read_text() == "new"


def test_a_page_that_somebody_edited_or_removed_counts_as_missing(tmp_path: Path) -> None:
    files = {name: name.encode() for name in ("same", "longer", "as-long", "older", "gone", "linked", "folder")}
    publish(tmp_path, files)
    manifest = (tmp_path / MANIFEST).stat().st_mtime_ns
    (tmp_path / "longer").write_bytes(b"longer than before")
    os.utime(tmp_path / "longer", ns=(0, 0))
    (tmp_path / "as-long").write_bytes(b"AS-LONG")
    os.utime(tmp_path / "as-long", ns=(manifest + 1, manifest + 1))
    os.utime(tmp_path / "older", ns=(0, 0))
    (tmp_path / "gone").unlink()
    (tmp_path / "linked").unlink()
    (tmp_path / "linked").symlink_to("same")
    (tmp_path / "folder").unlink()
    (tmp_path / "folder").mkdir()
    assert sorted(read_published(tmp_path).files) == ["older", "same"]
    assert read_published(tmp_path).foreign == ()


def test_links_of_somebody_else_survive_and_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("secret")
    publish(tmp_path / "site", {"index.html": b"1"})
    (tmp_path / "site" / "downloads").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site" / "broken").symlink_to("nowhere")
    assert read_published(tmp_path / "site").foreign == ("broken", "downloads")
    publish(tmp_path / "site", {"index.html": b"2"})
    assert (tmp_path / "site" / "downloads").readlink() == tmp_path / "elsewhere"
    assert (tmp_path / "elsewhere" / "secret.txt").read_text() == "secret"


def test_a_file_that_was_taken_over_is_never_written_into(tmp_path: Path) -> None:
    """It is the published one under a second name, and its readers see the old site until the new one is whole."""
    publish(tmp_path / "site", {"a.html": b"old"})
    with staging(read_published(tmp_path / "site")) as stage:
        assert stage.keep("a.html", digest_of(b"old"))
        stage.write({"a.html": b"new"})
        assert (tmp_path / "site" / "a.html").read_bytes() == b"old"
        stage.publish()
    assert (tmp_path / "site" / "a.html").read_bytes() == b"new"


def process_that_ended() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_what_killed_builds_left_behind_is_cleared_away(tmp_path: Path) -> None:
    dead, running = process_that_ended(), os.getppid()
    left = [f".site.next-{dead}", f".site.next-{dead}-old"]
    others = [f".site.next-{running}", f".other.next-{dead}", ".site.next-", f"site.next-{dead}"]
    publish(tmp_path / "site", {"index.html": b"1"})
    for name in (*left, *others):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_bytes(b"left behind")
    publish(tmp_path / "site", {"index.html": b"2"})
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*others, "site"])


def test_a_site_that_a_killed_build_had_moved_aside_is_put_back(tmp_path: Path) -> None:
    aside = tmp_path / f".site.next-{process_that_ended()}-old"
    publish(tmp_path / "site", {"index.html": b"1"})
    (tmp_path / "site").rename(aside)
    with pytest.raises(RuntimeError), staging(read_published(tmp_path / "site")):
        raise RuntimeError
    assert (tmp_path / "site" / "index.html").read_bytes() == b"1"
    assert not aside.exists()
