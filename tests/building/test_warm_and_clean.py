"""What is remembered never shows: a build that remembers equals one from nothing, byte for byte."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from repositories import Repo
from sites import differences, publish, site

from kamsite.building.question import BuildSummary

TODAY = date(2026, 1, 2)
SITE = """
title: {title}
company: {{name: Hanse Automation GmbH}}
languages: [{languages}]
theme: {theme}
freshness: {{months: {months}}}
versions: {{keep: {keep}}}
editions:
  team: {{shows: [public, internal, commercial, personal]}}
  company: {{shows: [public, internal]}}
  customer: {{shows: [public], accounts: [nordwind]}}
"""
STAFF = "weber: {{name: Jonas {name}, title: Key-Account-Manager}}\nkaya: {{name: Deniz Kaya}}\n"
COVER = """
account: {{name: "{name}", manager: {manager}, segment: {segment}{formerly}}}
confirmed: {{people: {day}}}
"""
PEOPLE = """
people:
  vogt: {{name: Henrik Vogt, roles: [ratifier], influence: {influence}, attitude: {attitude}, contact: 1}}
  brandt: {{name: Sabine Brandt, reports_to: vogt, roles: [decider], influence: 5, attitude: positive, contact: 4}}
relationships: [{{person: brandt, by: {by}, strength: 4, message: Termine}}]
"""
STRATEGY = """
goals: {{asien: {{title: "{title}", owner: weber, due: {due}, actions: {{a: {{title: Besuch, due: {due}}}}}}}}}
"""
# Files of the programme in which a number and a time come and go.
PROGRAMME = {
    "levers": "levers: {{a: {{title: A, growth: {number}, ease: 3, topics: [plans], module: m}}}}\n"
    "modules: {{m: {{title: M, start: 2025-06, end: {time}, owner: weber}}, n: {{title: N, end: 2027, after: [m]}}}}\n",
    "maturity": "dimensions: {{strategy: {{topics: {{plans: {{title: Plans, as_is: {number}, target: 5}}}}}}}}\n",
    "fitness": "statements: {{a: {{title: A}}}}\nrounds: {{{time}: {{a: {{weber: {number}, kaya: 1}}}}}}\n",
    "model": "services: {{a: {{title: A, segments: [key]}}}}\nquestions: {{care: {{owner: kaya, due: {time}}}}}\n",
    "profiles": "profiles: {{k: {{title: K, skills: {{s: {{title: S, required: {number}}}}}}}}}\n"
    "people: {{weber: {{profile: k, skills: {{s: 2}}}}}}\ntrainings: {{t: {{title: T, skills: [s], date: {time}}}}}\n",
    "selection": "criteria: {{size: {{title: Size, weight: {number}}}}}\nkey_account_from: {number}\n",
}
BROKEN = "people: {vogt: {name: Henrik Vogt, reports_to: nobody}}\n"


class Walk:
    """A folder of plans that changes step by step, a site that is built on and on, and one from nothing each time."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.repo = Repo(folder / "repo")
        self.plans = self.repo.plans
        self.cache, self.warm, self.clean = folder / "cache", folder / "warm", folder / "clean"
        self.themes = folder / "themes"
        self.as_of: date | None = None
        self.at: str | None = None
        self.edition: str | None = None
        self.steps: list[str] = []
        self.site_yaml()
        self.staff()
        self.add_account("nordwind")
        self.theme()
        self.repo.commit("begin")

    # -- steps -----------------------------------------------------------------------------------------------------

    def site_yaml(self) -> None:
        one = self.chance.choice
        text = SITE.format(
            title=one(["Pläne", "Kundenpläne"]),
            languages=one(["de", "en", "de, en"]),
            theme=one(["default", "default", "own"]),
            months=one([6, 12]),
            keep=one([0, 1, 2]),
        )
        self.repo.write({"site.yaml": text})

    def staff(self) -> None:
        self.repo.write({"staff.yaml": STAFF.format(name=self.chance.choice(["Weber", "Wéber", "Weber-Lenz"]))})

    def theme(self) -> None:
        (self.themes / "own").mkdir(parents=True, exist_ok=True)
        (self.themes / "own" / "theme.yaml").write_text("extends: default\n")
        colour = self.chance.choice(["navy", "teal"])
        (self.themes / "own" / "own.css").write_text(f":root {{ --accent: {colour}; }}\n")

    def add_account(self, name: str = "") -> None:
        name = name or self.chance.choice(["thornmere", "molkerei", "nordskarv"])
        self.cover(name)
        self.people(name)
        self.strategy(name)

    def cover(self, name: str = "", formerly: str = "") -> None:
        name = name or self._account()
        text = COVER.format(
            name=name.title(),
            manager=self.chance.choice(["weber", "kaya"]),
            segment=self.chance.choice(["key", "focus"]),
            formerly=f", formerly: {formerly}" if formerly else "",
            day=self.chance.choice(["2024-12-20", "2025-06-30", "2025-12-31", "unknown"]),
        )
        self.repo.write({f"{name}/plan.yaml": text})

    def people(self, name: str = "") -> None:
        text = PEOPLE.format(
            influence=self.chance.randint(1, 5),
            attitude=self.chance.choice(["neutral", "negative", "enemy"]),
            by=self.chance.choice(["weber", "kaya"]),
        )
        self.repo.write({f"{name or self._account()}/people.yaml": text})

    def strategy(self, name: str = "") -> None:
        due = self.chance.choice(["2025-12", "2026-01-31", "2026-Q2", "2027"])
        text = STRATEGY.format(title=self.chance.choice(["Werke in Asien", "Mehr Service"]), due=due)
        self.repo.write({f"{name or self._account()}/strategy.yaml": text})

    def programme(self) -> None:
        page = self.chance.choice(sorted(PROGRAMME))
        time = self.chance.choice(["2025", "2025-Q4", "2026-01", "2026-06"])
        text = PROGRAMME[page].format(number=self.chance.randint(1, 5), time=time)
        self.repo.write({f"programme/{page}.yaml": text})

    def prose(self) -> None:
        account, other = self._account(), self._account()
        links = f"[Ziel](strategy.yaml#asien), [dort](../{other}/plan.yaml), [Bild](assets/bild.svg)"
        text = f"# {self.chance.choice(['Lage', 'Absicht'])}\n{links}\n"
        colour = self.chance.choice(["red", "blue"])
        image = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="{colour}" d="M0 0h1v1z"/></svg>'
        self.repo.write({f"{account}/customer.md": text, f"{account}/assets/bild.svg": image})

    def division(self) -> None:
        name = self.chance.choice(["marine", "asien"])
        text = f"account: {{name: {name.title()}, manager: weber}}\n"
        self.repo.write({f"{self._account()}/divisions/{name}/plan.yaml": text})

    def remove_file(self) -> None:
        files = [
            file for file in self.plans.rglob("*") if file.is_file() and file.name not in ("plan.yaml", "site.yaml")
        ]
        if files:
            self.chance.choice(sorted(files)).unlink()

    def remove_account(self) -> None:
        if len(self._accounts()) > 1:
            shutil.rmtree(self.plans / self._account())

    def rename_account(self) -> None:
        before, after = self._account(), self.chance.choice(["neuwind", "altwind"])
        if not (self.plans / after).exists():
            (self.plans / before).rename(self.plans / after)
            self.cover(after, formerly=before)

    def break_it(self) -> None:
        self.repo.write({f"{self._account()}/people.yaml": BROKEN})

    def commit(self) -> None:
        self.repo.commit(self.chance.choice(["Besuch", "Nach dem Termin\n\nMit Begründung."]))

    def tag(self) -> None:
        self.repo.git("tag", "-f", self.chance.choice(["v1", "v2"]))

    def discard_changes(self) -> None:
        self.repo.git("checkout", "-q", "--", ".")
        self.repo.git("clean", "-fdq", ".")

    def look_back(self) -> None:
        commits = self.repo.git("rev-list", "HEAD").split()
        self.at = self.chance.choice([None, *commits[:4]])

    def another_day(self) -> None:
        days = self.chance.choice([None, 0, 1, 29, 30, 180, 181, 363, 364, 365, 366, 800])
        self.as_of = None if days is None else TODAY + timedelta(days=days)

    def another_edition(self) -> None:
        self.edition = self.chance.choice([None, "team", "company"])

    def lose_cache(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    def spoil_cache(self) -> None:
        for file in self.cache.glob("results*"):
            file.write_bytes(file.read_bytes()[:2000] + b"spoilt" * 99)

    def spoil_spare(self) -> None:
        found = sorted(self.cache.glob("sites/*/**/*"))
        for path in self.chance.sample(found, min(len(found), 20)):
            if path.is_file():
                path.unlink()
                path.write_bytes(b"spoilt")
            elif path.is_dir():
                shutil.rmtree(path)

    def lose_site(self) -> None:
        shutil.rmtree(self.warm, ignore_errors=True)

    def edit_page(self) -> None:
        page = self.chance.choice(sorted(self.warm.rglob("*.html")))
        page.write_bytes(page.read_bytes().replace(b"<h1", b"<h1 hidden"))

    def remove_page(self) -> None:
        self.chance.choice(sorted(self.warm.rglob("*.html"))).unlink()

    def same_again(self) -> None:
        pass

    # -- walking ---------------------------------------------------------------------------------------------------

    def _accounts(self) -> list[str]:
        return sorted(cover.parent.name for cover in self.plans.glob("*/plan.yaml"))

    def _account(self) -> str:
        return self.chance.choice(self._accounts())

    def step(self) -> None:
        """Changes something."""
        often: list[Callable[[], None]] = [self.people, self.strategy, self.prose, self.commit, self.another_day]
        often += [self.programme] * 2
        seldom = [
            self.site_yaml,
            self.staff,
            self.theme,
            self.add_account,
            self.cover,
            self.division,
            self.remove_file,
            self.remove_account,
            self.rename_account,
            self.break_it,
            self.tag,
            self.discard_changes,
            self.look_back,
            self.another_edition,
        ]
        spoiling = [self.lose_cache, self.spoil_cache, self.spoil_spare, self.lose_site, self.same_again]
        if self.warm.exists():
            spoiling += [self.edit_page, self.remove_page]
        chosen = self.chance.choices([often, seldom, spoiling], [3, 5, 2])[0]
        change = self.chance.choice(chosen)
        self.steps.append(change.__name__)
        change()

    def build(self, out: Path, cache: Path | None) -> BuildSummary:
        """Builds all the same when something is broken: every other time the errors stop it."""
        keep_going = len(self.steps) % 2 == 0
        return publish(
            self.plans,
            out,
            at=self.at,
            as_of=self.as_of,
            edition=self.edition,
            themes=self.themes,
            cache=cache,
            keep_going=keep_going,
            must_publish=False,
        )

    def compare(self) -> None:
        """Builds both sites and holds them against each other."""
        shutil.rmtree(self.clean, ignore_errors=True)
        clean, warm = self.build(self.clean, None), self.build(self.warm, self.cache)
        assert (clean.is_published, clean.counts) == (warm.is_published, warm.counts), self.steps
        assert clean.findings == warm.findings, self.steps
        if clean.is_published:
            assert differences(site(self.clean), site(self.warm)) == [], self.steps


@pytest.mark.parametrize("seed", range(4))
def test_a_warm_build_equals_a_clean_one_whatever_happened_in_between(tmp_path: Path, seed: int) -> None:
    walk = Walk(tmp_path, seed)
    walk.compare()
    for _ in range(12):
        walk.step()
        walk.compare()


def days(*marks: str) -> list[date]:
    """Each of these days with the day before and the day after."""
    return [date.fromisoformat(mark) + timedelta(days=days) for mark in marks for days in (-1, 0, 1)]


def test_time_goes_by_in_a_site_that_nobody_changes(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    cover = "account: {name: Nordwind}\nconfirmed: {plan: 2025-11-20, people: 2026-01-20}\n"
    actions = "{a: {title: A, due: 2026-02-10}, b: {title: B, due: 2026-02}, c: {title: C, due: 2026-Q1}}"
    files: dict[str, str | None] = {
        "site.yaml": "languages: [de]\nlayout: {engine: none}\nfreshness: {months: 6}\n",
        "nordwind/plan.yaml": cover,
        "nordwind/people.yaml": "people: {vogt: {name: Vogt}}\n",
        "nordwind/strategy.yaml": f"goals: {{asien: {{title: Asien, due: 2026-03-15, actions: {actions}}}}}\n",
    }
    repo.commit("begin", files)
    # Things due, a chapter changed half a year ago (2026-01-01), another confirmed half a year ago.
    for day in days("2025-12-16", "2026-02-10", "2026-02-28", "2026-03-15", "2026-07-02", "2026-07-21"):
        publish(repo.plans, tmp_path / "warm", cache=tmp_path / "cache", as_of=day)
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        publish(repo.plans, tmp_path / "clean", as_of=day)
        assert differences(site(tmp_path / "clean"), site(tmp_path / "warm")) == [], day


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    walk = Walk(tmp_path, 1)
    walk.compare()
    return walk


def test_a_page_that_somebody_edited_is_restored(walk: Walk) -> None:
    page = walk.warm / "nordwind" / "people.html"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"Vogt", b"Vogr"))
    (walk.warm / "index.html").unlink()
    walk.compare()
    assert page.read_bytes() == before


def test_a_remembering_file_that_lost_some_of_its_entries_does_no_harm(walk: Walk) -> None:
    base = sqlite3.connect(walk.cache / "results.sqlite")
    keys = [key for (key,) in base.execute("select key from result order by key")]
    for number, key in enumerate(keys):
        if number % 3 == 0:
            base.execute("delete from result where key = ?", (key,))
        elif number % 3 == 1:
            base.execute("update result set value = ? where key = ?", (b"spoilt", key))
    base.commit()
    base.close()
    walk.people("nordwind")
    walk.compare()


def test_what_another_version_of_the_product_remembered_is_not_used(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = walk.build(walk.warm, walk.cache).drawn
    for module in ("building.build", "building.keys", "building.history", "building.portfolio"):
        monkeypatch.setattr(f"kamsite.{module}.code_digest", lambda: "another version")
    assert drawn == 0
    assert walk.build(walk.warm, walk.cache).drawn > 0


def test_two_sites_from_one_memory_do_not_disturb_each_other(walk: Walk) -> None:
    other = walk.folder / "other"
    walk.build(other, walk.cache)
    walk.people("nordwind")
    walk.build(other, walk.cache)
    walk.compare()
    assert differences(site(walk.clean), site(other)) == []
