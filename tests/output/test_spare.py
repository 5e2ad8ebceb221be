"""The folder in which the next site is put together is that of the site before: never a matter of trust."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from kamsite.building.spread import FORKS
from kamsite.output import staging as staging_module
from kamsite.output.published import MANIFEST, OutputError, digest_of, read_published
from kamsite.output.spare import forget_orphans, spare_of
from kamsite.output.staging import Staging, staging

FILES = {"index.html": b"all", "a/one.html": b"1", "a/two.html": b"2", "b/c/three.html": b"3"}

LATE = {"late.html": b"late"}


class Site:
    """A site that is published again and again."""

    def __init__(self, folder: Path) -> None:
        self.out, self.cache = folder / "site", folder / "cache"

    @property
    def spare(self) -> Path:
        return spare_of(self.cache, self.out)

    def publish(self, files: dict[str, bytes], *, fails: bool = False, begins: bool = False) -> None:
        """Publishes files and looks whether they are there and nothing else; `begins` the next folder before that."""
        with staging(read_published(self.out), self.spare) as stage:
            stage.write(files)
            if begins:
                stage.prepare_ahead()
                until(lambda: files_in(self.spare) == FILES)
                stage.write(LATE)
                files = files | LATE
            if fails:
                raise OSError
            stage.publish()
        assert files_in(self.out) == files
        assert read_published(self.out).foreign == ()


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds that another process does."""
    ends = monotonic() + 20
    while not holds():
        assert monotonic() < ends
        sleep(0.01)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if not file.is_dir() and file.name != MANIFEST
    }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that has a spare folder."""
    site = Site(tmp_path)
    site.publish(FILES)
    site.publish({**FILES, "index.html": b"all, once more"})
    return site


def test_the_folders_are_used_in_turn_and_files_that_stay_are_the_same(site: Site) -> None:
    nodes = [(folder / "a").stat().st_ino for folder in (site.out, site.spare)]
    page = (site.out / "a" / "one.html").stat().st_ino
    site.publish({**FILES, "index.html": b"another"})
    assert [(folder / "a").stat().st_ino for folder in (site.spare, site.out)] == nodes
    assert (site.out / "a" / "one.html").stat().st_ino == page
    assert [entry.name for entry in site.out.parent.iterdir() if entry.name.startswith(".")] == []


def test_the_first_change_of_a_large_site_finds_a_folder_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging_module, "_MANY", len(FILES))
    site = Site(tmp_path)
    site.publish(FILES)
    assert files_in(site.spare) == FILES
    assert site.spare.parent.stat().st_mode & 0o077 == 0
    nodes = [(site.spare / "a").stat().st_ino, (site.out / "b" / "c" / "three.html").stat().st_ino]
    site.publish({**FILES, "a/one.html": b"new"})
    assert [(site.out / "a").stat().st_ino, (site.out / "b" / "c" / "three.html").stat().st_ino] == nodes
    assert files_in(site.spare) == {address: content for address, content in FILES.items() if address != "a/one.html"}


@pytest.mark.skipif(not FORKS, reason="needs processes that fork")
def test_it_is_begun_while_the_last_pages_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging_module, "_MANY", len(FILES))
    site = Site(tmp_path)
    site.publish(FILES, begins=True)
    assert files_in(site.spare) == FILES
    nodes = [(site.spare / "a").stat().st_ino, (site.out / "late.html").stat().st_ino]
    site.publish({**FILES, **LATE, "a/one.html": b"new"})
    assert [(site.out / "a").stat().st_ino, (site.out / "late.html").stat().st_ino] == nodes


@pytest.mark.skipif(not FORKS, reason="needs processes that fork")
def test_nothing_of_what_was_not_published_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging_module, "_MANY", len(FILES))
    site = Site(tmp_path)
    with pytest.raises(OutputError):
        site.publish(FILES, fails=True, begins=True)
    assert not site.spare.exists()


@pytest.mark.parametrize("why", ["no links", "one from earlier"])
def test_a_first_folder_that_cannot_be_made_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setattr(staging_module, "_MANY", len(FILES))
    site = Site(tmp_path)
    if why == "no links":
        monkeypatch.setattr(os, "link", refuse)
    else:
        site.spare.mkdir(parents=True)
        put(site.spare / "index.html", b"from a site that is gone")
    site.publish(FILES)
    assert site.spare.exists() == (why == "one from earlier")
    site.publish({**FILES, "a/one.html": b"new"})


def refuse(*_: object) -> None:
    raise OSError("another file system")


def test_what_was_replaced_or_removed_stays_nowhere(site: Site) -> None:
    site.publish({"a/one.html": b"new"})
    assert files_in(site.spare) == {}


def test_folders_that_nothing_needs_any_more_are_gone(site: Site) -> None:
    for _ in range(2):
        site.publish({"index.html": b"alone"})
    assert [path.name for path in site.out.iterdir() if path.is_dir()] == []


def put(path: Path, content: bytes | Path | None) -> None:
    """Puts a file, a link or a folder with a file in the place of whatever is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    match content:
        case bytes():
            path.write_bytes(content)
        case Path():
            path.symlink_to(content)
        case None:
            path.mkdir()
            (path / "inside.html").write_bytes(b"x")


SPOILT: dict[str, Callable[[Path, Path], None]] = {
    "a page is gone": lambda spare, _: (spare / "a" / "one.html").unlink(),
    "a page is another": lambda spare, _: put(spare / "a" / "one.html", b"x"),
    "a page is a folder": lambda spare, _: put(spare / "a" / "one.html", None),
    "a page is a link": lambda spare, elsewhere: put(spare / "a" / "one.html", elsewhere / "index.html"),
    "a folder is gone": lambda spare, _: shutil.rmtree(spare / "a"),
    "a folder is a file": lambda spare, _: put(spare / "a", b"x"),
    "a folder is a link": lambda spare, elsewhere: put(spare / "a", elsewhere),
    "there is one more folder": lambda spare, _: put(spare / "more", None),
    "there is one more link": lambda spare, _: put(spare / "mine.txt", Path("nowhere")),
    "it is gone": lambda spare, _: shutil.rmtree(spare),
    "it is a link": lambda spare, elsewhere: put(spare, elsewhere),
    "it is a file": lambda spare, _: put(spare, b"x"),
    "it never was": lambda spare, _: shutil.rmtree(spare.parent),
}


@pytest.mark.parametrize("is_changed", [False, True])
@pytest.mark.parametrize("how", SPOILT)
def test_whatever_happened_to_the_spare_folder_the_site_is_as_if_there_were_none(
    site: Site, tmp_path: Path, how: str, is_changed: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"somebody's own")
    SPOILT[how](site.spare, elsewhere)
    site.publish({**FILES, "a/one.html": b"changed"} if is_changed else FILES)
    site.publish({**FILES, "a/one.html": b"once more"})
    assert files_in(elsewhere) == {"index.html": b"somebody's own"}


def test_a_published_file_that_somebody_changed_is_not_taken_from_the_spare_folder_either(site: Site) -> None:
    """Both are one file with two names."""
    (site.out / "a" / "one.html").write_bytes(b"edited by hand")
    site.publish(FILES)
    (site.out / "a" / "two.html").unlink()
    site.publish(FILES)


def test_files_become_folders_and_folders_files(site: Site) -> None:
    other = {"index.html": b"all", "a": b"no folder", "a2/one.html": b"1", "b/c": b"no folder either"}
    for files in (other, FILES):
        for number in range(3):
            site.publish({**files, "index.html": str(number).encode()})


def test_files_of_others_are_not_written_through(site: Site, tmp_path: Path) -> None:
    """The old folder becomes the spare one, and with it a link in it."""
    (tmp_path / "elsewhere").mkdir()
    (site.out / "downloads").symlink_to(tmp_path / "elsewhere")
    with staging(read_published(site.out), site.spare) as stage:
        stage.write({"index.html": b"changed"})
        stage.publish()
    (site.out / "downloads").unlink()
    site.publish({**FILES, "downloads/index.html": b"ours"})
    assert files_in(tmp_path / "elsewhere") == {}


def test_what_a_build_had_made_that_failed_does_no_harm(site: Site) -> None:
    with pytest.raises(OutputError):
        site.publish({**FILES, "a/one.html": b"never published", "d/new.html": b"neither"}, fails=True)
    assert site.spare.is_dir()
    site.publish({**FILES, "a/two.html": b"published"})
    site.publish(FILES)


def test_the_first_build_leaves_no_spare_folder_even_where_it_fails(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.out.mkdir()
    with pytest.raises(OutputError):
        site.publish(FILES, fails=True)
    site.publish(FILES)
    assert not site.cache.exists()


def test_a_site_from_nothing_has_no_spare_folder_and_does_not_use_one(site: Site) -> None:
    shutil.rmtree(site.out)
    site.publish(FILES)
    site.publish(FILES | {"index.html": b"changed"})


def test_a_place_that_cannot_be_written_costs_the_spare_folder_only(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.cache.write_bytes(b"a file")
    for number in range(3):
        site.publish({**FILES, "index.html": str(number).encode()})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_spare_folders_of_sites_that_are_gone_are_removed(site: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    other.cache = site.cache
    other.publish(FILES)
    other.publish({**FILES, "index.html": b"changed"})
    assert other.spare.is_dir()
    forget_orphans(site.cache)
    assert other.spare.is_dir()
    shutil.rmtree(other.out)
    forget_orphans(site.cache)
    assert sorted(path.name for path in site.spare.parent.iterdir()) == [site.spare.name, f"{site.spare.name}.of"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes fork")
@pytest.mark.parametrize("trouble", ["", "links fail there", "links and copies fail there", "links fail everywhere"])
def test_files_can_be_taken_over_by_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    site, here, link, copy = Site(tmp_path), os.getpid(), os.link, shutil.copy2
    monkeypatch.setattr(staging_module, "_MANY", 3)
    site.publish(FILES)

    def fail(source: str, target: str, *, is_meant: bool) -> None:
        if is_meant:
            raise PermissionError
        link(source, target)

    def half_copy(source: str, target: str) -> None:
        if os.getpid() == here:
            copy(source, target)
        else:
            Path(target).write_bytes(b"hal")
            raise PermissionError

    everywhere = "everywhere" in trouble
    if "links" in trouble:
        monkeypatch.setattr(os, "link", lambda s, t: fail(s, t, is_meant=everywhere or os.getpid() != here))
    if "copies" in trouble:
        monkeypatch.setattr(shutil, "copy2", half_copy)
    with staging(read_published(site.out)) as stage:
        keep_most(stage)
        stage.link_ahead()
        assert stage.write({"index.html": b"changed"}) == {"index.html": digest_of(b"changed")}
        stage.publish()
    assert files_in(site.out) == {**FILES, "index.html": b"changed"}


def keep_most(stage: Staging) -> None:
    assert stage.keep_all({address: digest_of(FILES[address]) for address in FILES if address != "index.html"})
