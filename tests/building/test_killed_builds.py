"""A build that dies on the way leaves the old site as it was, and nothing that stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from repositories import Repo
from sites import differences, publish, site

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# A build that stops for a minute as soon as it has put pages into its staging folder. A machine that runs the tests in
# the background may have told them to ignore an interrupt; this build listens to it as one at a terminal does.
SLOW = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from kamsite.building import work
from kamsite.cli import main
write = work.Workshop._write
def slowly(self, pages):
    done = write(self, pages)
    os.write(1, b"begun\\n")  # whole, though two processes write at a time
    time.sleep(60)
    return done
work.Workshop._write = slowly
work._TOGETHER = 1
work.FORKS = False  # nothing is drawn before other processes are there
sys.exit(main(sys.argv[1:]))
"""


def start(plans: Path, out: Path, *arguments: str) -> "subprocess.Popen[str]":
    """A build that has written its first pages beside the published site and stands still."""
    command = [sys.executable, "-c", SLOW, "build", str(plans), "--out", str(out), "--no-cache", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    build = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert build.stdout is not None
    assert build.stdout.readline() == "begun\n"
    return build


def left_beside(out: Path) -> list[str]:
    return [file.name for file in out.parent.iterdir() if file.name.startswith(f".{out.name}")]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_old_site_stays_and_the_next_build_is_clean(
    repo: Repo, tmp_path: Path, how: signal.Signals, jobs: str
) -> None:
    out = tmp_path / "out" / "site"
    publish(repo.plans, out)
    before = site(out)
    repo.commit("change", {"nordwind/people.md": "# Neues\n"})
    build = start(repo.plans, out, "--jobs", jobs)
    build.send_signal(how)
    code = build.wait(20)
    assert code == (-how if how is signal.SIGKILL else 128 + how)
    assert differences(before, site(out)) == []
    assert left_beside(out) == ([] if how is not signal.SIGKILL else [f".site.next-{build.pid}"])
    publish(repo.plans, out)
    publish(repo.plans, tmp_path / "clean")
    assert differences(site(tmp_path / "clean"), site(out)) == []
    assert left_beside(out) == []


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_of_a_killed_build_lives_on(repo: Repo, tmp_path: Path, how: signal.Signals) -> None:
    build = start(repo.plans, tmp_path / "site", "--jobs", "2")
    group = build.pid
    build.send_signal(how)
    build.wait(20)
    for _ in range(50):
        living = members_of(group)
        if not living:
            return
        time.sleep(0.1)
    for process in living:
        os.kill(process, signal.SIGKILL)
    pytest.fail(f"{len(living)} processes lived on")


def members_of(group: int) -> list[int]:
    """The processes of a group that run or sleep."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, process_group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(process_group) == group and state != "Z":
            found.append(int(entry.name))
    return found
