"""Moves between classes since an earlier commit, where there is no table of an earlier year."""

from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.building.customerbase import counted_customers
from kamsite.building.question import Question
from kamsite.building.survey import survey_for_check
from kamsite.model.analyses.programme.abc import CustomerBase
from kamsite.output.memo import Memo

HEAD = "id;name;revenue\n"
THEN = HEAD + "1;A;80\n2;B;15\n3;C;5\n"
NOW = HEAD + "1;A;5\n2;B;80\n3;C;15\n"
YEAR = 365 * 24 * 3600


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    return Repo(tmp_path / "repository")


def base(repo: Repo) -> CustomerBase:
    memo = Memo(None)
    surroundings, _, _ = survey_for_check(Question(repo.plans), memo)
    found = counted_customers(surroundings, memo).base
    assert found is not None
    return found


def commit(repo: Repo, table: str, years: float = 0) -> str:
    repo.now += int(years * YEAR)
    repo.write({"programme/customers.csv": table})
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Customers out of the ERP")
    return repo.git("rev-parse", "--short=7", "HEAD")


def test_the_first_table_has_nothing_to_be_compared_with(repo: Repo) -> None:
    commit(repo, NOW)
    assert base(repo).earlier == ()


def test_the_table_of_a_year_ago_is_the_one_that_counts(repo: Repo) -> None:
    commit(repo, HEAD + "1;A;1\n")
    a_year_ago = commit(repo, THEN, years=1)
    commit(repo, HEAD + "1;A;2\n", years=0.5)
    commit(repo, NOW, years=0.5)
    (earlier,) = base(repo).earlier
    assert earlier.label == a_year_ago
    assert earlier.moves is not None
    assert {(move.id, move.before, move.after) for move in earlier.moves.rows} == {
        ("1", "A", "C"),
        ("2", "B", "A"),
        ("3", "C", "B"),
    }


def test_what_is_not_committed_is_compared_with_the_commit(repo: Repo) -> None:
    committed = commit(repo, THEN)
    repo.write({"programme/customers.csv": NOW})
    (earlier,) = base(repo).earlier
    assert earlier.label == committed


def test_a_table_of_a_year_goes_before_the_commits(repo: Repo) -> None:
    commit(repo, THEN)
    repo.write({"programme/customers-2024.csv": THEN, "programme/customers-2025.csv": THEN})
    commit(repo, NOW, years=1)
    assert [one.label for one in base(repo).earlier] == ["2025", "2024"]
