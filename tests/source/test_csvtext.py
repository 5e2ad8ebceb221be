"""CSV files as rows, whatever program wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.source.csvtext import Row, Unreadable, read_csv


def table(content: bytes | str) -> list[list[str] | str]:
    """The header and the rows; of a row that cannot be read why."""
    csv = read_csv("t.csv", content.encode() if isinstance(content, str) else content)
    rows = [row.cells if isinstance(row, Row) else row.reason.en for row in csv.rows()]
    return [csv.header.cells, *rows] if csv.header else rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_in_the_first_line(delimiter: str) -> None:
    text = "id;name;a,b\n1;x;2,5\n".replace(";", "\0").replace(",", ".").replace("\0", delimiter)
    assert table(text)[1] == ["1", "x", "2.5"]


def test_excel_may_name_the_delimiter() -> None:
    assert table("sep=,\nid,name;more\n1,a;b\n") == [["id", "name;more"], ["1", "a;b"]]


def test_a_delimiter_within_quotes_does_not_count() -> None:
    assert table('"a,b,c,d";name\n1;2\n') == [["a,b,c,d", "name"], ["1", "2"]]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("Müller\n".encode(), []),
        ("Müller\n".encode("utf-8-sig"), []),
        ("Müller\n".encode("cp1252"), ["K226"]),
        ("Müller\n".encode("utf-16"), ["K226"]),
        ("Müller\n".encode("utf-16-le"), ["K226"]),
        ("Müller\n".encode("utf-16-be"), ["K226"]),
    ],
)
def test_umlauts_survive_every_usual_encoding(content: bytes, codes: list[str]) -> None:
    csv = read_csv("t.csv", content)
    assert csv.header
    assert csv.header.cells == ["Müller"]
    assert [finding.code for finding in csv.findings] == codes


@pytest.mark.parametrize(
    "content", [b"id;name\n1;M\xfcller\n2;M\xc3\xbcller\n3;S\xc3\xb6hne\n4;b\n", b"\xef\xbb\xbfid\n\xfc\n"]
)
def test_a_damaged_letter_costs_its_row_and_not_the_umlauts_of_all_others(content: bytes) -> None:
    csv = read_csv("t.csv", content)
    assert csv.findings == ()
    told = table(content)
    assert told[1] == "it holds characters that are no text"
    assert told[2:] in ([["2", "Müller"], ["3", "Söhne"], ["4", "b"]], [])


def test_a_letter_that_its_encoding_does_not_have_is_told() -> None:
    """0x81 is ü in the old encoding of DOS, and nothing in that of Windows."""
    assert table("id;name\n1;Müller\n2;b\n".encode("cp850")) == [
        ["id", "name"],
        "it holds characters that are no text",
        ["2", "b"],
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(ending: str) -> None:
    assert table(f"id;name{ending}1;a{ending}2;b{ending}") == [["id", "name"], ["1", "a"], ["2", "b"]]


def test_quotes_hold_delimiters_quotes_and_line_breaks() -> None:
    assert table('id;name\n1;"a;b"\n2;"say ""hi"""\n3;"two\nlines"\n4;d\n') == [
        ["id", "name"],
        ["1", "a;b"],
        ["2", 'say "hi"'],
        ["3", "two lines"],
        ["4", "d"],
    ]


def test_a_quote_amid_a_value_without_quotes_is_a_letter() -> None:
    assert table('id;name\n1;Rohr 5" AG\n2;b\n')[1:] == [["1", 'Rohr 5" AG'], ["2", "b"]]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('"never closed;b', "a quote is opened and never closed"),
        ('"a"b;c', "a quote stands in the middle of a value"),
        ("a\0b;c", "it holds characters that are no text"),
        ("x" * 100_001, "it is far too long"),
    ],
)
def test_a_row_that_cannot_be_read_costs_itself_only(row: str, reason: str) -> None:
    assert table(f"id;name\n1;a\n{row}\n2;b\n3;c\n") == [["id", "name"], ["1", "a"], reason, ["2", "b"], ["3", "c"]]


def test_what_to_do_about_a_row_fits_what_is_wrong_with_it() -> None:
    rows = read_csv("t.csv", f'id;name\n"a"b;c\na\0b;c\n{"x" * 100_001}\n'.encode()).rows()
    hints = [row.hint.en.split()[0] for row in rows if isinstance(row, Unreadable)]
    assert hints == ["A", "Write", "Probably"]


def test_empty_rows_are_left_out_and_lines_are_counted() -> None:
    csv = read_csv("t.csv", b'\nid;name\n;;\n\n1;"a\nb"\n2;c\n')
    assert csv.header
    assert csv.header.line == 2
    assert [row.line for row in csv.rows()] == [5, 7]


def test_a_value_knows_its_column() -> None:
    plain, quoted = read_csv("t.csv", b'id;name;revenue\n10001;Nordwind;5\n2;"a";7\n').rows()
    assert isinstance(plain, Row)
    assert isinstance(quoted, Row)
    assert [plain.column(position) for position in range(3)] == [1, 7, 16]
    assert quoted.column(2) == 1


def test_rows_can_be_read_again() -> None:
    csv = read_csv("t.csv", b"id\n1\n2\n")
    assert list(csv.rows()) == list(csv.rows())


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_there_is_an_answer(content: bytes) -> None:
    for row in read_csv("t.csv", content).rows():
        assert row.line > 0


@given(st.lists(st.lists(st.text('ab;," \n', max_size=6), min_size=2, max_size=2), max_size=8))
def test_every_line_is_in_a_row_or_told(values: list[list[str]]) -> None:
    lines = [";".join(row) for row in values]
    text = "x;y\n" + "\n".join(lines) + "\n"
    for row in read_csv("t.csv", text.encode()).rows():
        assert isinstance(row, Unreadable) or row.cells


def test_many_open_quotes_take_no_longer_than_they_should() -> None:
    rows = list(read_csv("t.csv", b"id;name\n" + b'1;"a\n' * 20_000).rows())
    assert all(isinstance(row, Unreadable) for row in rows)
