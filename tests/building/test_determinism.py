"""The same commit gives the same bytes, wherever, whenever and by whomever it is built."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from repositories import Repo
from sites import differences, publish, site

from kamsite.building import work

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# What somebody may have set for themselves and what must not matter.
GIT_SETTINGS = """
[core]
  quotePath = true
  abbrev = 20
  autocrlf = true
  fsmonitor = false
[color]
  ui = always
[log]
  date = relative
  showSignature = true
  follow = true
  decorate = full
[diff]
  renames = copies
  noprefix = true
  external = /bin/false
[status]
  short = true
  relativePaths = false
[i18n]
  logOutputEncoding = ISO-8859-1
[format]
  pretty = oneline
"""


@pytest.fixture
def reference(repo: Repo, tmp_path: Path) -> dict[str, bytes]:
    """The site as it is built here."""
    publish(repo.plans, tmp_path / "reference")
    return site(tmp_path / "reference")


def built_elsewhere(plans: Path, out: Path, package: Path, *arguments: str, **environment: str) -> dict[str, bytes]:
    """The site as another process builds it, in a working directory of its own."""
    away = out.with_name(f"{out.name}-cwd")
    away.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "HOME")}
    command = [sys.executable, "-m", "kamsite", "build", str(plans), "--out", str(out), "--no-cache", *arguments]
    done = subprocess.run(
        command, env={**kept, "PYTHONPATH": str(package), **environment}, cwd=away, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return site(out)


@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        ("1", {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C", "COLUMNS": "40"}),
        ("2", {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
        ("2", {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "PYTHONUTF8": "0"}),
    ],
)
def test_hash_seed_time_zone_and_locale_do_not_matter(
    repo: Repo, reference: dict[str, bytes], tmp_path: Path, jobs: str, environment: Mapping[str, str]
) -> None:
    made = built_elsewhere(repo.plans, tmp_path / "made", REPOSITORY, "--jobs", jobs, **environment)
    assert differences(reference, made) == []


def test_another_folder_and_the_users_own_git_configuration_do_not_matter(
    repo: Repo, reference: dict[str, bytes], tmp_path: Path
) -> None:
    home = tmp_path / "hëim" / "someone"
    home.mkdir(parents=True)
    (home / ".gitconfig").write_text(GIT_SETTINGS)
    (home / ".mailmap").write_text("Somebody Else <author@example.com>\n")
    clone = home / "a clone"
    arguments = ["git", "clone", "-q", str(repo.top), str(clone)]
    subprocess.run(arguments, env={**os.environ, "HOME": str(home)}, check=True)
    made = built_elsewhere(clone / "plans", home / "site", REPOSITORY, HOME=str(home), XDG_CONFIG_HOME=str(home))
    assert differences(reference, made) == []


def test_an_installed_package_builds_the_same_as_a_checkout(
    repo: Repo, reference: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    made = built_elsewhere(repo.plans, tmp_path / "made", tmp_path / "installed")
    assert differences(reference, made) == []


def test_a_clean_checkout_reads_like_its_commit(repo: Repo, reference: dict[str, bytes], tmp_path: Path) -> None:
    for name, revision in (("head", "HEAD"), ("id", repo.git("rev-parse", "HEAD")), ("branch", "main")):
        publish(repo.plans, tmp_path / name, at=revision)
        assert differences(reference, site(tmp_path / name)) == []


def test_what_is_done_in_several_processes_is_the_same(
    repo: Repo, reference: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_TOGETHER", 1)
    publish(repo.plans, tmp_path / "made", jobs=3)
    assert differences(reference, site(tmp_path / "made")) == []


def test_the_order_in_which_a_folder_lists_its_files_does_not_matter(repo: Repo, tmp_path: Path) -> None:
    """Without git the files come from the disk, in the order of the file system."""
    files = {file.relative_to(repo.plans): file.read_bytes() for file in repo.plans.rglob("*") if file.is_file()}
    for name, ordered in (("one", sorted(files)), ("two", sorted(files, reverse=True))):
        for file in ordered:
            (tmp_path / name / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / file).write_bytes(files[file])
        publish(tmp_path / name, tmp_path / f"{name}-site", as_of=date(2026, 1, 2))
    assert differences(site(tmp_path / "one-site"), site(tmp_path / "two-site")) == []


def test_files_across_accounts_are_the_same_from_several_processes(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(repo.plans, tmp_path / "one", as_of=date(2026, 7, 1))
    monkeypatch.setattr("kamsite.building.site._MANY_FILES", 2)
    publish(repo.plans, tmp_path / "three", as_of=date(2026, 7, 1), jobs=3)
    assert differences(site(tmp_path / "one"), site(tmp_path / "three")) == []
