"""The page on all customers: what it tells, who may see it, and that it stays small whatever the table holds."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pagecheck import said_in
from sites import PLANS, pages, publish, site, write

CANARY = "Kanarienwerk Ohneplan"
TABLE = f"""
    Kundennummer;Name;Umsatz;Potenzial;Land;Plan
    1;Nordwind Antriebe AG;700.000;900.000;DE;nordwind
    2;{CANARY} GmbH;150.000;100.000;DE;
    3;Thornmere Packaging;90.000;2.000.000;GB;thornmere
    4;Tischlerei Peters;40.000;40.000;DE;
    5;Stornokunde;-5.000;;DE;
    6;Ohne Betrag;;;DE;
    """
THEN = """
    id;name;revenue
    1;Nordwind Antriebe AG;700000
    2;Kanarienwerk Ohneplan GmbH;20000
    4;Tischlerei Peters;40000
    7;Gone with the Wind;300000
    """


def built(tmp_path: Path, edition: str = "team", changed: dict[str, str] | None = None) -> dict[str, str]:
    plans = write(tmp_path / "plans", {**PLANS, "programme/customers.csv": TABLE, **(changed or {})})
    publish(plans, tmp_path / "out", edition=edition)
    return pages(tmp_path / "out")


def test_it_tells_at_a_glance_how_few_make_most(tmp_path: Path) -> None:
    made = built(tmp_path)
    told = said_in(made["programme/customers.html"], "glance")
    assert "Kunden 5 1 weitere ohne Betrag zählen nicht mit" in told
    assert "Umsatz 980 Tsd. €" in told
    assert "Machen 80 % 2 40 % aller Kunden" in told
    assert "A ohne Plan 1 sie machen 150 Tsd. €" in told
    assert "Gini-Koeffizient 0,62" in told
    assert "Klasse A (Kunden: 2) macht " in made["programme/customers.html"]
    assert "Revenue 980 k €" in said_in(made["en/programme/customers.html"], "glance")


def test_a_customers_without_a_plan_and_those_with_one_are_told(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/customers.html"]
    assert f"{CANARY} GmbH 2 2 DE 150.000 € 15 % 87 % A" in said_in(page, "unplanned")
    assert "Thornmere Packaging 3 3 GB 90.000 € 9,2 % 96 % B thornmere" in said_in(page, "planned")
    assert 'href="../thornmere/index.html"' in page
    assert "Stornokunde 5 5 DE -5.000 € 0 % 100 % C" in said_in(page, "all")


def test_moves_since_a_table_of_another_year_are_told(tmp_path: Path) -> None:
    page = built(tmp_path, changed={"programme/customers-2025.csv": THEN})["programme/customers.html"]
    told = said_in(page, "moves")
    assert "Auf- und Absteiger seit 2025" in told
    assert f"{CANARY} GmbH 2 C ▲ A 20.000 € 150.000 €" in told
    assert "Gone with the Wind 7 A weg 300.000 €" in told
    assert "2025 4 1,06 Mio. €" in said_in(page, "years")


def test_the_measure_is_the_one_that_the_programme_chose(tmp_path: Path) -> None:
    chosen = {"programme/selection.yaml": "abc: {by: potential, a_until: 60 %}\n"}
    page = built(tmp_path, changed=chosen)["programme/customers.html"]
    assert "Thornmere Packaging 3 1 GB 2.000.000 € 66 % 66 % A thornmere" in said_in(page, "planned")
    assert "A sind die Kunden, die die ersten 60 % machen" in said_in(page, "pyramid")
    assert "Potenzial 4 3,04 Mio. €" in said_in(page, "others")


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_customers_without_a_plan_are_in_no_byte_of_an_edition_without_commercial(tmp_path: Path, edition: str) -> None:
    made = built(tmp_path, edition, {"programme/customers-2025.csv": THEN})
    assert "programme/customers.html" not in made
    for name, content in site(tmp_path / "out").items():
        assert b"Kanarienwerk" not in content, name
        assert b"Gone with the Wind" not in content, name
        assert b"programme/customers" not in content, name


def test_an_edition_for_some_accounts_knows_nothing_of_the_others(tmp_path: Path) -> None:
    shows = "[public, internal, commercial, personal]"
    some = f"editions: {{team: {{shows: {shows}}}, one: {{shows: {shows}, accounts: [nordwind]}}}}"
    built(tmp_path, "one", {"site.yaml": some})
    assert all(b"Kanarienwerk" not in content for content in site(tmp_path / "out").values())


def test_a_long_table_is_told_by_its_largest_customers_in_parts(tmp_path: Path) -> None:
    rows = "\n".join(f"{number};Kunde {number};{1_000_000 / number:.2f}" for number in range(1, 5_001))
    made = built(tmp_path, changed={"programme/customers.csv": f"id;name;revenue\n{rows}\n"})
    parts = [name for name in made if name.startswith("programme/customers")]
    assert len(parts) == 20
    assert all(len(made[name]) < 200_000 for name in parts)
    first, last = made["programme/customers.html"], made["programme/customers-20.html"]
    assert "Die größten 2.000 von 5.000; die übrigen stehen nur als Klasse da." in said_in(last, "all")
    assert said_in(first, "unplanned").endswith("weitere")
    assert max(line.count("L") for line in re.findall(r' d="M[^"]*"', first)) < 200


def test_a_table_without_amounts_says_what_to_do(tmp_path: Path) -> None:
    page = built(tmp_path, changed={"programme/customers.csv": "id;name\n1;Nordwind\n"})["programme/customers.html"]
    assert "Exportieren Sie alle Kunden aus CRM oder ERP" in said_in(page, "all")


def test_what_was_counted_is_remembered_and_the_data_library_is_not_loaded_again(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "programme/customers.csv": TABLE})
    arguments = ["build", str(plans), "--out", str(tmp_path / "out"), "--edition", "team", "--jobs", "1"]
    program = "import sys; from kamsite.cli import main; main(sys.argv[1:]); print('polars' in sys.modules)"

    def loads() -> str:
        told = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env={**os.environ, "KAMSITE_CACHE": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=True,
        )
        return told.stdout.strip().splitlines()[-1]

    assert loads() == "True"
    assert loads() == "False"
    (plans / "thornmere" / "plan.yaml").write_text("account: {name: Thornmere, segment: focus}\n")
    assert loads() == "False"
