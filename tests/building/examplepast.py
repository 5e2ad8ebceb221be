"""The example plans with a history of their own: four versions of Nordwind by invented people, and the site of it."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from repositories import Repo
from sites import made_once, publish

NORDWIND = "nordwind-antriebe"
EXAMPLES = Path(__file__).resolve().parent.parent.parent / "plans"


def example_past(factory: pytest.TempPathFactory) -> Path:
    """The site of the example plans in both languages; Nordwind has four versions and is compared with each."""
    return made_once(factory, "example-past", lambda out: publish(with_past(out), out / "site", as_of=_TODAY)) / "site"


_TODAY = date(2026, 11, 20)


def with_past(folder: Path) -> Path:
    """A repository with the example plans below a folder; the folder of its plans."""
    repo = Repo(folder / "repo")
    shutil.copytree(EXAMPLES, repo.plans, dirs_exist_ok=True)
    repo.commit("Erste Fassung nach dem Workshop", author="Jonas Weber")
    people = _text(repo, "people.yaml")
    repo.commit(
        "Brandt nach der Havarie\n\nSie hat auf uns gewartet.",
        {f"{NORDWIND}/people.yaml": _once(people, r"(?s)(\n  brandt:.*?attitude: )positive", r"\1negative")},
        author="Katja Jensen",
    )
    strategy = _once(_text(repo, "strategy.yaml"), "due: 2027-06-30", "due: 2027-08-31")
    repo.commit(
        "Budget und Termin",
        {
            f"{NORDWIND}/strategy.yaml": strategy.replace("2027: 1180000", "2027: 1420000", 1),
            f"{NORDWIND}/strategy.md": _text(repo, "strategy.md").replace(
                "im Mittel neun Stunden", "im Mittel acht", 1
            ),
        },
        author="Deniz Kaya",
    )
    repo.commit(
        "Ohne Klose",
        {f"{NORDWIND}/people.yaml": _once(_text(repo, "people.yaml"), r"(\n  klose:\n)", r"\1    left: 2026-10\n")},
        author="Katja Jensen",
    )
    return repo.plans


def _text(repo: Repo, file: str) -> str:
    return (repo.plans / NORDWIND / file).read_text("utf-8")


def _once(text: str, pattern: str, into: str) -> str:
    changed, count = re.subn(pattern, into, text, count=1)
    assert count == 1, pattern
    return changed
