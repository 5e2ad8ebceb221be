import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.diagnostics import Place, Severity
from kamsite.source.document import Document, Mark, Path, Value
from kamsite.source.plaintext import MAX_BYTES, has_unwanted, lines_of
from kamsite.source.yamltext import read_yaml


def read(text: str) -> Document:
    result = read_yaml("nordwind/people.yaml", text.encode())
    assert result.findings == ()
    assert result.document
    return result.document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-5", -5),
        ("+2", 2),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        (".5", 0.5),
        ("2026", 2026),
        ("9007199254740993", 9007199254740993),
    ],
)
def test_these_words_are_not_text(written: str, value: object) -> None:
    data = read(f"key: {written}\n").data
    assert data == {"key": value}
    assert isinstance(data, dict)
    assert type(data["key"]) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "no", "yes", "on", "off", "True", "TRUE", "False", "Null", "NULL", "None"),
        *("12:30", "1:2:3", "2026-03-12", "2026-03", "2026-Q1", "01067", "007", "-01", "00"),
        *("0x1F", "0o17", ".inf", "-.inf", ".nan", "NaN", "Infinity", "1_000", "1,5", "62 %", "1.5.2", "+", ".", "e5"),
        *("1e", "1e+", "12e3x", "١٢٣", "１２", "½"),
    ],
)
def test_these_words_are_text(written: str) -> None:
    assert read(f"key: {written}\n").data == {"key": written}


@pytest.mark.parametrize("written", ["12", "true", "null", "~", "", "1e3", "2026"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_what_is_quoted_is_text(written: str, quote: str) -> None:
    assert read(f"key: {quote}{written}{quote}\n").data == {"key": written}


@pytest.mark.parametrize("block", ["|", ">"])
def test_a_block_text_is_text(block: str) -> None:
    assert read(f"key: {block}-\n  12\n").data == {"key": "12"}


def test_keys_are_text_as_they_are_written() -> None:
    data = read("2024: a\n1.50: b\ntrue: c\n~: d\nnull: e\n'quoted': f\n2026-Q1: g\n01067: h\n").data
    assert data == dict(
        zip(("2024", "1.50", "true", "~", "null", "quoted", "2026-Q1", "01067"), "abcdefgh", strict=True)
    )


def test_every_value_and_key_knows_its_place() -> None:
    document = read(
        "people:\n  vogt:\n    roles: [ratifier, 'buyer']\n    name: Henrik Vogt   # chief\n  öz: {contact: 5}\n"
    )
    file = "nordwind/people.yaml"
    assert document.place(()) == Place(file, 1, 1, 6)
    assert document.place(("people",)) == Place(file, 2, 3, 4)
    assert document.place_of_key(("people", "vogt")) == Place(file, 2, 3, 4)
    assert document.place(("people", "vogt", "roles")) == Place(file, 3, 12, 19)
    assert document.place(("people", "vogt", "roles", 1)) == Place(file, 3, 23, 7)
    assert document.place(("people", "vogt", "name")) == Place(file, 4, 11, 11)
    assert document.place(("people", "öz")) == Place(file, 5, 7, 12)
    assert document.place_of_key(("people", "öz", "contact")) == Place(file, 5, 8, 7)
    assert document.place(("people", "öz", "contact")) == Place(file, 5, 17, 1)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_count_characters_whatever_the_line_ends(line_end: str, mark: str) -> None:
    text = mark + line_end.join(["größe: 😀 Ä", "𝄞: {ü😀ü: ja}", "- no", ""]).replace("- no", "c: 'é😀'")
    document = read(text)
    assert document.data == {"größe": "😀 Ä", "𝄞": {"ü😀ü": "ja"}, "c": "é😀"}
    places = [document.place(path) for path in (("größe",), ("𝄞", "ü😀ü"), ("c",))]
    assert [(place.line, place.column, place.width) for place in places] == [(1, 8, 3), (2, 10, 2), (3, 4, 4)]
    key = document.place_of_key(("𝄞", "ü😀ü"))
    assert (key.line, key.column, key.width) == (2, 5, 3)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_over_several_lines_is_as_wide_as_its_first_line(line_end: str) -> None:
    document = read("a: one\n  two\nb: 'three  \n  four'\nc: |\n  five\nd:\n".replace("\n", line_end))
    assert document.data == {"a": "one two", "b": "three four", "c": "five\n", "d": None}
    assert [document.place((key,)).width for key in "abcd"] == [3, 6, 1, 1]
    assert document.place(("d",)) == Place("nordwind/people.yaml", 7, 3, 1)


def test_a_block_text_keeps_its_end_when_the_file_has_no_last_line_break() -> None:
    assert read("a: |\n  x").data == {"a": "x\n"}


def test_a_file_with_byte_order_mark_and_windows_line_ends_reads_like_any_other() -> None:
    assert read("\ufeffa: |\r\n  x\r\n  y\r\n").data == {"a": "x\ny\n"}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "\ufeff", "~\n", "   \n# x"])
def test_an_empty_file_is_an_empty_chapter(text: str) -> None:
    result = read_yaml("plan.yaml", text.encode())
    assert result.document
    assert result.document.data is None
    [finding] = result.findings
    assert (finding.code, finding.severity) == ("K112", Severity.WARNING)
    assert finding.message.en == "This chapter is empty."


def test_the_largest_file_is_read() -> None:
    line = "- " + "x" * 1021 + "\n"
    text = line * (MAX_BYTES // len(line))
    assert len(text) == MAX_BYTES
    assert isinstance(read(text).data, list)


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_text_may_have_two_hundred_thousand_characters(quote: str) -> None:
    assert read(f"a: {quote}{'x' * 200_000}{quote}\n").data == {"a": "x" * 200_000}


def test_a_file_may_have_a_hundred_thousand_values() -> None:
    assert read("- x\n" * 99_999).data == ["x"] * 99_999


def test_lists_and_mappings_may_be_nested_fifty_levels_deep() -> None:
    data = read("[" * 50 + "x" + "]" * 50).data
    for _ in range(50):
        assert isinstance(data, list)
        [data] = data
    assert data == "x"


def test_a_number_may_have_three_hundred_digits() -> None:
    assert read("9" * 300).data == int("9" * 300)


plain_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(lambda text: not has_unwanted(text))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | plain_texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_texts, inner, max_size=4),
    max_leaves=15,
)


@given(json_values, st.sampled_from([None, 1]))
def test_json_is_read_as_what_it_means(value: Value, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    document = read_yaml("x.yaml", text.encode()).document
    assert document
    assert document.data == value


@given(json_values)
def test_every_place_lies_in_the_file_and_holds_its_value(value: Value) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    document = read_yaml("x.yaml", text.encode()).document
    assert document
    lines = lines_of(text)
    for path, mark in marks(document.mark):
        assert document.place(path) == Place("x.yaml", mark.line, mark.column, mark.width)
        written = lines[mark.line - 1][mark.column - 1 : mark.column - 1 + mark.width]
        if mark.inside is None:
            assert json.loads(written) == at(value, path)
        else:
            assert written[0] in "[{"


def marks(mark: Mark, path: Path = ()) -> list[tuple[Path, Mark]]:
    inside = mark.inside or {}
    steps = inside.items() if isinstance(inside, dict) else enumerate(inside)
    return [(path, mark), *(found for step, deeper in steps for found in marks(deeper, (*path, step)))]


def at(value: Value, path: Path) -> Value:
    for step in path:
        value = value[step]  # type: ignore[index, call-overload]
    return value


@given(
    st.binary(max_size=200)
    | st.text("ab:-[]{}&*!|>'\"%@`#,? \n\t\r\\<=~1.e+ü😀\u2028\x00", max_size=60).map(str.encode)
)
def test_whatever_the_bytes_are_there_is_a_document_or_a_finding_in_the_file(content: bytes) -> None:
    result = read_yaml("x.yaml", content)
    assert result.document or result.findings
    lines = lines_of(content.decode("utf-8", "replace"))
    for finding in result.findings:
        assert finding.code[:2] == "K1"
        assert finding.message.en
        assert finding.message.de
        assert finding.hint
        assert 0 <= finding.place.line <= len(lines)
        assert finding.place.line == 0 or finding.place.column <= len(lines[finding.place.line - 1]) + 1


def test_reading_takes_time_in_proportion_to_the_length() -> None:
    """Twenty times the text, in the kinds that grow worst, costs about twenty times the time."""
    for kind in ("- {a: 'b c', d: [e, 1]}\n", "- |\n  text text\n", "- x # comment\n"):
        short, long = (best_time(kind * count) for count in (300, 6000))
        assert long < short * 60


def best_time(text: str) -> float:
    content = text.encode()

    def once() -> float:
        start = time.process_time()
        read_yaml("x.yaml", content)
        return time.process_time() - start

    return min(once() for _ in range(5))
