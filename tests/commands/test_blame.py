"""`kamsite blame`: who set each value, when, in which version and why, and what it was before."""

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from repositories import Repo, without_user_configuration

from kamsite.cli import main

COVER = "account: {name: Nordwind, manager: weber}\n"
PEOPLE = """people:
  brandt: {name: Sabine Brandt, roles: [decider], attitude: positive}
  vogt: {name: Henrik Vogt, influences: {brandt: 3}}
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    repo = Repo(tmp_path / "repo")
    base = {"site.yaml": "currency: EUR\n", "staff.yaml": "weber: {name: Jonas Weber}\n", "nordwind/plan.yaml": COVER}
    repo.commit("Anfang", {**base, "nordwind/people.yaml": PEOPLE}, author="Anna Alt")
    monkeypatch.chdir(repo.top)
    return repo


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0, language: str = "en") -> str:
    assert main(["blame", *arguments, "--language", language, "--color", "never"]) == code
    found = capsys.readouterr()
    return found.out if code == 0 else found.err


def values(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    """What is told of each value, by its path."""
    found = json.loads(told(capsys, *arguments, "--format", "json"))["values"]
    return {".".join([one["chapter"], *one["path"]]): one for one in found}


def line(one: dict[str, Any]) -> list[tuple[Any, str | None]]:
    """A value and what it was before, each with the reason of the version that set it."""
    return [(one["value"], _why(one)), *((earlier["value"], _why(earlier)) for earlier in one["earlier"])]


def _why(one: dict[str, Any]) -> str | None:
    return one["set"]["reason"] if one["set"] else None


ATTITUDE = "people.people.brandt.attitude"


def test_a_value_says_who_set_it_and_what_it_was_before(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Streit", {"nordwind/people.yaml": PEOPLE.replace("positive", "enemy")}, author="Bernd Bo")
    (text,) = told(capsys, "nordwind", "brandt.attitude").split("\n\n")
    head, now, before = text.splitlines()
    assert head == "Sabine Brandt  people.people.brandt"
    assert (
        now.split()
        == "attitude to us enemy v2 · {} 2026-01-01 Bernd Bo Streit".format(
            repo.git("rev-parse", "--short=7", "HEAD")
        ).split()
    )
    assert before.split()[:2] == ["←", "positive"]
    assert before.endswith("Anna Alt  Anfang")


def test_what_is_only_written_in_another_way_does_not_count(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Ordnung", {"nordwind/people.yaml": yaml.dump(yaml.safe_load(PEOPLE), default_flow_style=False)})
    assert {why for one in values(capsys, "nordwind").values() for _, why in line(one)} == {"Anfang"}


def test_values_are_followed_through_new_ids_and_new_folders(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Streit", {"nordwind/people.yaml": PEOPLE.replace("positive", "enemy")})
    married = (
        PEOPLE.replace("positive", "enemy")
        .replace("brandt: {", "lang: {formerly: brandt, ")
        .replace("influences: {brandt", "influences: {lang")
    )
    repo.commit("Heirat", {"nordwind/people.yaml": married})
    (repo.plans / "nordwind").rename(repo.plans / "nordwind-ag")
    repo.commit("Umzug", {"nordwind-ag/plan.yaml": "account: {name: Nordwind, manager: weber, formerly: nordwind}\n"})
    found = values(capsys, "nordwind-ag")
    assert line(found["people.people.lang.attitude"]) == [("enemy", "Streit"), ("positive", "Anfang")]
    assert line(found["people.people.lang.name"]) == [("Sabine Brandt", "Anfang")]
    assert line(found["people.people.vogt.influences.lang"]) == [(3, "Anfang")]
    assert line(found["plan.account.name"]) == [("Nordwind", "Anfang")]


def test_lists_of_words_are_one_value(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Rolle", {"nordwind/people.yaml": PEOPLE.replace("[decider]", "[decider, buyer]")})
    repo.commit("Andere", {"nordwind/people.yaml": PEOPLE.replace("[decider]", "[user, buyer]")})
    found = line(values(capsys, "nordwind")["people.people.brandt.roles"])
    assert found[0] == (["user", "buyer"], "Andere")
    assert [(sorted(value), why) for value, why in found[1:]] == [
        (["buyer", "decider"], "Rolle"),
        (["decider"], "Anfang"),
    ]


def test_a_value_that_was_gone_for_a_while_has_a_gap(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Weg", {"nordwind/people.yaml": PEOPLE.replace(", attitude: positive", "")})
    repo.commit("Wieder", {"nordwind/people.yaml": PEOPLE.replace("positive", "mentor")})
    assert line(values(capsys, "nordwind")[ATTITUDE]) == [
        ("mentor", "Wieder"),
        (None, "Weg"),
        ("positive", "Anfang"),
    ]


def test_a_merge_is_told_with_the_people_behind_it(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.branch("besuch")
    repo.commit("Besuch", {"nordwind/people.yaml": PEOPLE.replace("positive", "neutral")}, author="Cem Can")
    repo.git("checkout", "-q", "main")
    repo.commit("Anderes", {"nordwind/plan.yaml": COVER.replace("Nordwind", "Nordwind AG")}, author="Dora Da")
    repo.merge("besuch", message="Merge branch 'besuch'")
    one = values(capsys, "nordwind")[ATTITUDE]
    assert (one["value"], one["set"]["authors"], one["set"]["number"]) == ("neutral", ["Cem Can"], 3)


def test_a_revert_sets_the_value_again(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Streit", {"nordwind/people.yaml": PEOPLE.replace("positive", "enemy")})
    repo.commit("Revert", {"nordwind/people.yaml": PEOPLE})
    assert line(values(capsys, "nordwind")[ATTITUDE]) == [
        ("positive", "Revert"),
        ("enemy", "Streit"),
        ("positive", "Anfang"),
    ]


def test_a_path_may_leave_sections_out_and_a_wrong_one_gets_a_hint(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(values(capsys, "nordwind", "people.brandt.attitude")) == {ATTITUDE}
    assert set(values(capsys, "nordwind", "plan.yaml")) == {"plan.account.name", "plan.account.manager"}
    assert all(path.startswith("people.people.brandt") for path in values(capsys, "nordwind", "brandt"))
    assert "Did you mean people.brandt.attitude?" in told(capsys, "nordwind", "people.brand.atitude", code=2)
    assert "mit Punkten" in told(capsys, "nordwind", "zzz", code=2, language="de")
    assert repo.plans.is_dir()


def test_what_is_not_committed_is_not_told_as_if_it_were(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write({"nordwind/people.yaml": PEOPLE.replace("positive", "enemy")})
    assert line(values(capsys, "nordwind")[ATTITUDE]) == [("positive", "Anfang")]
    assert told(capsys, "nordwind", "attitude").endswith("Not committed yet, so not told here: people.yaml\n")


def test_in_a_shallow_clone_older_values_have_no_version(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("Ruhe", {"nordwind/people.yaml": PEOPLE.replace("positive", "mentor")})
    repo.commit("Streit", {"nordwind/people.yaml": PEOPLE.replace("positive", "neutral")})
    repo.commit("Mehr", {"nordwind/people.yaml": PEOPLE.replace("positive", "enemy")})
    monkeypatch.chdir(repo.shallow_clone(tmp_path / "shallow", 3).top)
    found = values(capsys, "nordwind")
    assert line(found[ATTITUDE]) == [("enemy", "Mehr"), ("neutral", None)]
    assert line(found["people.people.brandt.name"]) == [("Sabine Brandt", None)]
    assert "before the oldest known version" in told(capsys, "nordwind", "brandt.name")


# -- a history made by a generator ---------------------------------------------------------------------------------


@dataclass
class Story:
    """An account as the generator makes it: its values, and for each what it was, newest first, with the version."""

    name: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    past: dict[str, list[tuple[Any, str | None]]] = field(default_factory=dict)
    count: int = 0

    def set(self, person: str, key: str, value: Any, why: str) -> None:
        past = self.past.setdefault(f"{person}.{key}", [])
        if past and past[0][1] == why:
            del past[0]
        if not past or past[0][0] != value:
            past.insert(0, (value, why))
        self.people[person][key] = value

    def add(self, chance: random.Random, why: str) -> None:
        self.count += 1
        person = f"p{self.count}"
        self.people[person] = {}
        self.set(person, "name", f"Anna {chance.choice('ABCDEF')}{self.count}xq Meier", why)
        self.set(person, "attitude", chance.choice(["positive", "neutral"]), why)
        self.set(person, "contact", chance.randint(0, 5), why)

    def rename(self) -> None:
        old = next(iter(self.people))
        self.count += 1
        new = f"p{self.count}"
        self.people = {new if key == old else key: one for key, one in self.people.items()}
        self.people[new]["formerly"] = old
        for path in [path for path in self.past if path.startswith(f"{old}.")]:
            self.past[path.replace(f"{old}.", f"{new}.")] = self.past.pop(path)

    def remove(self) -> None:
        old = next(iter(self.people))
        del self.people[old]
        self.past = {path: past for path, past in self.past.items() if not path.startswith(f"{old}.")}

    def step(self, chance: random.Random, why: str) -> None:
        """Does something; mostly a value or two changes."""
        deed = chance.choice(["set", "set", "set", "add", "rename", "remove", "reformat"])
        if deed == "add" or len(self.people) < 2:
            self.add(chance, why)
        elif deed == "rename" and "formerly" not in next(iter(self.people.values())):
            self.rename()
        elif deed == "remove" and len(self.people) > 3:
            self.remove()
        elif deed != "reformat":
            for _ in range(chance.randint(1, 3)):
                person = chance.choice(list(self.people))
                self.set(person, "attitude", chance.choice(["positive", "neutral", "negative", "mentor"]), why)
                self.set(person, "contact", chance.randint(0, 5), why)

    def text(self, chance: random.Random) -> str:
        flow = chance.choice([True, False, None])
        return f"# {chance.random()}\n" + yaml.dump({"people": self.people}, sort_keys=False, default_flow_style=flow)


@pytest.mark.parametrize("seed", [1, 2])
def test_it_agrees_with_what_a_generator_did(seed: int, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    """40 versions of 5 accounts: every value has the version that set it, and all that it was before."""
    chance = random.Random(seed)
    stories = [Story(f"kunde-{number}") for number in range(5)]
    for number in range(40):
        why = f"Schritt {number}"
        files: dict[str, str | None] = {}
        for story in stories:
            story.step(chance, why)
            files[f"{story.name}/people.yaml"] = story.text(chance)
            files[f"{story.name}/plan.yaml"] = f"account: {{name: {story.name}, manager: weber}}\n"
        repo.commit(why, files)
    for story in stories:
        found = values(capsys, story.name, "people")
        told_of = {path.removeprefix("people.people."): line(one) for path, one in found.items()}
        expected = {path: past for path, past in story.past.items() if path.partition(".")[0] in story.people}
        assert {path: one for path, one in told_of.items() if not path.endswith(".formerly")} == expected


# -- the programme -----------------------------------------------------------------------------------------------------

LEVERS = (
    "levers: {plaene: {title: Pläne, growth: 4, module: intro}}\nmodules: {intro: {title: Einführen, end: 2026-06}}\n"
)
MATURITY = "dimensions: {strategy: {topics: {ziele: {title: Ziele, as_is: 2, target: 4}}}}\n"


@pytest.fixture
def programme(repo: Repo) -> Repo:
    files = {"programme/levers.yaml": LEVERS, "programme/maturity.yaml": MATURITY}
    repo.commit("Programm", {**files}, author="Martina Lenz")
    later = LEVERS.replace("2026-06", "2026-09").replace("Einführen,", "Einführen, owner: weber,")
    repo.commit("Später", {"programme/levers.yaml": later}, author="Bernd Bo")
    renamed = later.replace("intro", "start").replace("title: Einführen", "title: Einführen, formerly: intro")
    repo.commit("Neuer Name", {"programme/levers.yaml": renamed}, author="Cem")
    return repo


@pytest.mark.usefixtures("programme")
def test_a_value_of_the_programme_says_who_set_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = values(capsys, "programme")
    assert line(found["levers.modules.start.end"]) == [("2026-09", "Später"), ("2026-06", "Programm")]
    assert line(found["levers.levers.plaene.growth"]) == [(4, "Programm")]
    assert line(found["maturity.dimensions.strategy.topics.ziele.target"]) == [(4, "Programm")]


@pytest.mark.usefixtures("programme")
def test_what_was_added_later_was_not_there_at_the_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    assert line(values(capsys, "programme")["levers.modules.start.owner"]) == [("weber", "Später")]


@pytest.mark.usefixtures("programme")
def test_what_is_referred_to_is_called_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert re.search(r"module +Einführen ", told(capsys, "programme", "levers.plaene.module"))
    assert "Martina Lenz" in told(capsys, "programme", "maturity.yaml")
    assert "Did you mean levers?" in told(capsys, "programme", "lavers", code=2)
    assert told(capsys, "programme", "maturity", language="de").startswith("Ziele  maturity.dimensions.strategy")
