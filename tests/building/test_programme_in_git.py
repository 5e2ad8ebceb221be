"""What git knows about the programme is on its pages: how it developed, what was put off, who changed it."""

from datetime import datetime
from pathlib import Path

import pytest
from pagecheck import said_in, words
from programme_site import AS_OF, LEVERS, MATURITY, PROGRAMME
from repositories import Repo
from sites import PLANS, pages, publish, written


def _seconds(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T09:00:00+01:00").timestamp())


@pytest.fixture
def versions(tmp_path: Path) -> Repo:
    """A programme with two versions, a year apart."""
    repo = Repo(tmp_path / "repo")
    repo.now = _seconds("2025-11-03")
    older = MATURITY.replace("as_is: 3, target: 5", "as_is: 1, target: 5")
    repo.commit("Begun", written({**PLANS, **PROGRAMME, "programme/maturity.yaml": older}))
    repo.now = _seconds("2026-11-05")
    repo.commit("Reviewed", written({"programme/maturity.yaml": MATURITY}), author="Martina Lenz")
    return repo


def test_the_development_comes_from_earlier_versions(versions: Repo, tmp_path: Path) -> None:
    publish(versions.plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    page = pages(tmp_path / "out")["programme/maturity.html"]
    assert "Kundenpläne Vier Pläne. 3 5 2" in said_in(page, "systems_and_steering")
    assert "3. Nov. 2025 : 1 · 5. Nov. 2026 : 3" in said_in(page, "systems_and_steering")
    assert "Zuletzt geändert am 5. November 2026 von Martina Lenz" in words(page)
    assert "Zuletzt geändert am 3. November 2025" in words(pages(tmp_path / "out")["programme/levers.html"])


def test_the_roadmap_tells_which_ends_moved_since_they_were_first_planned(versions: Repo, tmp_path: Path) -> None:
    later = LEVERS.replace("start: 2027-01, end: 2027-12", "start: 2027-01, end: 2028-03")
    versions.commit("Put off", written({"programme/levers.yaml": later}))
    publish(versions.plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    made = pages(tmp_path / "out")
    for page in ("levers", "index"):
        told = said_in(made[f"programme/{page}.html"], "roadmap")
        assert "Januar 2027 – März 2028 zuerst geplant bis 31. Dez. 2027" in told
        assert told.count("zuerst geplant bis") == 1


def test_what_is_not_committed_yet_is_told(versions: Repo, tmp_path: Path) -> None:
    versions.write({"programme/maturity.yaml": MATURITY.replace("as_is: 3", "as_is: 4")})
    publish(versions.plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    made = pages(tmp_path / "out")
    assert "noch nicht eingetragen" in words(made["programme/maturity.html"])
    assert "noch nicht eingetragen" not in words(made["programme/levers.html"])
