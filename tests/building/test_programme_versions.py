"""The programme has versions as an account has them: listed, readable as they were, compared, told as news."""

import re
from pathlib import Path

import pytest
from pagecheck import dead_links, parsed
from repositories import Repo
from sites import pages, publish, site

SITE = """\
languages: [de, en]
url: https://plans.example
selection: {model: company}
versions: {keep: 2}
editions:
  team: {shows: [public, internal, commercial, personal]}
  management: {shows: [public, internal, commercial]}
  company: {shows: [public, internal]}
  some: {shows: [public, internal, commercial, personal], accounts: [nordwind]}
"""
STAFF = "weber: {name: Jonas Weber}\nkaya: {name: Deniz Kaya}\nlenz: {name: Martina Lenz}\n"
LEVERS = """\
levers: {plans: {title: Pläne für alle, growth: 5, ease: 4, topics: [plans], module: intro}}
modules: {intro: {title: Pläne einführen, start: 2026-01, end: 2026-06, owner: weber, status: doing}}
"""
MATURITY = "dimensions: {systems_and_steering: {topics: {plans: {title: Kundenpläne, as_is: 2, target: 5}}}}\n"
FITNESS = """\
statements: {plans: {title: Es gibt Pläne.}}
rounds: {2026-01: {plans: {weber: 1, kaya: 2, lenz: 2}}}
"""
SELECTION = "criteria: {size: {title: Größe, weight: 60}, fit: {title: Passung, weight: 40}}\nkey_account_from: 3.5\n"
TABLE = "id;name;revenue;plan\n1;Nordwind;100;nordwind\n2;Kran;50;\n"
PROFILES = """\
profiles: {kam: {title: Key Account Manager, skills: {analyse: {title: Kundenanalyse, required: 5}}}}
people: {weber: {profile: kam, skills: {analyse: 3}}}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Six versions of the programme: begun, a module put off, ratings, a table, two scores, a skill."""
    repo = Repo(tmp_path / "repo")
    base = {"site.yaml": SITE, "staff.yaml": STAFF, "nordwind/plan.yaml": "account: {name: Nordwind, manager: weber}\n"}
    begin = {"levers": LEVERS, "maturity": MATURITY, "fitness": FITNESS, "selection": SELECTION}
    files = {f"programme/{name}.yaml": text for name, text in begin.items()}
    repo.commit("Programm begonnen", {**base, **files}, author="Martina Lenz")
    repo.commit("Einführung dauert", {"programme/levers.yaml": LEVERS.replace("2026-06", "2026-12")}, author="Weber")
    repo.commit("Kaya bewertet neu", {"programme/fitness.yaml": FITNESS.replace("kaya: 2", "kaya: 5")}, author="Kaya")
    repo.commit("Tabelle", {"programme/customers.csv": TABLE})
    later = {"programme/maturity.yaml": MATURITY.replace("as_is: 2", "as_is: 3")}
    repo.commit("Reifer", {**later, "programme/customers.csv": TABLE.replace("50", "70")})
    repo.commit("Profile", {"programme/profiles.yaml": PROFILES})
    return repo


def commits(repo: Repo) -> list[str]:
    """The short ids of all commits, oldest first."""
    return [id_[:7] for id_ in repo.git("rev-list", "--reverse", "HEAD").split()]


def built(repo: Repo, edition: str = "team") -> dict[str, str]:
    """The pages of a site with at most one finding of advice."""
    out = repo.top.with_name(f"site-{edition}")
    publish(repo.plans, out, edition=edition, keep_going=True)
    return pages(out)


def broken(out: Path) -> list[str]:
    """Links of a site that lead nowhere; those of the page for such cases begin at the root of its web server."""
    return [link for link in dead_links(site(out)) if "404.html" not in link]


def text(html: str) -> str:
    return " ".join(" ".join(parsed(html).text).split())


def test_all_versions_are_listed_with_what_they_changed_and_why(repo: Repo) -> None:
    told = text(built(repo)["programme/versions.html"])
    for said in (
        "Einführung dauert Entscheidung Pläne einführen: Ende sechs Monate später (Juni 2026 → Dezember 2026)",
        "Kaya bewertet neu",
        "Reifer Kundenpläne: Ist 2 (Ansätze) → 3 (festgelegt); customers.csv: 1 Zeile geändert",
        "Tabelle customers.csv: hinzugefügt",
        "Programm begonnen Erste Version",
        "Martina Lenz",
    ):
        assert said in told


def test_a_version_can_be_read_as_it_was(repo: Repo) -> None:
    repo.git("tag", "start", commits(repo)[0])
    made = built(repo)
    first, fifth = (made[f"programme/versions/{commits(repo)[at]}/index.html"] for at in (0, 4))
    assert "Januar 2026 – Juni 2026" in text(first)
    assert "Das ist die erste Version des Programms." in text(first)
    assert re.search(r"Kundenpläne.{0,40} 2 .{0,20}5", text(first))
    assert "Kundenanalyse" not in text(fifth)
    assert "Seit v4" in text(fifth)
    assert "Januar 2026 – Dezember 2026" in text(fifth)
    assert "Kundenanalyse" in text(made[f"programme/versions/{commits(repo)[5]}/index.html"])


def test_what_the_settings_say_today_is_not_told_of_an_old_version(repo: Repo) -> None:
    made = built(repo)
    old, now = made[f"programme/versions/{commits(repo)[4]}/index.html"], made["programme/selection.html"]
    assert "Key Account ab 3,5" in text(old)
    assert ("Wer auswählt" in text(now), "Wer auswählt" in text(old)) == (True, False)


def test_only_the_last_versions_and_tagged_ones_have_a_page(repo: Repo) -> None:
    repo.git("tag", "start", commits(repo)[0])
    found = {name.split("/")[2] for name in built(repo) if re.fullmatch(r"programme/versions/\w+/index.html", name)}
    assert found == {commits(repo)[0], *commits(repo)[4:]}


def test_recent_versions_are_compared_with_today(repo: Repo) -> None:
    ids = commits(repo)
    page = built(repo)[f"programme/versions/{ids[1]}-{ids[5]}/index.html"]
    assert "Kundenpläne : Ist 2 (Ansätze) → 3 (festgelegt)" in text(page)
    assert "Pläne einführen" not in text(page).partition("Andere Versionen")[0]


def test_pages_lead_to_the_version_that_changed_them_last(repo: Repo) -> None:
    made = built(repo)
    for name, at in (("levers", 1), ("maturity", 4), ("customers", 4)):
        assert f'href="versions.html#v-{commits(repo)[at]}"' in made[f"programme/{name}.html"]


def test_where_each_value_comes_from_is_told(repo: Repo) -> None:
    told = text(built(repo)["programme/history.html"])
    assert "Pläne einführen Ende Dezember 2026 v2" in told
    assert "Weber Einführung dauert Juni 2026 ( v1 )" in told


def test_news_and_feeds_tell_of_the_programme(repo: Repo) -> None:
    out = repo.top.with_name("site")
    publish(repo.plans, out, keep_going=True)
    files = site(out)
    assert "KAM-Programm Kundenpläne: Ist 2 (Ansätze) → 3 (festgelegt)" in text(files["changes.html"].decode())
    assert "KAM programme Kundenpläne: as is" in text(files["en/changes.html"].decode())
    for feed in ("changes.atom", "programme/changes.atom"):
        assert "<title>KAM-Programm: Pläne einführen: Ende sechs Monate später" in files[feed].decode()
    assert b'href="https://plans.example/programme/versions.html#v-' in files["changes.atom"]
    assert b"programme/changes.atom" in files["programme/versions.html"].replace(
        b'"changes.atom', b'"programme/changes.atom'
    )


def test_the_dashboard_tells_the_newest_changes(repo: Repo) -> None:
    told = text(built(repo)["programme/index.html"])
    assert "Was sich zuletzt am Programm geändert hat" in told
    assert "Kundenpläne: Ist 2 (Ansätze) → 3 (festgelegt)" in told


@pytest.mark.parametrize("edition", ["team", "management", "company"])
def test_no_link_leads_nowhere(repo: Repo, edition: str) -> None:
    out = repo.top.with_name("site")
    publish(repo.plans, out, edition=edition, keep_going=True)
    assert not broken(out)


# -- editions ----------------------------------------------------------------------------------------------------------


def test_where_names_are_hidden_no_version_tells_what_somebody_rated(repo: Repo) -> None:
    """Means of several versions would tell it, where each was written by whoever rated."""
    repo.git("tag", "rated", commits(repo)[2])
    made = built(repo, "management")
    old = made[f"programme/versions/{commits(repo)[2]}/index.html"]
    assert "Es gibt Pläne." not in text(old)
    assert "Kundenpläne" in text(old)
    assert "nichts geändert, was hier gezeigt wird" in text(made["programme/versions.html"])
    assert "Kaya bewertet neu" not in "".join(made.values())


def test_profiles_and_tables_are_told_only_where_their_pages_are(repo: Repo) -> None:
    made = built(repo, "company")
    assert "programme/profiles.html" not in made
    past = re.compile("(changes|programme/(history|versions|versions/.*|index)).html")
    made = {name: text(html) for name, html in made.items() if past.fullmatch(name)}
    assert len(made) > 5
    for word in ("Kundenanalyse", "customers.csv", "Kran", "Profile und Schulungen"):
        assert not [name for name, said in made.items() if word in said]


def test_an_edition_for_some_accounts_knows_nothing_of_the_programme(repo: Repo) -> None:
    made = built(repo, "some")
    assert not [name for name in made if name.startswith("programme/")]
    assert "KAM-Programm" not in made["changes.html"]


def test_without_git_there_are_no_versions(tmp_path: Path, repo: Repo) -> None:
    publish(repo.plans, tmp_path / "with", keep_going=True)
    (repo.top / ".git").rename(tmp_path / "git")
    publish(repo.plans, tmp_path / "without", keep_going=True)
    assert "programme/versions.html" in site(tmp_path / "with")
    assert not [name for name in site(tmp_path / "without") if "version" in name and name.startswith("programme/")]
    assert not broken(tmp_path / "without")


# -- at the values themselves ------------------------------------------------------------------------------------------


def test_a_value_leads_to_who_set_it(repo: Repo) -> None:
    made = built(repo)
    (row,) = re.findall(
        r'<tr[^>]*id="(levers-modules-intro[^"]*)"[^>]*>(?:(?!</tr>).)*Weber', made["programme/history.html"], re.S
    )
    links = re.findall(
        r'<a class="past past--value" href="history.html#([^"]+)" title="v2 · [^"]*Weber', made["programme/levers.html"]
    )
    assert set(links) == {row}


def test_old_versions_and_an_only_version_have_no_such_links(repo: Repo) -> None:
    made = built(repo)
    old = [html for name, html in made.items() if name.startswith("programme/versions/")]
    assert len(old) > 3
    assert not [html for html in old if "past--value" in html]
    only = Repo(repo.top.with_name("only"))
    only.commit("Anfang", {"site.yaml": SITE, "staff.yaml": STAFF, "programme/levers.yaml": LEVERS})
    made = built(only)
    assert "past--value" not in made["programme/levers.html"]
    assert "programme/history.html" not in made
