"""Version pages and lists of versions say what changed, by meaning; editions see only what they may."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pagecheck import parsed
from repositories import Repo, without_user_configuration
from sites import pages, publish

from kamsite.building.question import Question
from kamsite.serving.live import LiveSite

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
    everything = " ".join(html for name, html in made.items() if not name.endswith("glossary.html"))
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


# -- where values come from ----------------------------------------------------------------------------------------


def row(html: str, anchor: str) -> str:
    """The row of a table with an anchor."""
    found = re.search(rf'<tr id="{anchor}".*?</tr>', html, re.DOTALL)
    assert found, anchor
    return text(found[0])


def test_a_page_tells_where_each_value_comes_from(repo: Repo) -> None:
    made = built(repo)
    page = made["nordwind/history.html"]
    assert re.sub(r"\s+", " ", row(page, "people-people-brandt")) == (
        "Sabine Brandt attitude to us enemy v2 · 1 Jan 2026 · Anna Alt turned positive ( v1 )"
    )
    assert "name, roles in the buying centre, position" in text(page)
    german = row(made["de/nordwind/history.html"], "people-people-brandt")
    assert "Einstellung zu uns Feind" in german
    assert "Positiv ( v1 )" in german
    assert "industry Boats" in text(made[f"{MARINE}/history.html"]).replace("“", "").replace("”", "")


def test_headings_lead_to_where_values_come_from(repo: Repo) -> None:
    made = built(repo)
    people = made["nordwind/people.html"]
    links = re.findall(r'<a class="past" href="([^"]*)">([^<]*)</a>', people)
    assert ("history.html#people-people-brandt", "history") in links
    assert ("history.html#people-people", "history") in links
    page = made["nordwind/history.html"]
    for name in ("nordwind/people.html", "nordwind/plan.html", "nordwind/customer.html"):
        for href, _ in re.findall(r'<a class="past" href="([^"]*)">([^<]*)</a>', made[name]):
            assert f'id="{href.partition("#")[2]}"' in page, href
    for name in ("nordwind/whole.html", f"nordwind/versions/{commits(repo)[1]}/index.html"):
        assert 'class="past"' not in made[name]


def test_a_plan_with_one_version_has_no_such_page(repo: Repo) -> None:
    repo.commit("new", {"thornmere/plan.yaml": "account: {name: Thornmere, manager: weber}\n"})
    made = built(repo)
    assert "thornmere/history.html" not in made
    assert 'class="past"' not in made["thornmere/plan.html"]


def test_editions_see_no_reasons_and_none_without_history_sees_anything(repo: Repo) -> None:
    page = built(repo, "company")["nordwind/history.html"]
    assert "turned" not in page
    assert "attitude" not in page
    customers = built(repo, "customer")
    assert not [name for name in customers if "history" in name or "changes" in name]
    assert 'class="past"' not in " ".join(customers.values())


# -- lately --------------------------------------------------------------------------------------------------------


def test_a_page_across_accounts_tells_what_changed_lately(repo: Repo) -> None:
    repo.commit("new", {"thornmere/plan.yaml": "account: {name: Thornmere, manager: weber}\n"}, author="Dora Da")
    made = built(repo)
    said = text(made["changes.html"])
    assert "1 January 2026" in said
    first, second, third, fourth, *rest = lines(made["changes.html"])
    assert (first, second, third) == (
        "First version",
        "Marine: Account: industry “Ships” → “Boats”",
        "Marine: New plan: Marine",
    )
    assert fourth.startswith("Sabine Brandt: attitude to us positive → enemy")
    assert rest == ["First version"]
    assert "Dora Da" in said
    assert "Anna Alt" in said
    assert 'href="changes.html" aria-current="page">News</a>' in made["changes.html"]
    assert 'href="nordwind/versions.html#v-' in made["changes.html"]


def test_an_edition_does_not_hear_of_changes_that_it_may_not_see(repo: Repo) -> None:
    said = built(repo, "company")["changes.html"]
    assert "attitude" not in said
    assert "customer.md" not in said
    assert len(lines(said)) == 3


# -- feeds ---------------------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


def feeds(repo: Repo, edition: str = "team") -> dict[str, ElementTree.Element]:
    out = repo.top.with_name(f"site-{edition}")
    publish(repo.plans, out, edition=edition)
    return {
        file.relative_to(out).as_posix(): ElementTree.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own
        for file in sorted(out.rglob("*.atom"))
    }


def test_without_an_address_of_the_site_there_is_no_feed(repo: Repo) -> None:
    assert feeds(repo) == {}
    assert "application/atom+xml" not in built(repo)["index.html"]


def test_there_is_a_feed_for_all_and_one_for_each_plan(repo: Repo) -> None:
    repo.commit("address", {"site.yaml": "url: https://plans.example/kam/\n" + SITE})
    made = feeds(repo)
    assert sorted(made) == sorted(
        f"{language}{name}changes.atom" for language in ("", "de/") for name in ("", "nordwind/", f"{MARINE}/")
    )
    everything = made["changes.atom"]
    assert everything.findtext(f"{ATOM}id") == "https://plans.example/kam/changes.atom"
    assert everything.findtext(f"{ATOM}author/{ATOM}name")
    entries = everything.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    assert titles[0] == "Nordwind: Marine: Account: industry “Ships” → “Boats”"
    assert len(entries) == len({entry.findtext(f"{ATOM}id") for entry in entries}) == 4
    turned = entries[2]
    assert "Decision · Sabine Brandt: attitude to us positive → enemy" in (turned.findtext(f"{ATOM}summary") or "")
    assert turned.findtext(f"{ATOM}author/{ATOM}name") == "Anna Alt"
    assert turned.findtext(f"{ATOM}updated") == "2026-01-01T10:00:00Z"
    links = [link.get("href", "") for feed in made.values() for link in feed.iter(f"{ATOM}link")]
    pages_there = {path.relative_to(repo.top.with_name("site-team")).as_posix() for path in _files(repo)}
    assert links
    for link in links:
        assert link.startswith("https://plans.example/kam/")
        assert link.removeprefix("https://plans.example/kam/").partition("#")[0] in pages_there, link
    german = made["de/nordwind/changes.atom"]
    assert german.findtext(f"{ATOM}title") == "Nordwind: was sich geändert hat"
    head = built(repo)["nordwind/people.html"]
    assert '<link rel="alternate" type="application/atom+xml" title="Nordwind" href="changes.atom">' in head
    assert 'href="../changes.atom"' in head


def _files(repo: Repo) -> list[Path]:
    return [path for path in repo.top.with_name("site-team").rglob("*") if path.is_file()]


def test_a_feed_honours_the_edition(repo: Repo) -> None:
    repo.commit("address", {"site.yaml": "url: https://plans.example\n" + SITE})
    told = "".join(ElementTree.tostring(feed, "unicode") for feed in feeds(repo, "company").values())
    assert told
    for secret in ("attitude", "enemy", "turned", "neun"):
        assert secret not in told
    assert feeds(repo, "customer") == {}


# -- any two versions ----------------------------------------------------------------------------------------------


def test_recent_versions_are_compared_with_the_current_one(repo: Repo) -> None:
    made = built(repo)
    first, turned, comment, division, industry = commits(repo)
    said = text(made[f"nordwind/versions/{first}-{industry}/index.html"])
    assert f"What changed between v1 · {first} and v5 · {industry}" in said
    assert "attitude to us positive → enemy" in said
    assert "New plan: Marine" in said
    assert f'href="../{turned}-{industry}/index.html"' in made[f"nordwind/versions/{first}-{industry}/index.html"]
    paired = {name.split("/")[2] for name in made if re.match(r"nordwind/versions/.*-", name)}
    assert paired == {f"{one}-{industry}" for one in (first, turned, comment)}
    listed = made["nordwind/versions.html"]
    assert f'href="versions/{comment}-{industry}/index.html">Compare with today</a>' in listed
    assert f"versions/{division}-{industry}" not in listed
    german = text(made[f"de/nordwind/versions/{first}-{industry}/index.html"])
    assert "Einstellung zu uns Positiv → Feind" in german


def test_how_many_are_compared_with_the_current_one_is_a_setting(repo: Repo) -> None:
    repo.commit("none", {"site.yaml": SITE + "versions: {pairs: 0}\n"})
    assert not [name for name in built(repo) if re.match(r"nordwind/versions/.*-", name)]


def test_the_dev_server_compares_any_two(repo: Repo) -> None:
    first, turned, *_ = commits(repo)
    live = LiveSite(Question(repo.plans, edition="team"))
    live.begin()
    page = live.page(f"nordwind/versions/{first}-{turned}/index.html")
    assert page
    assert "attitude to us positive → enemy" in text(page.content.decode())
    assert live.page(f"nordwind/versions/{first}-0123456/index.html") is None
    newest = commits(repo)[-1]
    page = live.page(f"nordwind/versions/{first}-{newest}/index.html")
    assert page
    assert page.content.decode() == built(repo)[f"nordwind/versions/{first}-{newest}/index.html"]
