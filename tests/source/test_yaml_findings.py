"""What is said about YAML that people get wrong: the code, the place, and words that help."""

import pytest

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.source.yamltext import YamlText, read_yaml


def read(text: str | bytes) -> YamlText:
    return read_yaml("a.yaml", text.encode() if isinstance(text, str) else text)


def only(text: str | bytes) -> Finding:
    [finding] = read(text).findings
    assert finding.hint
    return finding


def underlined(text: str, finding: Finding) -> str:
    """The text that a caret line would underline."""
    place = finding.place
    return text.splitlines()[place.line - 1][place.column - 1 : place.column - 1 + place.width]


SYNTAX = {
    "a colon inside a text": ("a: 1\nname: Dr. Öz: Kiel # x\n", 2, "Dr. Öz: Kiel", 'in quotes: "Dr. Öz: Kiel"'),
    "a colon inside a text with quotes": ('a: x "y": z\n', 1, 'x "y": z', "in quotes: 'x \"y\": z'"),
    "a colon between typographic quotes": (
        "a: „Kiel: Werk“\n",
        1,
        "„Kiel: Werk“",
        'in quotes: "Kiel: Werk"; quotes that',
    ),
    "a colon between brackets": ("a: {b: c: d}\n", 1, "c: d", 'in quotes: "c: d"'),
    "a colon without a blank": ("a: 1\nb:2\nc: 3\n", 2, "b:2", "Write: b: 2"),
    "a colon without a blank at the start": ("b:2\nc: 3\n", 1, "b:2", "Write: b: 2"),
    "a colon without a blank in brackets": ("a: {b:, c: 1}\n", 1, "b:", "Write: b: …"),
    "a colon with a no-break blank": ("a:\u00a0b\nc: d\n", 1, "a:\u00a0b", "type a colon and a blank"),
    "a wide colon": ("a：1\nb: 2\n", 1, "a：1", "type a colon and a blank"),
    "an equals sign": ("a: 1\nb = 2\n", 2, "b = 2", "Write: b: 2"),
    "a line without a colon": ("a: 1\nfoo\nb: 2\n", 2, "foo", "Write key: value"),
    "a line without a colon at the start": ("foo\nb: 2\n", 1, "foo", "Write key: value"),
    "a dash without a blank": ("a:\n  - x\n  -y\n  - z\n", 3, "-y", "Write: - y"),
    "a key that is too long": ("k" * 1100 + ": 1\n", 1, "k" * 1100 + ": 1", "text: …"),
    "a line indented too far": ("a: 1\n  bc: 2\nd: 3\n", 2, "bc", "same column as its neighbours"),
    "a line indented too little": ("a:\n    b: 1\n  c: 2\n", 3, "c: 2", "same column"),
    "a first line that is indented": (" a: 1\nb: 2\n", 2, "b: 2", "same column"),
    "a block text that moves left": ("a: |\n   x\n  y\nb: 1\n", 3, "y", "same column"),
    "a list where a key has a value": ("a: 1\n- b\n", 2, "- b", "below a key that has no other value"),
    "a list that moves left": ("a:\n    - 1\n  - 2\n", 3, "- 2", "all entries of a list"),
    "a list on the line of its key": ("a: - b\n", 1, "- b", "Start a new line"),
    "a tab": ("a:\n\tb: 1\n", 2, "\t", "two blanks"),
    "a tab after other lines": ("a:\n  b: 1\n\tc: 1\n", 3, "\t", "two blanks"),
    "a tab alone on a line": ("a: 1\n\t\nb: 2\n", 2, "\t", "two blanks"),
    "a tab in a block text": ("a: |\n\tx\n", 2, "\t", "two blanks"),
    "an at sign": ("a: @weber\n", 1, "@", 'in quotes: "@weber"'),
    "a percent sign": ("a: %5\n", 1, "%", 'in quotes: "%5"'),
    "a backtick": ("a: `x`\n", 1, "`", 'in quotes: "`x`"'),
    "an at sign in a list": ("a: [x, @weber, y]\n", 1, "@", 'in quotes: "@weber"'),
    "a larger sign": ("a: > 5 Mio. €\n", 1, ">", 'in quotes: "> 5 Mio. €"'),
    "a bar": ("a: | x\n", 1, "|", 'in quotes: "| x"'),
    "a question mark": ("a: ? b\n", 1, "?", 'in quotes: "? b"'),
    "a question mark in brackets": ("a: [?b]\n", 1, "b", 'in quotes: "?b"'),
    "a comma at the start": ("a: , b\n", 1, ",", 'in quotes: ", b"'),
    "a bracket at the start": ("a: ] b\n", 1, "]", 'in quotes: "] b"'),
    "a percent sign at the start of a line": ("%x\na: 1\n", 1, "%x", "Delete the line"),
    "a quote that is never closed": ('a: "Meier\nb: 1\n', 1, '"Meier', 'Add " at the end'),
    "a quote that the next one closes": ('a: "Meier\nb: "x"\nc: 1\n', 1, '"Meier', 'Add " at the end'),
    "a quote closed typographically": ('a: "Meier“\nb: 1\n', 1, '"Meier“', "the straight ones"),
    "an apostrophe in single quotes": ("a: 'it's'\nb: 1\n", 1, "'it's'", 'in quotes: "it\'s"'),
    "text after a quote": ('a: "Weber" GmbH\nb: 1\n', 1, '"Weber" GmbH', "in quotes: '\"Weber\" GmbH'"),
    "text after a quote in a list": ('- "Weber" GmbH\n', 1, '"Weber" GmbH', "in quotes: '\"Weber\" GmbH'"),
    "a list that is never closed": ("a: [1, 2\nb: 3\n", 1, "[", "Add ]"),
    "a mapping that is never closed": ("a: {x: 1, y: 2\nb: 3\n", 1, "{", "Add }"),
    "a list open at the end of the file": ("a: [1, 2\n", 1, "[", "Add ]"),
    "no comma in a list": ('a: ["x" "y"]\n', 1, '"', "Separate the entries with commas"),
    "two commas": ("a: [1,,2]\n", 1, ",", "Delete the comma"),
    "one bracket too many": ("a: [1, 2]]\n", 1, "]", "Delete it"),
    "text after a list": ("a: [1] x\n", 1, "x", "Delete it"),
    "a path in double quotes": ('a: "C:\\daten"\n', 1, "\\d", "'C:\\data'"),
    "a bad code in double quotes": ('a: "\\xzz"\n', 1, "\\xzz", "'C:\\data'"),
    "an instruction nobody knows": ("%FOO x\n---\na: 1\n", 1, "%FOO x", "Delete the line"),
    "something after the end": ("a: 1\n...\nb: 2\n", 3, "b: 2", "Delete the line"),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_a_mistake_is_explained_where_it_was_made(case: str) -> None:
    text, line, part, hint = SYNTAX[case]
    finding = only(text)
    assert finding.code == "K104"
    assert finding.severity is Severity.ERROR
    assert (finding.place.line, underlined(text, finding)) == (line, part)
    assert finding.hint
    assert hint in finding.hint.en
    assert finding.message.de != finding.message.en
    assert read(text.replace("\n", "\r\n")).findings == (finding,)


def test_a_syntax_error_leaves_no_document() -> None:
    assert read("a: [1\n").document is None


def test_a_bracket_that_is_not_closed_says_where_that_was_noticed() -> None:
    [note] = only("a: [1, 2\nb: 3\n").notes
    assert (note.place.line, note.text.en) == (2, "here at the latest it should be closed")


def test_a_key_given_twice_names_both_places() -> None:
    text = "weber: 1\nöz: 2\n'weber': {a: 1, a: 2}\n"
    result = read(text)
    [inner, outer] = sorted(result.findings, key=lambda finding: -finding.place.column)
    assert (outer.code, outer.severity, outer.place) == ("K105", Severity.ERROR, Place("a.yaml", 3, 1, 7))
    assert outer.message.en == "'weber' is given twice, here and in line 1."
    assert [(note.place, note.text.de) for note in outer.notes] == [
        (Place("a.yaml", 1, 1, 5), "hier steht es zum ersten Mal")
    ]
    assert inner.place == Place("a.yaml", 3, 17, 1)
    assert result.document
    assert result.document.data == {"weber": 1, "öz": 2}


@pytest.mark.parametrize(
    ("text", "code", "part", "said"),
    [
        ("a: &Co KG\n", "K106", "&Co KG", "'&Co' is an anchor"),
        ("a: &x [1]\n", "K106", "&", "'&x' is an anchor"),
        ("a: *Co\n", "K106", "*Co", "'*Co' is an alias"),
        ("*Co : a\n", "K106", "*Co", "'*Co' is an alias"),
        ("a: *wichtig*\n", "K106", "*wichtig*", "cannot start with *"),
        ("a: **wichtig**\n", "K106", "**wichtig**", "cannot start with *"),
        ("a: & Co\n", "K106", "& Co", "cannot start with &"),
        ("a: &Müller\n", "K106", "&Müller", "cannot start with &"),
        ("a: !wichtig\n", "K107", "!wichtig", "'!wichtig' is a tag"),
        ("a: !!str 12\n", "K107", "!!str 12", "'!!str' is a tag"),
        ("a: !<tag:x> 12\n", "K107", "!<tag:x> 12", "'tag:x' is a tag"),
        ("a: ! 12\n", "K107", "! 12", "'!' is a tag"),
        ("a: !x [1]\n", "K107", "!", "'!x' is a tag"),
        ("a: !x!y z\n", "K107", "!x!y z", "cannot start with !"),
        ("a: !%FF x\n", "K107", "!%FF x", "cannot start with !"),
        ("a: !%ED%A0%80 x\n", "K107", "!%ED%A0%80", "cannot start with !"),
        ("%TAG ! x\n---\na: 1\n", "K107", "%TA", "%TAG declares tags"),
        ("a: 1\n---\nb: 2\n", "K108", "---", "A second document starts here"),
        ("---\na: 1\n---\n", "K108", "---", "A second document starts here"),
        ("? [a, b]\n: c\n", "K109", "[", "not a list or a mapping"),
        ("{a: 1}: c\n", "K109", "{", "not a list or a mapping"),
        ("? - a\n", "K109", "-", "not a list or a mapping"),
        ("a: 1\n: b\n", "K109", ":", "The key before the colon is missing"),
        ("{: b}\n", "K109", ":", "The key before the colon is missing"),
        ("<<: {a: 1}\n", "K109", "<<", "'<<' merges nothing here"),
        ("a:\n\u00a0 b: 1\n", "K109", "\u00a0 b", "'b' has an invisible special blank"),
        ('a: "x\\0y"\n', "K110", '"x\\0y"', "invisible control character"),
        ('a: "\\u2028"\n', "K110", '"\\u2028"', "invisible control character"),
        ('"\\a": 1\n', "K110", '"\\a"', "invisible control character"),
        ('a: "\\ud800"\n', "K110", "\\ud800", "stands for no character"),
        ('a: "\\U00110000"\n', "K110", "\\U00110000", "stands for no character"),
        ("a: \u0007b\n", "K110", "\u0007", "the invisible control character U+0007"),
        ("ä: \u0081\n", "K110", "\u0081", "the invisible control character U+0081"),
        ("a: \u2028b\n", "K110", "\u2028", "an invisible line separator (U+2028)"),
        ("a: 1\u202e2\n", "K110", "\u202e", "turns the direction of writing (U+202E)"),
        ('a: "\\u2066"\n', "K110", '"\\u2066"', "invisible control character"),
        ("a: \ufeffb\n", "K110", "\ufeff", "byte order mark (U+FEFF)"),
        ("a: 1e400\n", "K111", "1e400", "too large, too small or too long"),
        ("a: -1e-400\n", "K111", "-1e-400", "too large, too small or too long"),
        (f"a: {'9' * 301}\n", "K111", "9" * 301, "too large, too small or too long"),
        (f"a: 1.{'0' * 300}\n", "K111", "1." + "0" * 300, "too large, too small or too long"),
    ],
)
def test_what_plans_do_not_use_is_found_where_it_stands(text: str, code: str, part: str, said: str) -> None:
    finding = only(text)
    line = text.split("\n")[finding.place.line - 1]
    start = finding.place.column - 1
    assert (finding.code, line[start : start + finding.place.width]) == (code, part)
    assert finding.severity is Severity.ERROR
    assert said in finding.message.en


def test_what_stands_around_a_wrong_value_is_still_read() -> None:
    result = read('a: &x 1\nb: *x\nc: !!str 2\n[k]: 3\nd: 1e999\ne: "\\0"\n<<: {f: 1}\ng: 2\n')
    assert [finding.code for finding in result.findings] == ["K106", "K106", "K107", "K109", "K111", "K110", "K109"]
    assert result.document
    assert result.document.data == {"a": 1, "b": None, "c": 2, "d": "1e999", "e": "\ufffd", "<<": {"f": 1}, "g": 2}


def test_an_older_version_of_yaml_is_pointed_out() -> None:
    finding = only("%YAML 1.1\n---\na: yes\n")
    assert (finding.code, finding.severity, finding.place.line) == ("K104", Severity.WARNING, 1)
    assert read("%YAML 1.2\n---\na: yes\n").findings == ()


CONFLICT = "a: 1\n<<<<<<< HEAD\nb: *x\n||||||| base\nb: [\n=======\nb: \tc\n>>>>>>> branch\nd: @\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_conflict_markers_are_recognised_before_any_other_complaint(line_end: str) -> None:
    content = CONFLICT.replace("\n", line_end).encode() + b"\xff\x00"
    finding = only(content)
    assert (finding.code, finding.place) == ("K103", Place("a.yaml", 2, 1, 7))
    assert [note.place.line for note in finding.notes] == [4, 6, 8]


@pytest.mark.parametrize("marker", ["<<<<<<< a", "|||||||", "=======", ">>>>>>> b", "<<<<<<<"])
def test_one_marker_left_over_is_enough(marker: str) -> None:
    finding = only(f"a: 1\n{marker}\nb: 1\n")
    assert (finding.code, finding.place) == ("K103", Place("a.yaml", 2, 1, 7))


def test_each_conflict_is_one_finding() -> None:
    assert [finding.place.line for finding in read(CONFLICT + CONFLICT).findings] == [2, 11]


def test_a_line_of_equals_signs_in_a_text_is_no_conflict() -> None:
    assert read("a: |\n  =======\n  <<<<<<< x\n# ========\nb: ======= x\n").findings == ()


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (b"name: M\xfcller\n", Place("a.yaml", 1, 8), 'it would be "ü"'),
        ("ä: 1\nöö: ".encode() + b"\x80\n", Place("a.yaml", 2, 5), 'it would be "€"'),
        (b"\xef\xbb\xbfa: \xed\xa0\x80\r\n", Place("a.yaml", 1, 4), "byte 0xED"),
        (b"a: 1\r\nb: \xc0\xaf\r\n", Place("a.yaml", 2, 4), "byte 0xC0"),
        (b"a: 1\nb: \xe2\x82", Place("a.yaml", 2, 4), "byte 0xE2"),
        ("a: 1\n".encode("utf-16"), Place("a.yaml", 1, 1), "stored as UTF-16"),
        ("a: 1\n".encode("utf-16-le"), Place("a.yaml", 1, 1), "stored as UTF-16"),
        ("ключ: 1\nname: Weber\n".encode("utf-16-be"), Place("a.yaml", 1, 1), "stored as UTF-16"),
        ("a: 1\n".encode("utf-32"), Place("a.yaml", 1, 1), "stored as UTF-32"),
    ],
)
def test_a_file_that_is_not_utf8_is_said_to_be_so_at_the_first_bad_byte(
    content: bytes, place: Place, said: str
) -> None:
    finding = only(content)
    assert (finding.code, finding.place) == ("K101", place)
    assert said in finding.message.en
    assert finding.hint
    assert "UTF-8" in finding.hint.de


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a" * (2**20 + 1), Place("a.yaml"), "larger than 1 MiB"),
        ("[" * 51 + "]" * 51, Place("a.yaml", 1, 51), "more than 50 levels"),
        ("[" * 100_000, Place("a.yaml", 1, 1001), "more than 50 levels"),
        ("- " * 51 + "x", Place("a.yaml", 1, 101), "more than 50 levels"),
        ("- x\n" * 100_000, Place("a.yaml", 100_000, 3), "more than 100,000 values"),
        ("a:\n" + "  b: x\n" * 3 + "c: |\n  " + "x" * 200_001, Place("a.yaml", 5, 4), "more than 200,000 characters"),
        ("- y\n- " + "x" * 200_001, Place("a.yaml", 2, 3, 200_001), "more than 200,000 characters"),
        ("%TAG ! x\n" * 21, Place("a.yaml", 1, 1), "many %TAG"),
    ],
)
def test_what_exceeds_a_limit_is_a_finding_and_no_document(text: str, place: Place, said: str) -> None:
    result = read(text)
    finding = result.findings[-1]
    assert (finding.code, finding.place) == ("K102", place)
    assert said in finding.message.en
    assert result.document is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_cut_off_by_a_comma_is_found_whatever_the_line_ends(line_end: str) -> None:
    finding = only(line_end.join(["a: 1", "b: {title: Dates, and keeping them}", ""]))
    assert (finding.code, finding.place) == ("K113", Place("a.yaml", 2, 19, 16))


def test_no_more_findings_are_listed_than_anybody_would_read() -> None:
    result = read("".join(f"- {{a: 1, a: {number}}}\n" for number in range(1000)))
    assert len(result.findings) == 100
    assert result.document is None
