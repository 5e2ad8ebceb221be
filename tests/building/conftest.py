"""Surroundings of the tests of building: git without the configuration of whoever runs them, a small repository."""

from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration
from sites import PLANS, written


@pytest.fixture(autouse=True)
def no_user_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    # A crash of ours is seen as such.
    monkeypatch.setenv("KAMSITE_DEBUG", "1")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with the small plans, in three commits."""
    repo = Repo(tmp_path / "repo")
    files = written(PLANS)
    first = {name: text for name, text in files.items() if name.startswith(("site", "staff", "nordwind/plan"))}
    first["nordwind/assets/logo.svg"] = files["nordwind/assets/logo.svg"]
    repo.commit("Nordwind: begin", first)
    repo.commit("Thornmere: begin\n\nThe second account.", {n: t for n, t in files.items() if n not in first})
    repo.commit(
        "Nordwind: who decides", {"nordwind/people.md": "# Notizen\nBrandt entscheidet.\n"}, author="Jonas Weber"
    )
    return repo
