"""What `kamsite check` writes: to terminals and pipes, and of plans with thousands of mistakes."""

import io
import json
import sys
from collections.abc import Mapping

import pytest
from checks import COVER, QUIET, command
from repositories import Repo

from kamsite.commands import output

# -- terminals and pipes ---------------------------------------------------------------------------------------------


class Terminal(io.TextIOWrapper):
    """A terminal that shows only what its encoding knows."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


def test_a_terminal_shows_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal("cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    output.write("Çağla Öz „A“ → ok\n")
    assert terminal.shown() == "Ça?la Öz „A“ ? ok\n"


@pytest.mark.parametrize(
    ("wanted", "environment", "has_colour"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
    ],
)
def test_colours_on_a_terminal(
    wanted: str, environment: Mapping[str, str], has_colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.has_colour(wanted, Terminal("utf-8")) is has_colour
    assert output.has_colour("auto", io.StringIO()) is False


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_programs_get_utf_8_whatever_the_machine_speaks(encoding: str, repo: Repo) -> None:
    repo.write({"nordwind/people.yaml": "people:\n  oez: {name: Çağla Öz, roles: [decider]}\n"})
    out, err = command(repo, "--format", "json", PYTHONIOENCODING=encoding).communicate()
    assert err == b""
    assert "Çağla Öz" in json.loads(out.decode("utf-8"))["findings"][0]["message"]["de"]


def test_a_reader_that_goes_away_is_no_failure(repo: Repo) -> None:
    people = "people:\n" + "".join(f"  p{n}: {{name: P, reports_to: nobody}}\n" for n in range(90))
    for number in range(20):
        repo.write({f"a{number}/plan.yaml": COVER, f"a{number}/people.yaml": people})
    process = command(repo, "--format", "json")
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


# -- hostile plans ---------------------------------------------------------------------------------------------------

MANY = 9000
HOSTILE = {
    "references": "people:\n" + "".join(f"  person-{n}: {{name: P, reports_to: nobody-{n}}}\n" for n in range(MANY)),
    "one long line": "people:\n" + "".join(f"  p{n}: {{name: P, reports_to: p{n + 1}}}\n" for n in range(MANY)),
    "one large circle": "people:\n"
    + "".join(f"  p{n}: {{name: P, reports_to: p{(n + 1) % MANY}}}\n" for n in range(MANY)),
    "deciders unknown": "people:\n"
    + "".join(f"  p{n}: {{name: P, roles: [decider], listens_because: unknown}}\n" for n in range(MANY)),
    "opponents": "people:\n" + "".join(f"  p{n}: {{name: P, influence: 5, attitude: enemy}}\n" for n in range(MANY)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_thousands_of_mistakes_are_told_soon_and_briefly(name: str, repo: Repo) -> None:
    assert len(HOSTILE[name]) < 2**20
    repo.write({"nordwind/people.yaml": HOSTILE[name], **QUIET})
    process = command(repo, "--format", "concise", "--jobs", "1")
    out, err = process.communicate(timeout=30)
    assert err == b""
    assert len(out.splitlines()) <= 401


def test_thousands_of_links_that_lead_nowhere_are_told_soon_and_briefly(repo: Repo) -> None:
    links = "".join(f"[a](#b{n}) [c](people.yaml#d{n}) [e](../thornmere/plan.yaml#f{n})\n" for n in range(3000))
    people = "people:\n" + "".join(f"  p{n}: {{name: P}}\n" for n in range(3000))
    repo.write({"nordwind/people.yaml": people, "nordwind/plan.md": links, **QUIET})
    out, _ = command(repo, "--format", "concise", "--jobs", "1").communicate(timeout=30)
    assert len(out.splitlines()) < 3500
