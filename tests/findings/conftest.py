"""Surroundings of the cases: all of them in one repository with one commit, so that everything is versioned."""

import shutil
from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

HERE = Path(__file__).parent
# 2026-06-01 08:00 UTC; the cases are judged a month later unless a file `as-of` says otherwise.
COMMITTED = 1_780_300_800


@pytest.fixture(autouse=True)
def no_user_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with all cases, each with the usual settings where it has none of its own."""
    top = tmp_path_factory.mktemp("cases")
    repo = Repo(top, "good")
    repo.now = COMMITTED
    for kind in ("bad", "good"):
        shutil.copytree(HERE / kind, top / kind, dirs_exist_ok=True)
        for case in (top / kind).iterdir():
            for settings in HERE.joinpath("usual").iterdir():
                if not (case / "plans" / settings.name).exists() and not case.name.startswith("K014"):
                    shutil.copy(settings, case / "plans")
    repo.commit("All cases")
    return top
