"""Surroundings of the tests of `source`: git without the configuration of whoever runs them."""

from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration


@pytest.fixture(autouse=True)
def no_user_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_user_configuration(monkeypatch, tmp_path)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")
