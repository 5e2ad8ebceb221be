"""A long history made from a seed, and whether log, blame and version pages agree with what the generator did.

    python -m bench.history --accounts 20 --versions 300

Each version changes every account: values of people, people who come, go or get another id, budgets, texts, or only the
way the file is written; some come as branches that were merged. The generator notes what it does; then `kamsite log`,
`kamsite blame` and the pages of the site are asked. Prints how much was compared and how long it took, and every
disagreement; the exit code is 1 where there is any.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

AUTHORS = ("Anna Alt", "Bernd Bo", "Cem Can", "Dora Da", "Emil Ek")
_ATTITUDES = ("mentor", "positive", "neutral", "negative")
_SPOKEN = {"mentor": "Mentor", "positive": "positive", "neutral": "neutral", "negative": "negative"}
_DEEDS = ("set", "set", "set", "add", "rename", "remove", "budget", "budget", "text", "reformat")
_MAIN = "refs/heads/main"

# A change as the log has it: kind and path; a value with the reason of the version that set it.
Change = tuple[str, tuple[str, ...]]
Past = list[tuple[Any, str]]


@dataclass
class Story:
    """An account as the generator makes it, what each value was (newest first), and what each version changed."""

    name: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    budget: dict[str, int] = field(default_factory=lambda: {"2027": 100_000, "2028": 200_000})
    words: list[str] = field(default_factory=lambda: ["Anfang"])
    past: dict[str, Past] = field(default_factory=dict)
    told: dict[str, set[Change]] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0

    def begin(self, chance: random.Random, why: str) -> None:
        """The first version."""
        for _ in range(3):
            self._add(chance, why)
        for year, amount in self.budget.items():
            self._note(f"finance.{year}", amount, why)
        self.told[why], self.said[why] = set(), []

    def step(self, chance: random.Random, why: str) -> None:
        """Does something, and notes what."""
        self.told[why], self.said[why] = set(), []
        deed = chance.choice(_DEEDS)
        if deed == "add" or len(self.people) < 3:
            person = self._add(chance, why)
            self._tell(why, "added", person, says=[self.people[person]["name"]])
        elif deed == "rename" and "formerly" not in next(iter(self.people.values())):
            self._rename(why)
        elif deed == "remove" and len(self.people) > 4:
            self._remove(why)
        elif deed == "set":
            self._set_some(chance, why)
        elif deed == "budget":
            self._set_budget(chance, why)
        elif deed == "text":
            self.words.append(f"wort{chance.randrange(10_000)}")
            self.told[why].add(("text_edited", ("strategy", "strategy.md")))
            self.said[why].append(self.words[-1])

    def files(self, chance: random.Random) -> Iterator[tuple[str, str]]:
        """The account's files as they stand now, written in one of several ways."""
        flow = chance.choice([True, False, None])
        people = yaml.dump({"people": self.people}, sort_keys=False, default_flow_style=flow)
        yield "plan.yaml", f"account: {{name: {self.name}, manager: weber}}\n"
        yield "people.yaml", f"# {chance.random()}\n{people}"
        finance = {"finance": {"products": {"servo": {"name": "Servo", "budget": dict(self.budget)}}}}
        yield "strategy.yaml", yaml.dump(finance, sort_keys=False, default_flow_style=flow)
        yield "strategy.md", "# Lage\n\n" + " ".join(self.words) + "\n"

    def _tell(self, why: str, kind: str, *path: str, says: list[str]) -> None:
        self.told[why].add((kind, ("people", "people", *path)))
        self.said[why] += says

    def _note(self, path: str, value: Any, why: str) -> None:
        self.past.setdefault(path, []).insert(0, (value, why))

    def _add(self, chance: random.Random, why: str) -> str:
        self.count += 1
        person = f"p{self.count}"
        name = f"Anna {chance.choice('ABCDEF')}{self.count}xq Meier"
        self.people[person] = {"name": name, "attitude": chance.choice(_ATTITUDES), "contact": chance.randint(0, 5)}
        for key, value in self.people[person].items():
            self._note(f"{person}.{key}", value, why)
        return person

    def _rename(self, why: str) -> None:
        old = next(iter(self.people))
        self.count += 1
        new = f"p{self.count}"
        self.people = {new if key == old else key: one for key, one in self.people.items()}
        self.people[new]["formerly"] = old
        for path in [path for path in self.past if path.startswith(f"{old}.")]:
            self.past[path.replace(f"{old}.", f"{new}.")] = self.past.pop(path)
        self._tell(why, "renamed", new, says=[])

    def _remove(self, why: str) -> None:
        old = next(iter(self.people))
        name = self.people.pop(old)["name"]
        self.past = {path: past for path, past in self.past.items() if not path.startswith(f"{old}.")}
        self._tell(why, "removed", old, says=[name])

    def _set_some(self, chance: random.Random, why: str) -> None:
        for person in chance.sample(list(self.people), chance.randint(1, 3)):
            given: dict[str, Any] = {"attitude": chance.choice(_ATTITUDES), "contact": chance.randint(0, 5)}
            for key, value in given.items():
                one = self.people[person]
                if one[key] != value:
                    words = [_SPOKEN[one[key]], _SPOKEN[value]] if key == "attitude" else []
                    self._tell(why, "changed", person, key, says=[one["name"], *words])
                    one[key] = value
                    self._note(f"{person}.{key}", value, why)

    def _set_budget(self, chance: random.Random, why: str) -> None:
        year = chance.choice(list(self.budget))
        amount = self.budget[year] + chance.randint(1, 90) * 1000
        self.budget[year] = amount
        self._note(f"finance.{year}", amount, why)
        self.told[why].add(("changed", ("strategy", "finance", "products", "servo", "budget", year)))
        self.said[why].append(f"budget {year}")


def make(folder: Path, accounts: int, versions: int, seed: int, kept: int) -> list[Story]:
    """Makes the repository in `folder`, its plans in `plans/`; what was done, account by account."""
    chance = random.Random(seed)
    stories = [Story(f"kunde-{number:02}") for number in range(accounts)]
    stream: list[bytes] = []
    marks = iter(range(1, 10**9))
    tip = 0
    for number in range(versions):
        why, author = f"Schritt {number}", AUTHORS[number % len(AUTHORS)]
        files: dict[str, str] = {}
        for story in stories:
            story.step(chance, why) if number else story.begin(chance, why)
            files.update((f"plans/{story.name}/{name}", text) for name, text in story.files(chance))
        if not number:
            files["plans/site.yaml"] = f"languages: [en, de]\nversions: {{keep: {kept}, compared: 1000, pairs: 1}}\n"
            files["plans/staff.yaml"] = "weber: {name: Jonas Weber}\n"
        is_merged = number % 10 == 9
        mark = next(marks)
        branch = "refs/heads/branch" if is_merged else _MAIN
        stream.append(_commit(branch, mark, number, author, why, [tip] if tip else [], files))
        if is_merged:
            merge = next(marks)
            stream.append(_commit(_MAIN, merge, number, "Merge Master", "Merge branch 'branch'", [tip, mark], files))
            mark = merge
        tip = mark
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "fast-import", "--quiet", "--force", given=b"".join(stream))
    _git(folder, "reset", "-q", "--hard", "main")
    return stories


def _commit(
    branch: str, mark: int, number: int, author: str, message: str, parents: list[int], files: dict[str, str]
) -> bytes:
    when = 1_700_000_000 + number * 3600
    who = f"{author} <{author.split()[0].lower()}@example.com> {when} +0100"
    lines = [f"commit {branch}", f"mark :{mark}", f"author {who}", f"committer {who}"]
    head = ("\n".join(lines) + "\n").encode() + _data(message)
    links = "".join(f"{'merge' if at else 'from'} :{parent}\n" for at, parent in enumerate(parents))
    return (
        head
        + links.encode()
        + b"".join(f"M 644 inline {name}\n".encode() + _data(text) for name, text in files.items())
    )


def _data(text: str) -> bytes:
    content = text.encode()
    return f"data {len(content)}\n".encode() + content + b"\n"


def _git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, input=given, check=True, env={**os.environ, **settings})


class Asked:
    """What kamsite says of the plans in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def json(self, *arguments: str) -> dict[str, Any]:
        """The answer of a command."""
        found: dict[str, Any] = json.loads(self.run(*arguments, "--format", "json"))
        return found

    def run(self, *arguments: str) -> str:
        """What a command writes."""
        environment = {**os.environ, "KAMSITE_CACHE": str(self._folder / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}
        command = [sys.executable, "-m", "kamsite", *arguments]
        return subprocess.run(
            command, cwd=self._folder, env=environment, check=True, capture_output=True, text=True
        ).stdout


def disagreements_of_log(story: Story, found: dict[str, Any]) -> Iterator[str]:
    """Where `kamsite log` says something else than what was done."""
    versions = {version["reason"]: version for version in reversed(found["versions"])}
    if [*versions] != [*story.told]:
        yield f"{story.name}: {len(versions)} versions in place of {len(story.told)}"
    for number, (why, wanted) in enumerate(story.told.items()):
        version = versions.get(why)
        if version is None:
            continue
        told = {(one["kind"], (one["chapter"], *one["path"])) for one in version["changes"] if _counts(one)}
        if number and told != wanted:
            yield f"{story.name}, {why}: {sorted(told)} in place of {sorted(wanted)}"
        if version["number"] != number + 1 or version["authors"] != [AUTHORS[number % len(AUTHORS)]]:
            yield f"{story.name}, {why}: v{version['number']} by {version['authors']}"


def _counts(change: dict[str, Any]) -> bool:
    return bool(change["sets_value"]) or change["kind"] == "renamed"


def disagreements_of_blame(story: Story, found: dict[str, Any]) -> Iterator[str]:
    """Where `kamsite blame` says something else than what was done."""
    told = {}
    for one in found["values"]:
        path = [one["chapter"], *one["path"]]
        name = ".".join(path[2:]) if path[0] == "people" else f"finance.{path[-1]}"
        if (path[:2] == ["people", "people"] and path[-1] != "formerly") or "budget" in path:
            told[name] = [(value["value"], value["set"]["reason"]) for value in (one, *one["earlier"])]
    for name in sorted({*told, *story.past}):
        if told.get(name) != story.past.get(name):
            yield f"{story.name}, {name}: {told.get(name)} in place of {story.past.get(name)}"


def disagreements_of_pages(story: Story, site: Path, log: dict[str, Any]) -> Iterator[str]:
    """Where the list of versions, or the page of a version, does not say what was done."""
    folder = site / story.name
    listed = (folder / "versions.html").read_text("utf-8")
    for version in log["versions"]:
        short = version["commit"][:7]
        if f'id="v-{short}"' not in listed:
            yield f"{story.name}: v{version['number']} is not in the list"
        page = folder / "versions" / short / "index.html"
        if not page.exists():
            continue
        changed = re.search(r'<article class="chapter" id="changes">.*?</article>', page.read_text("utf-8"), re.DOTALL)
        text = " ".join(re.sub(r"<[^>]*>", " ", changed[0] if changed else "").split())
        missing = [word for word in story.said[version["reason"]] if word not in text]
        if missing and version["number"] > 1:
            yield f"{story.name}, v{version['number']}: the page does not say {missing}"


def measure(folder: Path, accounts: int, versions: int, seed: int, kept: int) -> int:
    """Makes the history, asks, and prints; how many disagreements there are."""
    start = time.monotonic()
    stories = make(folder, accounts, versions, seed, kept)
    print(f"{accounts} accounts with {versions} versions each, seed {seed}: made in {time.monotonic() - start:.0f} s")
    asked = Asked(folder)
    found: list[str] = []
    logs: dict[str, dict[str, Any]] = {}
    start = time.monotonic()
    for story in stories:
        logs[story.name] = asked.json("log", story.name, "-n", str(versions))
        found += disagreements_of_log(story, logs[story.name])
    told = sum(len(changes) for story in stories for changes in story.told.values())
    print(f"{'log':>6}: {told} changes in {accounts * versions} versions, {time.monotonic() - start:.0f} s")
    start = time.monotonic()
    for story in stories:
        found += disagreements_of_blame(story, asked.json("blame", story.name))
    values = sum(len(past) for story in stories for past in story.past.values())
    print(
        f"{'blame':>6}: {sum(len(story.past) for story in stories)} values, {values} versions of them, {time.monotonic() - start:.0f} s"
    )
    start = time.monotonic()
    asked.run("build", "plans", "--out", str(folder / "site"))
    for story in stories:
        found += disagreements_of_pages(story, folder / "site", logs[story.name])
    pages = len([*(folder / "site").glob("kunde-*/versions/*/index.html")])
    print(f"{'pages':>6}: {pages} pages of versions, {accounts} lists, {time.monotonic() - start:.0f} s")
    print("\n".join([*found[:20], f"{len(found)} disagreements"]))
    return len(found)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=20)
    parser.add_argument("--versions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=int, default=10, help="versions with a page of their own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        raise SystemExit(int(measure(Path(folder), given.accounts, given.versions, given.seed, given.kept) > 0))


if __name__ == "__main__":
    main()
