"""`kamsite serve` on the command line: what it says, how it ends, how soon it follows."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from smallplans import (
    PEOPLE,
    STAFF,
    Listener,
    begun,
    commit,
    followed,
    served,
    small_plans,
    write,
)

from kamsite.cli import main

BROKEN = PEOPLE.replace("attitude: positive", "attitude: sunny")


def free_port() -> int:
    with socket.socket() as talk:
        talk.bind(("127.0.0.1", 0))
        return int(talk.getsockname()[1])


# A machine that runs tests in the background may have told them to ignore Ctrl-C; this one listens.
LISTENING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from kamsite.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_the_command_says_where_what_and_ends_cleanly(plans: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-c",
        LISTENING,
        "serve",
        str(plans),
        "--port",
        str(port),
        "--language",
        "en",
        "--no-cache",
    ]
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        assert first.startswith(f"http://127.0.0.1:{port}/  2 accounts · ")
        assert first.endswith("Ctrl-C ends.\n")
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        assert re.match(r"kunde-0/people\.yaml → \d+ pages in \d\.\d\d s, \d+ warnings?", process.stdout.readline())
        write(plans, {"kunde-0/people.yaml": BROKEN})
        assert "1 error, " in process.stdout.readline()
        assert "people.yaml:2:" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stdout.read().endswith("Stopped.\n")
        assert "Traceback" not in process.stderr.read()
    assert not (plans.parent / "build").exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path / "nothing"), "--language", "en"]) == 2
    assert "There is no such folder" in capsys.readouterr().err


def test_an_edition_that_is_not_defined_is_refused(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(plans), "--port", "0", "--edition", "nobody", "--language", "en", "--no-cache"]) == 2
    assert "no edition" in capsys.readouterr().err


def test_a_hundred_accounts_follow_a_saved_file_in_time(tmp_path: Path) -> None:
    plans = small_plans(tmp_path, accounts=100)
    commit(tmp_path)
    site = begun(plans)
    with served(site) as server, followed(site, plans), Listener(server, "/kunde-42/people.html") as page:
        stamp = page.next()["stamp"]
        for name, text in (
            ("kunde-42/people.yaml", PEOPLE.replace("Vogt", "Vogel")),
            ("staff.yaml", STAFF.replace("Jonas", "Johann")),
        ):
            start = time.monotonic()
            write(plans, {name: text})
            stamp = page.until(lambda news, stamp=stamp: news["stamp"] != stamp)["stamp"]  # type: ignore[misc]
            print(f"\n100 accounts, {name} saved → told: {time.monotonic() - start:.2f} s")
