"""Plans for the tests of `kamsite check`, and the command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from repositories import Repo

SITE = "title: Plans\n"
STAFF = "weber: {name: Jonas Weber}\nkaya: {name: Deniz Kaya}\n"
COVER = "account: {name: Nordwind Antriebe AG, manager: weber}\n"
SOUND = {"site.yaml": SITE, "staff.yaml": STAFF, "nordwind/plan.yaml": COVER}
ERROR = {"nordwind/people.yaml": "people:\n  brandt: {name: Dr. Sabine Brandt, reports_to: vogt}\n"}
WARNING = {"nordwind/notes.txt": "Call Brandt.\n"}
ADVICE = {"nordwind/strategy.yaml": "goals:\n  a: {title: A, status: reached}\n"}

QUIET = {"site.yaml": SITE + "severities: {K412: off}\n"}

Told = Callable[..., tuple[int, list[str]]]


def codes(lines: list[str]) -> list[str]:
    """The codes of findings, one for each line of a report."""
    return [line.partition("[")[2][:4] for line in lines]


def command(repo: Repo, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    path = str(Path(__file__).parents[3])
    return subprocess.Popen(
        [sys.executable, "-m", "kamsite", "check", str(repo.plans), "--language", "de", *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
