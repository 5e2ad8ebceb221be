"""All customers out of CRM or ERP: rows as typed values, and bounded findings."""

import tracemalloc
from collections import Counter

from kamsite.diagnostics import Finding, Severity
from kamsite.model.customers import MOST_FINDINGS, read_customers
from kamsite.model.programme import CustomerRow
from kamsite.model.schema import load_schemas

FILE = "programme/customers.csv"


def read(text: str | bytes) -> tuple[list[CustomerRow], tuple[Finding, ...]]:
    table = read_customers(FILE, text.encode() if isinstance(text, str) else text, load_schemas())
    rows = [customer for _, customer in table.rows()]
    return rows, table.found.all(FILE)


def test_a_german_export_becomes_typed_values() -> None:
    rows, found = read(
        "Kundennummer;Firma;Jahresumsatz;DB;Umsatzpotenzial;Land;Branche;Klasse;KAM;Kunde seit;Konzern;Kundenplan\n"
        "10001;Nordwind AG;1.110.000,50;345.000;3.200.000;DE;Antriebe;Schlüsselkunde;weber;2019;Nordwind;nordwind\n"
    )
    assert found == ()
    assert rows == [
        CustomerRow(
            id="10001",
            name="Nordwind AG",
            revenue=1110000.5,
            margin=345000,
            potential=3200000,
            country="DE",
            industry="Antriebe",
            segment="key",
            manager="weber",
            since="2019",
            group="Nordwind",
            plan="nordwind",
        )
    ]


def test_empty_and_unknown_values_are_not_known() -> None:
    rows, found = read("id,name,revenue,segment,country\n1,A,,,\n2,B,unknown,unknown,unknown\n")
    assert found == ()
    assert rows == [CustomerRow(id="1", name="A"), CustomerRow(id="2", name="B")]


def test_numbers_of_customers_keep_their_zeros() -> None:
    rows, _ = read("id;name\n000123;A\n")
    assert rows[0].id == "000123"


def test_a_row_that_does_not_fit_is_left_out_and_told() -> None:
    rows, found = read("id;name;revenue\n1;A;5\n2;B;five\n3;C;7\n")
    assert [row.id for row in rows] == ["1", "3"]
    assert [(finding.code, finding.severity, str(finding.place)) for finding in found] == [
        ("K222", Severity.ERROR, f"{FILE}:3:5")
    ]


def test_the_first_of_two_rows_counts() -> None:
    rows, found = read("id;name\n1;A\n1;B\n")
    assert [row.name for row in rows] == ["A"]
    assert [finding.code for finding in found] == ["K223"]


def test_without_number_or_name_nothing_is_read() -> None:
    rows, found = read("number;revenue\n1;5\n")
    assert rows == []
    assert [finding.code for finding in found] == ["K225"]


def test_mistakes_in_every_row_are_told_briefly_with_their_number() -> None:
    text = "id;name;revenue\n" + "".join(f"{n};A;five\n" for n in range(3000)) + "x\n" * 60 + "0;A;1\n0;B;1\n"
    _, found = read(text)
    counts = Counter(finding.code for finding in found)
    assert counts == {"K222": MOST_FINDINGS + 1, "K221": MOST_FINDINGS + 1, "K223": 1}
    told = {finding.code: finding.message for finding in found if not finding.place.line}
    assert told["K222"].en == "… and 2,950 more of this kind."
    assert told["K222"].de == "… und 2.950 weitere dieser Art."


def test_memory_does_not_grow_with_what_is_wrong() -> None:
    text = ("id;name;revenue\n" + "".join(f"{n};{'A' * 200};five\n" for n in range(30_000))).encode()
    read(text[:1000])
    tracemalloc.start()
    read(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000 < len(text)


def test_every_column_of_the_schema_is_a_value_of_the_row() -> None:
    assert set(load_schemas().field("customers").properties) == set(CustomerRow.__struct_fields__)
