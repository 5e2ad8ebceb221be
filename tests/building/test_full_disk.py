"""A disk that is full, a file that cannot be read: told as what they are, and never a site with holes."""

import errno
import os
from pathlib import Path

import pytest
from repositories import Repo
from sites import publish, site

from kamsite.building import work
from kamsite.output.published import OutputError
from kamsite.source.surroundings import SourceError, ignored_by_git


def test_a_full_disk_ends_the_build_even_if_it_is_to_keep_going(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAMSITE_DEBUG")
    publish(repo.plans, tmp_path / "out")
    before = site(tmp_path / "out")

    def write_files(*_: object) -> dict[str, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(work, "write_files", write_files)
    with pytest.raises(OutputError) as refused:
        publish(repo.plans, tmp_path / "out", keep_going=True)
    assert refused.value.finding.code == "K022"
    assert site(tmp_path / "out") == before


def test_what_cannot_be_read_is_told_as_such_and_not_as_a_mistake_of_ours(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_in_steps(*_: object) -> None:
        raise SourceError(ignored_by_git())

    monkeypatch.setattr(work, "read_in_steps", read_in_steps)
    summary = publish(repo.plans, tmp_path / "out")
    assert not summary.counts.get("error")
    assert summary.counts.get("warning")
