"""What is remembered between builds does not grow for ever, and what is in use is not forgotten."""

from pathlib import Path

from repositories import Repo
from sites import publish

from kamsite.output.memo import Memo


def test_what_nobody_used_for_long_is_forgotten_and_what_this_build_made_stays(repo: Repo, tmp_path: Path) -> None:
    cache = tmp_path / "remembered"
    memo = Memo(cache)
    memo.put({"of another age": b"1"}, 0)
    memo.close()
    publish(repo.plans, tmp_path / "site", cache=cache)
    again = Memo(cache)
    assert again.get(["of another age"]) == {}
    again.close()
    summary = publish(repo.plans, tmp_path / "site", cache=cache)
    assert (summary.drawn, summary.written) == (0, 0)
