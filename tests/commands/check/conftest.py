"""A repository of sound plans, and a check of it after some files were written."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from checks import SOUND, Told
from repositories import Repo, without_user_configuration

from kamsite.cli import main


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KAMSITE_LANGUAGE", "en")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with sound plans, committed on 2026-01-01."""
    repo = Repo(tmp_path / "repo")
    repo.commit("Sound", dict(SOUND))
    return repo


@pytest.fixture
def check(repo: Repo, capsys: pytest.CaptureFixture[str]) -> Told:
    """Checks the plans after writing some files; the exit code and one line for each finding."""

    def told(files: Mapping[str, str | None], *arguments: str, as_of: str = "2026-02-01") -> tuple[int, list[str]]:
        repo.write({name: text and dedent(text) for name, text in files.items()})
        common = ("--format", "concise", "--jobs", "1", "--as-of", as_of)
        code = main(["check", str(repo.plans), *common, *arguments])
        lines = capsys.readouterr().out.splitlines()
        return code, [line.removeprefix(f"{repo.plans}/") for line in lines]

    return told
