"""Since when somebody is a key account, and dead horses, told by git alone."""

from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.building.account import read_account
from kamsite.building.checking import check
from kamsite.building.question import Question
from kamsite.building.survey import survey, survey_for_check, works_of
from kamsite.model.analyses.programme.selection import Standing
from kamsite.output.memo import Memo

CRITERIA = "criteria: {a: {title: A, weight: 50}, b: {title: B, weight: 50}}\nkey_account_from: 3.5\n"
SITE = "editions: {team: {shows: [public, internal, commercial, personal]}, company: {shows: [public, internal]}}\n"
YEAR = 365 * 24 * 3600


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "repository")
    repo.write({"site.yaml": SITE, "programme/selection.yaml": CRITERIA})
    return repo


def commit(repo: Repo, segment: str, scores: str, years: float = 0) -> str:
    repo.now += int(years * YEAR)
    repo.write(
        {"nordwind/plan.yaml": f"account: {{name: Nordwind, segment: {segment}}}\nselection: {{scores: {scores}}}\n"}
    )
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "The selection was gone through")
    return repo.git("rev-parse", "--short=7", "HEAD")


def standing(repo: Repo, edition: str | None = None) -> Standing:
    memo = Memo(None)
    question = Question(repo.plans, edition=edition)
    surroundings, histories = survey(question, memo) if edition else survey_for_check(question, memo)[:2]
    read = read_account(works_of(surroundings, histories)["nordwind"], surroundings)
    assert read.standing is not None
    return read.standing


def horses(repo: Repo) -> list[str]:
    found = check(Question(repo.plans), None, jobs=1).findings
    return [finding.message.en for finding in found if finding.code == "K498"]


def test_the_version_in_which_the_segment_became_key_is_known(repo: Repo) -> None:
    commit(repo, "focus", "{a: 4, b: 4}")
    chosen = commit(repo, "key", "{a: 4, b: 4}", years=1)
    commit(repo, "key", "{a: 5, b: 4}", years=0.5)
    key = standing(repo).key
    assert key is not None
    assert (key.commit, key.is_first, key.day[:4]) == (chosen, False, "2027")


def test_a_key_account_from_the_first_version_on_may_have_been_one_before(repo: Repo) -> None:
    first = commit(repo, "key", "{a: 4, b: 4}")
    commit(repo, "key", "{a: 5, b: 4}", years=1)
    key = standing(repo).key
    assert key is not None
    assert (key.commit, key.is_first) == (first, True)


def test_a_decision_that_is_not_committed_has_no_version(repo: Repo) -> None:
    commit(repo, "focus", "{a: 4, b: 4}")
    repo.write({"nordwind/plan.yaml": "account: {name: Nordwind, segment: key}\n"})
    assert standing(repo).key is None


def test_the_version_in_which_the_score_reached_the_threshold_is_known(repo: Repo) -> None:
    commit(repo, "focus", "{a: 4, b: 2}")
    reached = commit(repo, "focus", "{a: 4, b: 3}", years=0.5)
    commit(repo, "focus", "{a: 5, b: 5}", years=0.5)
    told = standing(repo)
    assert told.reached is not None
    assert (told.reached.commit, told.reached.is_first) == (reached, False)
    assert (told.key, told.below) == (None, None)


def test_two_years_below_the_threshold_make_a_dead_horse(repo: Repo) -> None:
    commit(repo, "key", "{a: 4, b: 4}")
    commit(repo, "key", "{a: 3, b: 2}", years=1)
    commit(repo, "key", "{a: 2, b: 3}", years=1.9)
    assert horses(repo) == []
    repo.write({"nordwind/people.yaml": "people: {brandt: {name: Brandt}}\n"})
    repo.now += int(0.2 * YEAR)
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Brandt")
    (told,) = horses(repo)
    assert "less than 3.5 since 2027-01-01" in told
    assert "today 2.5" in told


def test_who_recovered_in_between_is_alive(repo: Repo) -> None:
    commit(repo, "key", "{a: 3, b: 2}")
    commit(repo, "key", "{a: 4, b: 4}", years=1)
    commit(repo, "key", "{a: 3, b: 2}", years=1)
    assert horses(repo) == []
    below = standing(repo).below
    assert below is not None
    assert not below.is_first


def test_who_was_no_key_account_then_is_no_dead_horse(repo: Repo) -> None:
    commit(repo, "focus", "{a: 3, b: 2}")
    commit(repo, "key", "{a: 3, b: 2}", years=2.5)
    assert horses(repo) == []


def test_an_edition_without_the_selection_knows_nothing_of_its_past(repo: Repo) -> None:
    commit(repo, "key", "{a: 3, b: 2}")
    told = standing(repo, "company")
    assert told.scores == {}
    assert told.below is None
