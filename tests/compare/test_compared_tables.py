"""Tables of customers compared row by row."""

import pytest

from kamsite.compare.tables import RowChange, compare_tables

BEFORE = "id;name;revenue\n1;Nordwind;100\n2;Kranbau;200\n3;Fjordlift;300\n"


def test_rows_come_go_and_change_by_their_id_whatever_their_order() -> None:
    after = "id;name;revenue\n3;Fjordlift;300\n4;Save;4\n1;Nordwind AG;150\n"
    found = compare_tables("customers.csv", BEFORE.encode(), after.encode())
    assert (found.added, found.removed, found.changed) == (1, 1, 1)
    assert found.rows == (
        RowChange("4", "Save", "added"),
        RowChange("1", "Nordwind AG", "changed", (("name", "Nordwind", "Nordwind AG"), ("revenue", "100", "150"))),
        RowChange("2", "Kranbau", "removed"),
    )


def test_another_delimiter_encoding_or_order_of_columns_changes_no_row() -> None:
    after = "id,revenue,name\r\n1,100,Nordwind\r\n2,200,Kranbau\r\n3,300,Fjordlift\r\n"
    found = compare_tables("customers.csv", BEFORE.encode(), after.encode("utf-8-sig"))
    assert found.rows == ()


@pytest.mark.parametrize("after", [BEFORE + "1;Doppelt;1\n", BEFORE + ";Ohne;1\n", BEFORE + '5;"offen;1\n', ""])
def test_where_rows_cannot_be_told_apart_nothing_is_said(after: str) -> None:
    found = compare_tables("customers.csv", BEFORE.encode(), after.encode())
    assert (found.is_counted, found.rows) == (False, ())
