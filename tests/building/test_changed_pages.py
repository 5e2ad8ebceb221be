"""Version pages and lists of versions say what changed, by meaning; editions see only what they may."""

import re
from pathlib import Path

import pytest
from pagecheck import parsed
from repositories import Repo, without_user_configuration
from sites import pages, publish

SITE = """languages: [en, de]
layout: {engine: none}
editions:
  team: {shows: [public, internal, commercial, personal]}
  company: {shows: [public, internal]}
  customer: {shows: [public]}
"""
COVER = "account: {name: Nordwind, manager: weber}\n"
PEOPLE = "people: {brandt: {name: Sabine Brandt, roles: [decider], attitude: positive, title: Head}}\n"
MARINE = "nordwind/divisions/marine"
PROSE = "# Lage\n\nDie Linien in Kiel standen neun Stunden.\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Begun; Brandt turned (personal) with prose; a comment; a division; its name."""
    without_user_configuration(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "repo")
    base = {"site.yaml": SITE, "staff.yaml": "weber: {name: Jonas Weber}\n", "nordwind/plan.yaml": COVER}
    repo.commit("begin", {**base, "nordwind/people.yaml": PEOPLE, "nordwind/customer.md": PROSE})
    turned = {"nordwind/people.yaml": PEOPLE.replace("positive", "enemy")}
    repo.commit("turned", {**turned, "nordwind/customer.md": PROSE.replace("neun", "vier")}, author="Anna Alt")
    repo.commit("comment", {"nordwind/people.yaml": "# why\n" + PEOPLE.replace("positive", "enemy")})
    repo.commit("division", {f"{MARINE}/plan.yaml": "account: {name: Marine, industry: Ships}\n"})
    repo.commit("industry", {f"{MARINE}/plan.yaml": "account: {name: Marine, industry: Boats}\n"})
    return repo


def built(repo: Repo, edition: str = "team") -> dict[str, str]:
    out = repo.top.with_name(f"site-{edition}")
    publish(repo.plans, out, edition=edition)
    return pages(out)


def commits(repo: Repo) -> list[str]:
    return [id_[:7] for id_ in repo.git("rev-list", "--reverse", "HEAD").split()]


def text(html: str) -> str:
    return " ".join(" ".join(parsed(html).text).split())


def changed(made: dict[str, str], commit: str, plan: str = "nordwind", language: str = "") -> str:
    """What a version's page says of what changed."""
    page = made[f"{language}{plan}/versions/{commit}/index.html"]
    found = re.search(r'<article class="chapter" id="changes">.*?</article>', page, re.DOTALL)
    assert found, page[:200]
    return text(found[0])


def lines(html: str) -> list[str]:
    return [text(one) for one in re.findall(r'<div class="what">.*?</div>', html, re.DOTALL)]


def test_a_version_says_what_changed_since_the_one_before(repo: Repo) -> None:
    made, (first, turned, comment, *_) = built(repo), commits(repo)
    said = changed(made, turned)
    assert f"Since v1 · {first}" in said
    assert "Decision Sabine Brandt : attitude to us positive → enemy [now against us]" in said
    assert "Lage Die Linien in Kiel standen neun vier Stunden." in said
    assert "Entscheidung Sabine Brandt : Einstellung zu uns Positiv → Feind" in changed(made, turned, language="de/")
    assert "<del>neun</del> <ins>vier</ins>" in made[f"nordwind/versions/{turned}/index.html"]
    assert changed(made, comment).endswith("One place is only written in another way.")
    assert "This is the first version of the plan." in changed(made, first)


def test_a_division_has_its_own_changes_and_the_account_tells_them_too(repo: Repo) -> None:
    made, (*_, division, industry) = built(repo), commits(repo)
    assert "Account : industry “Ships” → “Boats”" in changed(made, industry, MARINE)
    assert "In the division Marine" in changed(made, industry)
    assert "New plan: Marine" in changed(made, division)


def test_the_list_tells_each_version_in_a_line(repo: Repo) -> None:
    made = built(repo)
    assert lines(made["nordwind/versions.html"]) == [
        "Marine: Account: industry “Ships” → “Boats” Details",
        "Decision Marine: New plan: Marine Details",
        "only written in another way Details",
        "Decision Sabine Brandt: attitude to us positive → enemy; customer.md: text edited: “neun” → “vier” Details",
        "First version",
    ]
    assert lines(made[f"{MARINE}/versions.html"])[0] == "Account: industry “Ships” → “Boats” Details"


def test_an_edition_learns_nothing_of_what_it_may_not_see(repo: Repo) -> None:
    turned = commits(repo)[1]
    made = built(repo, "company")
    everything = " ".join(made.values())
    for secret in ("enemy", "Enemy", "Feind", "neun", "Linien in Kiel"):
        assert secret not in everything, secret
    assert "Nothing changed that is shown here." in changed(made, turned)
    assert lines(made["nordwind/versions.html"])[-2] == "nothing changed that is shown here Details"
    assert not [name for name in built(repo, "customer") if "version" in name]


def test_how_many_versions_are_compared_is_a_setting(repo: Repo) -> None:
    repo.commit("two", {"site.yaml": SITE + "versions: {compared: 2}\n"})
    assert len(lines(built(repo)["nordwind/versions.html"])) == 2


def test_a_plan_that_was_hostile_in_a_version_writes_no_html(repo: Repo) -> None:
    repo.commit("bad", {"nordwind/plan.yaml": 'account: {name: "<script>alert(1)</script>", manager: weber}\n'})
    made = built(repo)
    assert "<script>alert" not in " ".join(made.values())
    assert "<script>alert(1)</script>" in changed(made, commits(repo)[-1])
