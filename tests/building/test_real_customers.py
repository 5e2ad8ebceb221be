"""A real customer base: the companies of the S&P 500 over ten years, whose files drift in headings and units.

Revenue is market capitalisation divided by price/sales; the division is done here, everything else by the import, with
numbers as the files write them: `29.8B`, 40.7 (billions), 25180000000.
"""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kamsite.building.checking import check
from kamsite.building.customerbase import count_customers
from kamsite.building.question import Question
from kamsite.model.analyses.programme.abc import CustomerBase
from kamsite.model.programme import CustomerTables, Selection
from kamsite.model.readprogramme import Programme
from kamsite.model.rules.programme import ProgrammeContext
from kamsite.model.schema import load_schemas

pytestmark = pytest.mark.shared
CAP, RATIO = ("Market Cap", "market capitalization"), ("Price/Sales", "price/sales")
SELECTION = "customers: {columns: {id: Symbol, name: Name, industry: Sector, revenue: [Revenue, revenues]}}\n"
BILLIONS = ("2013", "2014", "2015", "2016", "2017")


def tables(shared: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each year."""
    folder = shared / "real" / "sp500" / "by-year"
    found = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found[file.name[:4]] = list(csv.DictReader(lines))
    return found


def revenue(row: Mapping[str, str]) -> str:
    """The revenue as that year's file would write it; empty where the file does not know."""
    cap = next(row[key] for key in CAP if key in row)
    ratio = next(row[key] for key in RATIO if key in row)
    if cap in ("", "N/A") or ratio in ("", "N/A") or not float(ratio):
        return cap if cap == "N/A" else ""
    size = cap[-1] if cap[-1].isalpha() else ""
    return f"{float(cap.removesuffix(size)) / float(ratio):.6f}{size}"


def export(rows: list[dict[str, str]], heading: str) -> bytes:
    lines = [["Symbol", "Name", "Sector", heading, "SEC Filings"]]
    lines += [[row["Symbol"], row["Name"], row.get("Sector", ""), revenue(row), "http://…"] for row in rows]
    return "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) for line in lines).encode()


@pytest.fixture
def files(shared: Path) -> dict[str, bytes]:
    """The programme's folder: the newest year is today's table."""
    years = tables(shared)
    newest = max(years)
    found = {"programme/customers.csv": export(years[newest], "Revenue")}
    for year, rows in years.items():
        if year != newest:
            found[f"programme/customers-{year}.csv"] = export(rows, "revenues" if year == "2012" else "Revenue")
    return found


def test_units_that_drift_by_year_are_noticed_and_mended(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    (tmp_path / "programme" / "selection.yaml").write_text(SELECTION)
    drifting = [one for one in check(Question(tmp_path), None, jobs=1).findings if one.code == "K228"]
    assert [finding.place.file[-8:-4] for finding in drifting] == list(BILLIONS)
    assert all("1,000,000,000 times smaller" in finding.message.en for finding in drifting)
    units = ", ".join(f"customers-{year}: 1000000000" for year in BILLIONS)
    assert all(finding.hint and finding.hint.en.partition("{")[2].startswith("customers-") for finding in drifting)
    mended = f"{SELECTION.rstrip()[:-1]}, units: {{{units}}}}}\n"
    (tmp_path / "programme" / "selection.yaml").write_text(mended)
    assert [one.code for one in check(Question(tmp_path), None, jobs=1).findings if one.code == "K228"] == []


def counted(files: Mapping[str, bytes]) -> CustomerBase:
    columns = {"id": ("Symbol",), "name": ("Name",), "revenue": ("Revenue", "revenues")}
    units = {f"customers-{year}": 10**9 for year in BILLIONS}
    selection = Selection(customers=CustomerTables(columns=columns, units=units))
    programme = Programme(selection=selection, customers=tuple(sorted(files)))
    context = ProgrammeContext(
        programme,
        staff={},
        staff_ids=frozenset(),
        plans=(),
        schemas=load_schemas(),
        read=files.__getitem__,
        as_of=date(2026, 9, 1),
    )
    found = count_customers(context, None).base
    assert found is not None
    return found


def test_gini_limits_and_ranks_are_those_of_numpy(files: dict[str, bytes], shared: Path) -> None:
    years = tables(shared)
    main = counted(files).main
    rows = [row for row in years[max(years)] if revenue(row)]
    amounts = np.array([float(revenue(row)) for row in rows])
    symbols = np.array([row["Symbol"] for row in rows])
    order = np.lexsort((symbols, -np.round(amounts * 100)))
    amounts, symbols = amounts[order], symbols[order]
    before = np.concatenate(([0.0], np.cumsum(amounts)[:-1])) / amounts.sum()
    classes = np.where(before < 0.8, "A", np.where(before < 0.95, "B", "C"))
    assert [row.id for row in main.rows] == symbols.tolist()
    assert [row.abc for row in main.rows] == classes.tolist()
    assert [one.customers for one in main.classes] == [int((classes == name).sum()) for name in "ABC"]
    ascending = amounts[::-1]
    places = np.arange(1, len(ascending) + 1)
    gini = 2 * (places * ascending).sum() / (len(ascending) * ascending.sum()) - (len(ascending) + 1) / len(ascending)
    assert main.gini == pytest.approx(gini, abs=1e-4)
    assert main.total == pytest.approx(amounts.sum(), rel=1e-9)
    assert main.missing == len(years[max(years)]) - len(rows)


def test_each_year_is_told_and_the_latest_move_by_move(files: dict[str, bytes], shared: Path) -> None:
    years = tables(shared)
    base = counted(files)
    assert [one.label for one in base.earlier] == sorted((year for year in years if year != max(years)), reverse=True)
    assert [one.moves is not None for one in base.earlier] == [True] + [False] * 8
    latest = base.earlier[0]
    assert latest.moves is not None
    by_symbol = {row["Symbol"]: float(revenue(row)) for row in years[latest.label] if revenue(row)}
    now = {row.id: row for row in base.main.rows}
    listed = {row["Symbol"] for row in years[max(years)]}
    for move in latest.moves.rows:
        assert (now[move.id].abc if move.id in now else "?" if move.id in listed else "") == move.after
        assert move.amount_before == (pytest.approx(by_symbol[move.id]) if move.id in by_symbol else None)
    totals = [one.total for one in base.earlier]
    assert all(5e12 < total < 3e13 for total in totals), "all years in dollars"
