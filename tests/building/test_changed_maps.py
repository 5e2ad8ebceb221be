"""Version pages show the power map with the changes drawn in, to those who may see what changed."""

import re
from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration
from sites import pages, publish

SITE = """languages: [en, de]
editions:
  team: {shows: [public, internal, commercial, personal]}
  company: {shows: [public, internal]}
"""
PEOPLE = """people:
  vogt: {name: Henrik Vogt, title: Board}
  brandt: {name: Sabine Brandt, roles: [decider], attitude: positive, contact: 4, reports_to: vogt}
"""
MARINE = "nordwind/divisions/marine"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Begun with a division; Brandt turned, and somebody is new in the division; a reason added that no map shows."""
    without_user_configuration(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "repo")
    base = {
        "site.yaml": SITE,
        "staff.yaml": "weber: {name: Jonas Weber}\n",
        "nordwind/plan.yaml": "account: {name: Nordwind, manager: weber}\n",
        f"{MARINE}/plan.yaml": "account: {name: Marine}\n",
        f"{MARINE}/people.yaml": "people: {moeller: {name: Jørgen Møller}}\n",
    }
    repo.commit("begin", {**base, "nordwind/people.yaml": PEOPLE})
    new = "people: {moeller: {name: Jørgen Møller}, lund: {name: Mette Lund, reports_to: moeller}}\n"
    turned = PEOPLE.replace("positive", "enemy")
    repo.commit("turned", {"nordwind/people.yaml": turned, f"{MARINE}/people.yaml": new})
    repo.commit("reason", {"nordwind/people.yaml": turned.replace("attitude", "attitude_reason: Price, attitude")})
    return repo


def version_pages(repo: Repo, edition: str = "team") -> list[str]:
    out = repo.top.with_name(f"site-{edition}")
    publish(repo.plans, out, edition=edition)
    commits = [id_[:7] for id_ in repo.git("rev-list", "--reverse", "HEAD").split()]
    made = pages(out)
    return [made[f"nordwind/versions/{commit}/index.html"] for commit in commits]


def test_a_version_draws_what_changed_on_its_maps(repo: Repo) -> None:
    first, turned, reason = version_pages(repo)
    assert turned.count('class="powermap powermap--changes"') == 2
    assert "Positive → Enemy" in turned
    assert "Mette Lund: New on the map." in turned
    assert "powermap--changes" not in first + reason
    assert '<p class="verdicts__title">Before</p>' in turned
    assert "Power map: Key" not in turned  # the verdict is not told a second time among what follows


def test_ids_stay_unique_on_a_page_with_several_maps(repo: Repo) -> None:
    for page in version_pages(repo):
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert len(ids) == len(set(ids))
        names = set(re.findall(r'<input type="radio" name="([^"]*)"', page))
        assert len(names) == page.count('class="powermap powermap--changes"')


def test_an_edition_that_hides_attitudes_draws_none_of_their_changes(repo: Repo) -> None:
    _, turned, _ = version_pages(repo, "company")
    assert turned.count('class="powermap powermap--changes"') == 1
    assert "Enemy" not in turned
    assert "New on the map" in turned
