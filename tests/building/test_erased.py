"""People who are erased: no byte of them in anything that is made of the plans, whatever version it is made from."""

import json
from pathlib import Path
from typing import Any

import pytest
from canaries import CANARY, Words, full_folder
from repositories import Repo
from sites import publish, site
from test_editions import AS_OF, site_yaml, text_of

from kamsite.cli import main

SITE = """
title: Kundenpläne
url: https://plans.example
languages: [de, en]
editions:
  team: {shows: [public, internal, personal, commercial]}
  company: {shows: [public, internal]}
  customer: {shows: [public], accounts: [nordwind-ag]}
lead: kaya
"""
STAFF = """
rehbein: {name: Jonas Rehbein, title: KAM, email: rehbein@hanse.example, photo: assets/jr.svg}
kaya: {name: Deniz Kaya, title: Service}
"""
COVER = """
account: {name: Nordwind AG, manager: kaya}
joint_planning: {people: [quast, vogt]}
sources:
  gespraech-quast: {title: Gespräch mit Dr. Quast am Messestand}
"""
QUAST = """name: Dr. Sabine Quast
title: Leiterin Einkauf
reports_to: vogt
attitude: positive
attitude_reason: Spielt mit uns Boule.
email: s.quast@nordwind.example
phone: +49 431 5550-210
photo: assets/sb1.svg
source: gespraech-quast
"""
VOGT = "{name: Henrik Vogt, influences: {quast: 3}, notes: Hört auf Sabine Quast., source: gespraech-quast}"
STRATEGY = """goals:
  a: {title: Rahmenvertrag mit Quast, owner: rehbein}
pipeline:
  six: {title: Sechs Linien, contacts: [quast], next_step: "Frau Quast anrufen, 0431 5550210", owner: kaya}
"""
PROSE = """# Plan

Mit [Sabine
Quast](people.yaml#quast) reden.

![Portrait](assets/sb1.svg) ![B](assets/org-quast.svg)
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>WORD</title><path d="M0 0h8v8z"/></svg>'
# What must stand nowhere; in small letters.
NEEDLES = (
    "quast",
    "lohmann",
    "boule",
    "5550-210",
    "5550210",
    "sb1",
    "leiterin einkauf",
    "ehemals buchhaltung",
    "jahrgangsbeste",
)


def people(quast: str, id_: str = "quast") -> str:
    entry = quast.replace("\n", "\n    ").rstrip()
    others = VOGT.replace("quast:", f"{id_}:")
    ties = f"- {{person: {id_}, by: rehbein, message: Die Jahrgangsbeste.}}\n- {{person: vogt, by: kaya}}\n"
    return f"people:\n  {id_}:\n    {entry}\n  vogt: {others}\nrelationships:\n{ties}"


def story(repo: Repo) -> None:
    """Somebody comes, changes, gets another id, name and a file of their own, is moved with the account, and leaves."""
    pictures = {
        name: PICTURE.replace("WORD", word) for name, word in (("sb1", "sb1"), ("org-quast", "x"), ("w", "Frau Quast"))
    }
    base: dict[str, str | None] = {
        "site.yaml": SITE,
        "staff.yaml": STAFF,
        "assets/jr.svg": PICTURE.replace("WORD", "rehbein-portrait"),
        "nordwind/plan.yaml": COVER,
        "nordwind/people.yaml": people(QUAST),
        "nordwind/strategy.yaml": STRATEGY,
        "nordwind/strategy.md": PROSE,
        "nordwind/people.md": "![w](assets/w.svg)\n",
        "thornmere/plan.yaml": "account: {name: Thornmere, manager: kaya}\n",
        "thornmere/people.yaml": "people:\n  lee: {name: Ann Lee, notes: Kennt Dr. Sabine Quast von früher.}\n",
        "programme/levers.yaml": "levers:\n  a: {title: Reden wie Sabine Quast, owner: rehbein}\n",
        **{f"nordwind/assets/{name}.svg": text for name, text in pictures.items()},
    }
    repo.commit("Frau Quast aufgenommen\n\nMit Dr. Sabine Quast (s.quast@nordwind.example) besprochen.", base)
    changed = QUAST.replace("positive", "negative").replace("Leiterin Einkauf", "Ehemals Buchhaltung")
    repo.commit("Streit", {"nordwind/people.yaml": people(changed)}, author="Jonas Rehbein")
    repo.commit("Kaputt", {"nordwind/people.yaml": people(changed) + "  - [\n"})
    alone = people("name: x", "lohmann").replace("  lohmann:\n    name: x\n", "")
    married = changed.replace("Sabine Quast", "Sabine Quast-Lohmann") + "formerly: quast\n"
    files: dict[str, str | None] = {
        "nordwind/people.yaml": alone,
        "nordwind/people/lohmann.yaml": married,
        "nordwind/plan.yaml": COVER.replace("[quast,", "[lohmann,"),
        "nordwind/strategy.yaml": STRATEGY.replace("[quast]", "[lohmann]"),
        "nordwind/strategy.md": PROSE.replace("#quast", "#lohmann"),
        "nordwind/strategy/goals/quast-lohmann-gewinnen.yaml": "title: Frau Quast-Lohmann gewinnen\nowner: rehbein\n",
    }
    repo.commit("Geheiratet", files)
    repo.git("mv", "plans/nordwind", "plans/nordwind-ag")
    cover = COVER.replace("[quast,", "[lohmann,").replace("AG,", "AG, formerly: nordwind,")
    repo.commit("Umbenannt", {"nordwind-ag/plan.yaml": cover})


def leave(repo: Repo) -> None:
    """The person leaves all files but those that mention them."""
    cover = "account: {name: Nordwind AG, manager: kaya, formerly: nordwind}\n"
    files: dict[str, str | None] = {
        "nordwind-ag/people.yaml": "people:\n  vogt: {name: Henrik Vogt, notes: Hört auf Frau Quast-Lohmann.}\n",
        "nordwind-ag/people/lohmann.yaml": None,
        "nordwind-ag/strategy.yaml": "pipeline:\n  six: {title: Sechs Linien, owner: kaya}\n",
        "nordwind-ag/strategy/goals/quast-lohmann-gewinnen.yaml": None,
        "nordwind-ag/plan.yaml": cover,
        "nordwind-ag/strategy.md": PROSE.replace("people.yaml#quast", "people.yaml"),
    }
    repo.commit("Quast-Lohmann ist weg", files)


def erase(repo: Repo, *people: str) -> None:
    repo.commit("Löschung", {"site.yaml": f"{SITE}erased: [{', '.join(people)}]\n"})


def found(texts: dict[str, bytes], needles: tuple[str, ...] = NEEDLES) -> dict[str, list[str]]:
    """Where needles stand, names of files included."""
    return {
        needle: where
        for needle in needles
        if (
            where := [file for file, text in texts.items() if needle.encode() in text.lower() or needle in file.lower()]
        )
    }


@pytest.fixture
def plans(repo: Repo) -> Repo:
    for file in sorted(repo.plans.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    story(repo)
    return repo


@pytest.mark.parametrize("edition", ["team", "company", "customer"])
@pytest.mark.parametrize("has_left", [True, False])
@pytest.mark.parametrize("named", ["nordwind-ag/lohmann", "nordwind/quast"])
def test_no_byte_of_an_erased_person_is_in_any_edition(
    plans: Repo, tmp_path: Path, edition: str, has_left: bool, named: str
) -> None:
    if has_left:
        leave(plans)
    publish(plans.plans, tmp_path / "before", edition=edition)
    assert edition == "customer" or found(site(tmp_path / "before"))
    erase(plans, named)
    publish(plans.plans, tmp_path / "site", edition=edition)
    assert found(site(tmp_path / "site")) == {}
    assert any(b"gel\xc3\xb6schte Person" in text for text in site(tmp_path / "site").values()) or edition == "customer"


def test_what_is_said_of_others_stays(plans: Repo, tmp_path: Path) -> None:
    more = {
        "thornmere/people.yaml": "people:\n  quast: {name: Karl Quast, email: k.quast@thornmere.example}\n",
        "zweiter/plan.yaml": "account: {name: Zweiter, manager: kaya}\n",
        "zweiter/people.yaml": "people:\n  quast: {name: Sabine Quast, notes: Nicht Henrik Vogt.}\n",
        "nordwind-ag/strategy.md": "Quasten und Frau Quast.\n",
    }
    plans.commit("Ein anderer", dict(more))
    erase(plans, "nordwind-ag/lohmann")
    publish(plans.plans, tmp_path / "site")
    told = {file: text.decode() for file, text in site(tmp_path / "site").items() if file.endswith(".html")}
    assert "Quasten und gelöschte Person." in told["nordwind-ag/strategy.html"]
    assert "Karl Quast" in told["thornmere/people.html"]
    assert "k.quast@thornmere.example" in told["thornmere/people.html"]
    assert "Henrik Vogt" in told["nordwind-ag/people.html"]
    assert "Sabine Quast" in told["zweiter/people.html"]
    assert "Gespräch mit gelöschte Person am Messestand" in told["sources.html"]


def test_one_of_us_is_erased_everywhere(plans: Repo, tmp_path: Path) -> None:
    table = "id;customer;revenue;owner\n1;Acme;1000;rehbein\n2;Beta;2000;kaya\n"
    plans.commit("Kunden", {"programme/customers.csv": table, "nordwind-ag/customer.md": "Jonas Rehbein war dort.\n"})
    needles = ("rehbein", "jr.svg", "rehbein-portrait")
    publish(plans.plans, tmp_path / "before")
    assert set(found(site(tmp_path / "before"), needles)) == set(needles)
    erase(plans, "rehbein")
    publish(plans.plans, tmp_path / "site")
    assert found(site(tmp_path / "site"), needles) == {}


@pytest.mark.parametrize(
    "command",
    [
        ["log", "nordwind-ag"],
        ["log", "nordwind-ag", "--format", "json"],
        ["blame", "nordwind-ag"],
        ["blame", "nordwind-ag", "--format", "json"],
        ["log", "programme"],
        *(
            ["diff", older, "HEAD", "--level", "cosmetic", "--format", form]
            for older in ("HEAD~7", "HEAD~6", "HEAD~3")
            for form in ("text", "html", "json", "markdown")
        ),
        ["review", "--base", "HEAD~6", "--jobs", "1"],
    ],
    ids=" ".join,
)
def test_commands_that_show_plans_name_nobody_who_is_erased(
    plans: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(plans.top)
    leave(plans)
    plans.commit("Toter Link", {"nordwind-ag/customer.md": "[Sie](people.yaml#quast) war es.\n"})

    def told() -> dict[str, bytes]:
        main([*command, "--language", "de"])
        output = capsys.readouterr()
        texts = {"out": output.out.encode(), "err": output.err.encode()}
        return texts | (site(plans.top / "review") if command[0] == "review" else {})

    plans.commit("Noch nichts", {"site.yaml": f"{SITE}theme: default\n"})
    before = told()
    assert found(before) or command[1] == "programme"
    plans.git("reset", "-q", "--hard", "HEAD~1")
    erase(plans, "nordwind-ag/lohmann")
    assert found(told()) == {}
    assert "Traceback" not in told()["err"].decode()


def test_versions_that_are_asked_for_are_read_as_the_settings_of_today_say(plans: Repo, tmp_path: Path) -> None:
    erase(plans, "nordwind-ag/lohmann")
    publish(plans.plans, tmp_path / "site", at="HEAD~3", keep_going=True)
    assert found(site(tmp_path / "site")) == {}


def test_a_remembered_site_forgets_who_is_erased(plans: Repo, tmp_path: Path) -> None:
    cache, out = tmp_path / "cache", tmp_path / "site"
    publish(plans.plans, out, cache=cache)
    publish(plans.plans, tmp_path / "old", at="HEAD~2", keep_going=True, cache=cache)
    assert found(site(out))
    erase(plans, "nordwind-ag/lohmann")
    publish(plans.plans, out, cache=cache)
    publish(plans.plans, tmp_path / "old", at="HEAD~3", keep_going=True, cache=cache)
    assert found(site(out)) == {}
    assert found(site(tmp_path / "old")) == {}
    publish(plans.plans, tmp_path / "clean")
    assert site(out) == site(tmp_path / "clean")


def test_without_git_the_files_are_shown_without_the_person(plans: Repo, tmp_path: Path) -> None:
    plans.write({"site.yaml": f"{SITE}erased: [nordwind-ag/lohmann]\n"})
    (plans.top / ".git").rename(tmp_path / "elsewhere")
    publish(plans.plans, tmp_path / "site")
    assert found(site(tmp_path / "site")) == {}


def test_a_check_says_where_the_files_still_hold_an_erased_person(
    plans: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(plans.top)
    erase(plans, "nordwind-ag/lohmann", "nordwind-ag/lohman", "zzz")
    main(["check", "--format", "json", "--language", "en", "--no-cache"])
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [one["message"]["en"] for one in told if one["code"] == "K608"] == [
        "`nordwind-ag/lohmann` is erased on every page, but the files still hold the person: nordwind-ag/people.yaml, "
        "nordwind-ag/people/lohmann.yaml, nordwind-ag/plan.yaml, nordwind-ag/strategy.md, nordwind-ag/strategy.yaml, …."
    ]
    never = [one["hint"]["en"] for one in told if one["code"] == "K607"]
    assert never[0] == "Did you mean nordwind-ag/lohmann?"
    assert never[1].startswith("Write account/id")


@pytest.mark.parametrize("is_ours", [False, True])
def test_of_a_person_in_every_field_no_word_is_left(tmp_path: Path, is_ours: bool) -> None:
    canaries = full_folder()
    account = canaries.accounts[1]
    file = "staff.yaml" if is_ours else f"{account}/people.yaml"
    _, data = canaries.data[file]
    people: dict[str, Any] = data if is_ours else data["people"]
    id_ = max(people, key=lambda one: len(str(people[one])))
    key = id_ if is_ours else f"{account}/{id_}"
    rest = [f"{name} {text}" for name, text in canaries.files.items() if f"/{id_}.yaml" not in name and name != file]
    elsewhere = frozenset(
        CANARY.findall(" ".join([*rest, str({name: one for name, one in people.items() if name != id_})]))
    )
    forbidden = (frozenset(CANARY.findall(str(people[id_]))) - elsewhere) | {id_}
    settings, _ = site_yaml(Words(9000), account)
    repo = Repo(tmp_path / "repo")
    repo.commit("All", {**canaries.files, "site.yaml": settings})
    publish(repo.plans, tmp_path / "before", edition="full", as_of=AS_OF, keep_going=True)
    assert words(tmp_path / "before") >= forbidden - {""}
    repo.commit("Erased", {"site.yaml": f"{settings}erased: [{key}]\n"})
    publish(repo.plans, tmp_path / "site", edition="full", as_of=AS_OF, keep_going=True)
    assert words(tmp_path / "site") & forbidden == frozenset()
    assert len(words(tmp_path / "site")) > 0.8 * len(words(tmp_path / "before"))


def words(out: Path) -> frozenset[str]:
    """The words of a site."""
    return frozenset(CANARY.findall(" ".join(text_of(file, text) for file, text in site(out).items()).lower()))


@pytest.mark.parametrize(
    "settings",
    [
        f"{SITE}erased: nordwind-ag/lohmann\n",
        f"{SITE}erased: [nordwind-ag/lohmann\n",
        f"{SITE}erased:\n- nordwind-ag/lohmann\ntitle: [\n",
    ],
)
def test_settings_with_a_mistake_erase_all_the_same(
    plans: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: str
) -> None:
    monkeypatch.chdir(plans.top)
    plans.write({"site.yaml": settings})
    main(["blame", "nordwind-ag"])
    main(["log", "nordwind-ag"])
    told = capsys.readouterr().out
    assert "Henrik Vogt" in told
    assert found({"out": told.encode()}) == {}
