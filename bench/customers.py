"""How long all customers take: a table of a million rows, read, checked, put into classes and drawn.

    python -m bench.customers --rows 1000000 [--earlier]

The table is made from a seed, with a long tail as customers have one. `--earlier` adds a table of the year before, so
that moves between classes are worked out, too. Prints seconds on the wall and of the processors, and the peak of memory
in MB: on a busy machine only the processors' seconds mean anything.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SELECTION = "abc: {by: revenue, a_until: 80 %, b_until: 95 %}\n"


def write_table(file: Path, rows: int, seed: int) -> None:
    """Writes a table as a German ERP exports it."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8") as out:
        out.write("Kundennummer;Name;Umsatz;Deckungsbeitrag;Potenzial;Land;Plan\n")
        for number in range(rows):
            amount = chance.paretovariate(1.16) * 1000
            cells = (f"{amount:.2f}", f"{amount * chance.uniform(0.1, 0.4):.2f}", f"{amount * 1.5:.2f}")
            amounts = ";".join(cell.replace(".", ",") for cell in cells)
            out.write(f"{100000 + number};Kunde {number} Maschinenbau GmbH & Co. KG;{amounts};DE;\n")


def measured(*arguments: str) -> tuple[float, float, float]:
    """Seconds on the wall, seconds of the processors, and the peak of memory in MB of a command of kamsite."""
    watch = (
        "import resource, sys; from kamsite.cli import main; code = main(sys.argv[1:]); "
        "used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]; "
        "print('used', sum(one.ru_utime + one.ru_stime for one in used), "
        "max(one.ru_maxrss for one in used) / 1024, file=sys.stderr); sys.exit(code)"
    )
    start = time.perf_counter()
    told = subprocess.run([sys.executable, "-c", watch, *arguments], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if "used " not in told.stderr:
        raise SystemExit(told.stdout + told.stderr)
    cpu, peak = told.stderr.rpartition("used ")[2].split()
    return seconds, float(cpu), float(peak)


def main() -> None:
    """Measures checking and building, from nothing and with everything known."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--earlier", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = folder / "plans"
        (plans / "programme").mkdir(parents=True)
        (plans / "nordwind").mkdir()
        (plans / "nordwind" / "plan.yaml").write_text("account: {name: Nordwind AG}\n")
        (plans / "programme" / "selection.yaml").write_text(_SELECTION)
        write_table(plans / "programme" / "customers.csv", given.rows, 7)
        if given.earlier:
            write_table(plans / "programme" / "customers-2025.csv", given.rows, 8)
        os.environ["KAMSITE_CACHE"] = str(folder / "cache")
        build = ("build", str(plans), "--out", str(folder / "site"))
        steps = {
            "check": ("check", str(plans), "--no-cache"),
            "build": build,
            "nothing to do": build,
        }
        for step, arguments in steps.items():
            seconds, cpu, peak = measured(*arguments)
            print(f"{step:14} {seconds:6.1f} s {cpu:6.1f} s of cpu {peak:6.0f} MB")
        page = folder / "site" / "programme" / "customers.html"
        print(f"the page       {page.stat().st_size / 1024:6.0f} KB")


if __name__ == "__main__":
    main()
