"""Long text on a terminal goes through the user's pager, and nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kamsite.commands.pager import pager_of


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"PAGER": "cat"}, []),
        ({"PAGER": ""}, []),
        ({"PAGER": "'"}, []),
        ({"PAGER": "no-such-pager-anywhere"}, []),
        ({"PAGER": "cat", "KAMSITE_PAGER": "env -i"}, ["env", "-i"]),
        ({"PAGER": "cat", "GIT_PAGER": "env -u X"}, ["env", "-u", "X"]),
    ],
)
def test_the_pager_is_the_users_choice(environment: dict[str, str], command: list[str]) -> None:
    found = pager_of(environment)
    assert [Path(word).name for word in found[:1]] + found[1:] == command


SCRIPT = "from kamsite.commands.pager import page; page('Ä line\\n' * 3)"


def run_on_a_terminal(environment: dict[str, str]) -> str:
    """What a terminal shows of a text that is paged."""
    inside, outside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdin=outside, stdout=outside, env={**os.environ, **environment}
    )
    os.close(outside)
    shown = b""
    try:
        while piece := os.read(inside, 4096):
            shown += piece
    except OSError:
        pass
    os.close(inside)
    assert process.wait(30) == 0
    return shown.decode("utf-8")


def test_on_a_terminal_the_pager_gets_the_text(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho LESS=$LESS\nsed 's/^/> /'\n")
    pager.chmod(0o755)
    environment = {"KAMSITE_PAGER": str(pager), "LESS": "FRX"}
    assert run_on_a_terminal(environment).splitlines() == ["LESS=FRX", "> Ä line", "> Ä line", "> Ä line"]


def test_a_pager_that_ends_early_is_no_trouble() -> None:
    assert run_on_a_terminal({"KAMSITE_PAGER": "true"}) == ""


def test_without_a_terminal_there_is_no_pager() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, env={**os.environ, "KAMSITE_PAGER": "true"}, check=True
    )
    assert done.stdout.decode("utf-8").splitlines() == ["Ä line"] * 3
