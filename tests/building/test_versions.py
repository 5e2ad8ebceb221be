"""Versions on the site: each readable as it was, marked as old; what is not known of them is said and not guessed."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from pagecheck import dead_links, parsed
from repositories import Repo
from sites import differences, pages, publish, site

from kamsite.cli import main
from kamsite.render.versions import flowing

SITE = "languages: [de]\nlayout: {engine: none}\nversions: {keep: 2}\nrepository: {url: https://git.example/p}\n"
COVER = "account: {name: Nordwind, manager: weber, logo: assets/logo.svg}\n"
STAFF = "weber: {name: Jonas Weber}\n"
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path class="{}" d="M0 0h1v1z"/></svg>'


def person(attitude: str) -> str:
    return f"people: {{vogt: {{name: Henrik Vogt, attitude: {attitude}, roles: [decider]}}}}\n"


@pytest.fixture
def nordwind(tmp_path: Path) -> Repo:
    """Four versions of a plan: begun, a person added, their attitude changed (tagged later), the logo changed."""
    repo = Repo(tmp_path / "repo")
    base = {"site.yaml": SITE, "staff.yaml": STAFF, "nordwind/plan.yaml": COVER}
    repo.commit("begin", {**base, "nordwind/assets/logo.svg": IMAGE.format("first")}, author="Anna Alt")
    repo.commit("Vogt", {"nordwind/people.yaml": person("positive")}, author="Bernd Bo")
    repo.git("tag", "review-2026")
    repo.commit("Vogt is angry", {"nordwind/people.yaml": person("enemy")}, author="Anna Alt")
    repo.commit("new logo", {"nordwind/assets/logo.svg": IMAGE.format("second")}, author="Anna Alt")
    return repo


def commits(repo: Repo) -> list[str]:
    """The short ids of all commits, oldest first."""
    return [id_[:7] for id_ in repo.git("rev-list", "--reverse", "HEAD").split()]


def built(repo: Repo, **options: object) -> dict[str, str]:
    """The pages of the site."""
    out = repo.top.with_name("site")
    publish(repo.plans, out, **options)  # type: ignore[arg-type]
    return pages(out)


def version_pages(made: dict[str, str], plan: str = "nordwind") -> list[str]:
    """The commits of the versions that can be read; pages that compare two of them are none of these."""
    start = f"{plan}/versions/"
    found = (name.removeprefix(start).removesuffix("/index.html") for name in made if name.startswith(start))
    return sorted(name for name in found if "-" not in name)


def text(html: str) -> str:
    return " ".join(" ".join(parsed(html).text).split())


# -- which can be read ---------------------------------------------------------------------------------------------


def test_the_last_few_and_all_tagged_versions_can_be_read(nordwind: Repo) -> None:
    first, second, third, fourth = commits(nordwind)
    made = built(nordwind)
    assert version_pages(made) == sorted([second, third, fourth])
    listed = made["nordwind/versions.html"]
    for commit in (second, third, fourth):
        assert f'href="versions/{commit}/index.html"' in listed
    assert f"versions/{first}/" not in listed
    assert first in listed


def test_how_many_are_kept_is_a_setting(nordwind: Repo) -> None:
    nordwind.commit("none", {"site.yaml": SITE.replace("keep: 2", "keep: 0")})
    assert version_pages(built(nordwind)) == [commits(nordwind)[1]]
    nordwind.commit("ten", {"site.yaml": SITE.replace("versions: {keep: 2}\n", "")})
    assert len(version_pages(built(nordwind))) == 4


def test_a_version_reads_as_it_was_and_says_that_it_is_old(nordwind: Repo) -> None:
    _, second, third, _ = commits(nordwind)
    made = built(nordwind)
    old, newer = made[f"nordwind/versions/{second}/index.html"], made[f"nordwind/versions/{third}/index.html"]
    assert "Henrik Vogt" in old
    assert "Positiv" in text(old)
    assert "Feind" not in text(old).replace("Feinde", "")
    assert "Feind" in text(newer)
    assert f"Der Plan, wie er in Version v2 · {second} vom 1. Januar 2026" in text(old)
    assert "Zur aktuellen Version" in old
    assert "Der Plan, wie er in Version" not in made["nordwind/whole.html"]


def test_a_version_has_the_assets_of_its_time(nordwind: Repo) -> None:
    _, second, _, fourth = commits(nordwind)
    built(nordwind)
    out = nordwind.top.with_name("site")
    assert b"first" in (out / "nordwind" / "versions" / second / "assets" / "logo.svg").read_bytes()
    assert b"second" in (out / "nordwind" / "versions" / fourth / "assets" / "logo.svg").read_bytes()
    assert b"second" in (out / "nordwind" / "assets" / "logo.svg").read_bytes()
    page = (out / "nordwind" / "versions" / second / "index.html").read_text()
    assert 'src="assets/logo.svg"' in page


def test_links_of_old_versions_lead_to_what_is_there_today(nordwind: Repo) -> None:
    """A division and an account of that time are gone; the plan itself has another address."""
    prose = "[Vogt](people.yaml#vogt) [hier](#lage) [Marine](divisions/marine/plan.yaml) [Gone](../gone/plan.yaml)\n"
    division = {"nordwind/divisions/marine/plan.yaml": "account: {name: Marine}\n"}
    files = {**division, "gone/plan.yaml": "account: {name: Gone}\n", "nordwind/customer.md": f"# Lage\n{prose}"}
    nordwind.commit("links", files)  # type: ignore[arg-type]
    nordwind.git("tag", "linked")
    shutil.rmtree(nordwind.plans / "gone")
    shutil.rmtree(nordwind.plans / "nordwind" / "divisions")
    (nordwind.plans / "nordwind").rename(nordwind.plans / "nordwind-ag")
    cover = "account: {name: Nordwind AG, formerly: nordwind, logo: assets/logo.svg}\n"
    nordwind.commit("renamed", {"nordwind-ag/plan.yaml": cover, "nordwind-ag/customer.md": None})
    made = built(nordwind)
    tagged = commits(nordwind)[4]
    assert tagged in version_pages(made, "nordwind-ag")
    assert not [name for name in made if name.startswith("nordwind/")]
    old = made[f"nordwind-ag/versions/{tagged}/index.html"]
    assert '<a href="#people-vogt">Vogt</a>' in old
    assert '<a href="#customer-lage">hier</a>' in old
    assert list(dead_links(site(nordwind.top.with_name("site")))) == []


# -- what a page says of its version ---------------------------------------------------------------------------------


def test_each_chapter_says_when_and_by_whom_it_last_changed(nordwind: Repo) -> None:
    _, _, third, fourth = commits(nordwind)
    made = built(nordwind)
    people = text(made["nordwind/people.html"])
    assert re.search(rf"Zuletzt geändert am 1. Januar 2026.{{0,9}} von Anna Alt in v3 · {third}", people)
    cover = text(made["nordwind/plan.html"])
    assert "von Anna Alt in v1" in cover
    for page in (people, cover):
        assert f"v4 · {fourth}" in page


def test_what_is_not_committed_is_a_draft_and_its_files_are_named(nordwind: Repo) -> None:
    nordwind.write({"nordwind/strategy.yaml": "mission: {account: x}\n"})
    made = built(nordwind)
    assert "v5 (Entwurf)" in text(made["nordwind/index.html"])
    assert "strategy.yaml" in text(made["nordwind/index.html"])
    assert "v5 (Entwurf)" in text(made["index.html"])
    assert "nordwind/strategy.yaml" in text(made["about.html"])
    clean = built(nordwind, at="HEAD")
    assert "Entwurf" not in text(clean["nordwind/index.html"])


def test_a_division_has_versions_of_its_own(nordwind: Repo) -> None:
    marine = "nordwind/divisions/marine/plan.yaml"
    nordwind.commit("marine", {marine: "account: {name: Marine}\n"})
    nordwind.commit("marine again", {marine: "account: {name: Marine GmbH}\n"})
    made = built(nordwind)
    *_, fifth, sixth = commits(nordwind)
    assert version_pages(made, "nordwind/divisions/marine") == sorted([fifth, sixth])
    assert f"v2 · {sixth}" in text(made["nordwind/divisions/marine/index.html"])
    assert f"v6 · {sixth}" in text(made["nordwind/index.html"])
    assert "Marine GmbH" not in made[f"nordwind/divisions/marine/versions/{fifth}/index.html"].partition("<main")[2]


def test_a_renamed_account_keeps_its_versions(nordwind: Repo) -> None:
    (nordwind.plans / "nordwind").rename(nordwind.plans / "nordwind-ag")
    cover = COVER.replace("logo:", "formerly: nordwind, logo:")
    nordwind.commit("renamed", {"nordwind-ag/plan.yaml": cover})
    made = built(nordwind)
    _, second, _, fourth, fifth = commits(nordwind)
    assert version_pages(made, "nordwind-ag") == sorted([second, fourth, fifth])
    assert f"v5 · {fifth}" in text(made["nordwind-ag/index.html"])
    assert "Henrik Vogt" in made[f"nordwind-ag/versions/{second}/index.html"]
    assert list(dead_links(site(nordwind.top.with_name("site")))) == []


# -- an earlier commit as a whole ------------------------------------------------------------------------------------


def test_everything_can_be_built_as_of_a_commit(nordwind: Repo) -> None:
    first, second, *_ = commits(nordwind)
    nordwind.commit("later", {"thornmere/plan.yaml": "account: {name: Thornmere}\n"})
    made = built(nordwind, at="review-2026")
    assert version_pages(made) == sorted([first, second])
    assert f"v2 · {second}" in text(made["nordwind/index.html"])
    assert "Positiv" in text(made["nordwind/people.html"])
    assert not [name for name in made if name.startswith("thornmere")]
    assert second in text(made["about.html"])


def test_an_earlier_commit_is_judged_at_its_own_time(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    goal = "goals: {a: {title: Ziel, actions: {b: {title: Anruf, due: 2026-01-15}}}}\n"
    files = {"site.yaml": SITE, "nordwind/plan.yaml": "account: {name: N}\n", "nordwind/strategy.yaml": goal}
    repo.commit("begin", files)  # type: ignore[arg-type]
    repo.now += 60 * 24 * 3600
    repo.commit("two months later", {"nordwind/customer.md": "Neues.\n"})
    assert "überfällig" in text(built(repo)["nordwind/index.html"])
    assert "überfällig" not in text(built(repo, at="HEAD~1")["nordwind/index.html"])
    assert "überfällig" in text(built(repo, at="HEAD~1", as_of=date(2026, 2, 1))["nordwind/index.html"])
    made = built(repo)
    late, early = (made[f"nordwind/versions/{commit}/index.html"] for commit in reversed(commits(repo)))
    assert "überfällig" in text(late)
    assert "überfällig" not in text(early)


def test_a_commit_that_does_not_exist_is_an_error(nordwind: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    out = nordwind.top.with_name("site")
    arguments = ["build", str(nordwind.plans), "--out", str(out), "--at", "nowhere", "--language", "en"]
    assert main(arguments) == 2
    assert "K008" in capsys.readouterr().err
    assert not out.exists()


# -- where git knows little -----------------------------------------------------------------------------------------


def without_git(repo: Repo) -> None:
    (repo.top / ".git").rename(repo.top / "git-put-away")


def test_without_git_nothing_is_versioned_and_that_is_said(nordwind: Repo) -> None:
    without_git(nordwind)
    made = built(nordwind, as_of=date(2026, 1, 2))
    assert "nicht versioniert" in text(made["nordwind/index.html"])
    assert "Zuletzt geändert" not in text(made["nordwind/people.html"])
    assert version_pages(made) == []
    assert "K001" in text(made["findings.html"])
    assert list(dead_links(site(nordwind.top.with_name("site")))) == []


def test_before_the_first_commit_everything_is_a_draft(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write({"site.yaml": SITE, "nordwind/plan.yaml": "account: {name: Nordwind}\n"})
    made = built(repo, as_of=date(2026, 1, 2))
    assert "v1 (Entwurf)" in text(made["nordwind/index.html"])
    assert version_pages(made) == []
    assert list(dead_links(site(repo.top.with_name("site")))) == []


def test_a_shallow_clone_says_unknown_rather_than_something_wrong(nordwind: Repo, tmp_path: Path) -> None:
    clone = nordwind.shallow_clone(tmp_path / "clone", 2)
    made = built(clone)
    newest = commits(nordwind)[-1]
    # The clone knows that the logo changed last, but not when the people did, nor how many versions there are.
    assert newest in text(made["nordwind/index.html"])
    assert "v4" not in text(made["nordwind/index.html"])
    assert "Zuletzt geändert" not in text(made["nordwind/people.html"])
    assert "K002" in text(made["findings.html"])
    assert "ohne vollständige Geschichte" in text(made["nordwind/versions.html"])
    out = tmp_path / "strict"
    assert main(["build", str(clone.plans), "--out", str(out), "--strict", "--language", "en"]) == 1
    assert not out.exists()


def test_an_old_version_is_the_same_whatever_came_later(nordwind: Repo) -> None:
    before = built(nordwind)
    nordwind.commit("later", {"nordwind/customer.md": "Neues.\n"})
    after = built(nordwind)
    _, second, _, fourth = commits(nordwind)[:4]
    for commit in (second, fourth):
        name = f"nordwind/versions/{commit}/index.html"
        assert differences({"a": before[name].encode()}, {"a": after[name].encode()}) == []


def test_a_reason_flows_as_its_page_is_wide_and_keeps_its_lists() -> None:
    body = "Goals of both sides are\nshown outside.\n\nStill to do:\n- one\n- two\n1. three\nReviewed-by: Anna Alt"
    assert flowing(body) == (
        "Goals of both sides are shown outside.\n\nStill to do:\n- one\n- two\n1. three\nReviewed-by: Anna Alt"
    )
