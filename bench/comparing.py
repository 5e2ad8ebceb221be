"""Measures the comparison of two versions of a plan of about 370 lines, once both are loaded.

    python -m bench.comparing --accounts 20

Makes accounts from a seed, each in three versions: as it is, with a few values changed, and as another account, so
that everything differs. Prints milliseconds of processor time for one plan, with what follows from the changes: median and
worst, and what a text of 5,000 lines costs.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.generate import write_account
from kamsite.compare.names import names_of
from kamsite.compare.plans import Criteria, compare_account
from kamsite.compare.prose import compare_texts
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.schema import load_schemas

_ROUNDS = 5


def read(folder: Path, account: str) -> Plan:
    """The plan in a folder, under an id of its own."""
    schemas = load_schemas()
    found = {f"{account}/{f.relative_to(folder).as_posix()}": f for f in folder.rglob("*") if f.is_file()}
    text, _ = read_plan(sort_files(account, found), lambda file: found[file].read_bytes(), schemas)
    return give_types(text, schemas)


def milliseconds(work: Callable[[], object]) -> float:
    """The processor time of one of several rounds, the median of them."""
    taken = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def measure(accounts: int, seed: int) -> None:
    """Measures and prints."""
    schemas = load_schemas()
    criteria = Criteria({name: schemas.field(name) for name in CHAPTERS})
    rows: dict[str, list[float]] = {"a few values changed": [], "everything is another": [], "nothing changed": []}
    lines: list[int] = []
    told: list[int] = []
    with tempfile.TemporaryDirectory() as place:
        for number in range(accounts):
            versions = []
            for version, which in ((0, number), (3, number), (0, number + accounts)):
                folder = Path(place) / f"{number}-{version}-{which}"
                for step in sorted({0, version}):
                    write_account(folder, which, step, seed)
                (account,) = [inner for inner in folder.rglob("plan.yaml") if "divisions" not in inner.parts]
                versions.append(read(account.parent, "account"))
                lines.append(sum(len(f.read_text("utf-8").splitlines()) for f in account.parent.rglob("*.yaml")))
            for row, other in zip(rows.values(), (versions[1], versions[2], versions[0]), strict=True):
                names = names_of((versions[0], other), ())
                row.append(milliseconds(partial(compare_account, versions[0], other, criteria, names)))
            told.append(sum(len(one.changes) for one in compare_account(versions[0], versions[1], criteria)))
    print(
        f"{accounts} plans of {statistics.mean(lines):.0f} lines of YAML; {statistics.mean(told):.1f} changes where few"
    )
    for name, row in rows.items():
        print(f"{name:>24}  median {statistics.median(row):6.1f} ms   worst {max(row):6.1f} ms")
    print(f"{'5,000 lines of prose':>24}  {milliseconds(_prose(seed)):13.1f} ms")


def _prose(seed: int) -> Callable[[], object]:
    """Two texts of 5,000 lines, half of whose paragraphs differ by a word."""
    chance = random.Random(seed)
    before = [" ".join(f"word{chance.randrange(3000)}" for _ in range(20)) for _ in range(2500)]
    after = [text.replace(" ", f" new{chance.randrange(99)} ", 1) if chance.random() < 0.5 else text for text in before]
    return lambda: compare_texts("\n\n".join(before), "\n\n".join(after))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    measure(given.accounts, given.seed)


if __name__ == "__main__":
    main()
