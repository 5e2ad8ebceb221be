import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamsite.diagnostics import Place, Severity
from kamsite.source.links import address_kind
from kamsite.source.marktext import Heading, MarkLink, MarkText, read_markdown, read_prose, render_markdown

FOLDER = Path(__file__).parent / "markdown"
HREFS: Mapping[str, str | None] = {
    "strategy.md#ziele": "strategy.html#ziele",
    "people.yaml#brandt": "people.html#brandt",
    "plan.yaml": "../index.html",
    "gone.md": None,
    "https://example.com/größe?a=1&b=2": "https://example.com/größe?a=1&b=2",
    "https://example.com/": "https://example.com/",
    "mailto:brandt@example.com": "mailto:brandt@example.com",
    "https://example.com/a.png": "https://example.com/a.png",
    "assets/logo.svg": "assets/logo.svg",
}


def read(text: str) -> MarkText:
    return read_markdown("nordwind/plan.md", text.encode())


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.md")))
def test_markdown_becomes_the_html_beside_it(name: str) -> None:
    html = render_markdown((FOLDER / f"{name}.md").read_text(encoding="utf-8"), HREFS, id_prefix="p-")
    expected = FOLDER / f"{name}.html"
    assert html + "\n" == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_blank_text_is_no_html(text: str) -> None:
    assert render_markdown(text, {}) == ""
    assert read(text) == MarkText("nordwind/plan.md", text)


def test_prose_of_one_paragraph_is_one_paragraph() -> None:
    assert render_markdown("Verfügbarkeit *vor* Preis\n", {}) == "<p>Verfügbarkeit <em>vor</em> Preis</p>"


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        ("# a\n## b\n", 2, ["h2", "h3"]),
        ("### a\n#### b\n", 2, ["h2", "h3"]),
        ("## a\n# b\n", 3, ["h4", "h3"]),
        ("# a\n##### b\n###### c\n", 4, ["h4", "h6", "h6"]),
        ("#### a\n", 1, ["h1"]),
    ],
)
def test_the_top_heading_gets_the_level_that_the_page_asks_for(text: str, level: int, tags: list[str]) -> None:
    assert Tags.of(render_markdown(text, {}, heading_level=level)).names == tags


def test_identifiers_are_the_anchors_of_the_headings() -> None:
    text = "# Ziele\n# Ziele\n# …\n# *Ziele* `2026`\n"
    expected = ["ziele", "ziele-1", "", "ziele-2026"]
    assert [heading.anchor for heading in read(text).headings] == expected
    html = render_markdown(text, {}, id_prefix="x-")
    assert Tags.of(html).attributes == [("h2", "id", f"x-{anchor}") for anchor in expected if anchor]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_headings_are_known_with_their_line(line_end: str) -> None:
    text = "Text\n\n# A *b* `c`\n\nD\ne\n---\n\n> ## ![F](f.png) g\n".replace("\n", line_end)
    assert read("\ufeff" + text).headings == (
        Heading(1, "A b c", "a-b-c", 3),
        Heading(2, "D e", "d-e", 5),
        Heading(2, "F g", "f-g", 9),
    )


LINKS = """\
Ein [Link](strategy.md#verfügbarkeit "Titel"), ![Bild](assets/a.png) 😀 [x][ref]
und <https://a.example/ü>
> - tief
>   innen [y](a.md)  [![z](b.png)](c.md)
1. [lazy](d.md)
[on](e.md)

## Head [h](f.md) ##

| a | b |
|---|---|
| [1](g.md) | [1](g.md) \\| [2](g.md) |

[spread
over](i.md)

[ref]: h.md
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_links_are_known_with_their_place(line_end: str) -> None:
    lines = LINKS.split("\n")
    links = read(LINKS.replace("\n", line_end)).links
    seen = [(link.target, lines[link.place.line - 1][link.place.column - 1 :][: link.place.width]) for link in links]
    assert seen == [
        ("strategy.md#verfügbarkeit", '[Link](strategy.md#verfügbarkeit "Titel")'),
        ("assets/a.png", "![Bild](assets/a.png)"),
        ("h.md", "[x][ref]"),
        ("https://a.example/ü", "<https://a.example/ü>"),
        ("a.md", "[y](a.md)"),
        ("c.md", "[![z](b.png)](c.md)"),
        ("b.png", "![z](b.png)"),
        ("d.md", "[lazy](d.md)"),
        ("e.md", "[on](e.md)"),
        ("f.md", "[h](f.md)"),
        ("g.md", "[1](g.md)"),
        ("g.md", "|"),
        ("g.md", "|"),
        ("i.md", "[spread"),
    ]
    assert [link.target for link in links if link.is_image] == ["assets/a.png", "b.png"]


def test_a_target_is_told_as_written_with_escapes_and_entities_resolved() -> None:
    links = read("[a](x\\_y.md) [b](x&amp;y.md) [c](<x y.md>) [d](%C3%BC.md) [e](java&#115;cript:x)").links
    assert [link.target for link in links] == ["x_y.md", "x&y.md", "x y.md", "%C3%BC.md", "javascript:x"]


def test_links_in_code_are_none() -> None:
    assert read("`[a](b.md)`\n\n    [a](b.md)\n\n```\n[a](b.md)\n```\n").links == ()


def test_prose_inside_another_file_stands_at_the_place_of_its_value() -> None:
    place = Place("nordwind/customer.yaml", 7, 12, 5)
    found = read_prose("# A\n\n[b](c.md)\n", place)
    assert found.headings == (Heading(1, "A", "a", 7),)
    assert found.links == (MarkLink("c.md", place),)
    [finding] = read_prose("[" * 100_000, place).findings
    assert (finding.code, finding.place) == ("K102", place)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"Gr\xfc\xdfe", "K101", 1, 3),
        ("Größe".encode("utf-16"), "K101", 1, 1),
        (b"a" * (2**20 + 1), "K102", 0, 0),
        (b"> " * 100_000, "K102", 1, 1),
        (b"a\n\n" + b">" * 30 + b"a\n", "K102", 3, 1),
        (b"a\n" + b"- " * 30 + b"a\n", "K102", 2, 1),
        (b"a\n\n[a]: " + b"b" * 200_000 + b"\n\n" + b"[a] " * 50, "K102", 5, 1),
        (b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", "K103", 2, 1),
        (b"a\n>>>>>>> x\n\xff", "K103", 2, 1),
        (b"a\nb\x00c\n", "K110", 2, 2),
        ("ä\u2028b".encode(), "K110", 1, 2),
        ("ä\u202ab".encode(), "K110", 1, 2),
    ],
)
def test_what_is_wrong_with_a_text_is_a_finding_with_its_place(
    content: bytes, code: str, line: int, column: int
) -> None:
    [finding] = read_markdown("a.md", content).findings
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert (finding.place.file, finding.place.line, finding.place.column) == ("a.md", line, column)
    assert finding.hint


def test_an_underlined_heading_is_no_conflict() -> None:
    found = read("Ziele 2027\n=======\n\n>>>>>>>> deep\n")
    assert found.findings == ()
    assert [heading.level for heading in found.headings] == [1]


def test_invisible_characters_are_replaced() -> None:
    assert read("a\x00b").text == "a\ufffdb"
    assert render_markdown("a\x01\ud800b", {}) == "<p>a\ufffd\ufffdb</p>"


def test_a_text_with_too_much_markup_is_shown_as_it_is_written() -> None:
    text = "<b>\n\n" + "[" * 100_000
    assert render_markdown(text, {}) == f"<p>&lt;b&gt;</p>\n<p>{'[' * 100_000}</p>"
    assert read(text).headings == ()


def test_addresses_of_the_page_go_into_it_unchanged() -> None:
    """Links may be settled later: what stands for them may hold control characters."""
    assert render_markdown("[a](b.md)", {"b.md": "\x02a/b.html#c\x02"}) == '<p><a href="\x02a/b.html#c\x02">a</a></p>'


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " java\tscript:x", "data:text/html,x", "//x", "\\\\x", "/\\x"]
)
def test_an_address_that_is_not_safe_never_goes_into_the_page(address: str) -> None:
    assert render_markdown("[a](b.md) ![c](b.md)", {"b.md": address}) == "<p>a c</p>"


def test_a_picture_from_another_host_is_its_alternative_text() -> None:
    assert render_markdown("![c](b.md)", {"b.md": "https://example.com/c.png"}) == "<p>c</p>"


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.others: list[str] = []

    @classmethod
    def of(cls, html: str) -> "Tags":
        tags = cls()
        tags.feed(html)
        tags.close()
        return tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.extend((tag, name, value or "") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "em", "strong", "s", "code", "pre", "br", "hr", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img"),
}
ATTRIBUTES = {
    *[(f"h{level}", "id") for level in range(2, 7)],
    *[("a", name) for name in ("href", "rel", "title")],
    *[("img", name) for name in ("src", "alt", "title")],
    *[("ol", "start"), ("th", "class"), ("td", "class")],
}


class AsTheyAre(Mapping[str, str | None]):
    """Every target is its own address: the page's most careless caller."""

    def __getitem__(self, target: str) -> str:
        return target

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(())

    def __len__(self) -> int:
        return 0


def assert_harmless(text: str) -> Tags:
    html = render_markdown(text, AsTheyAre())
    tags = Tags.of(html)
    assert set(tags.names) <= TAGS, text
    assert not tags.others, text
    for tag, name, value in tags.attributes:
        assert (tag, name) in ATTRIBUTES, text
        if name in ("href", "src"):
            kind = address_kind(value)
            assert kind == "inside" or (kind == "external" and tag == "a"), text
        if name == "class":
            assert value in ("align-left", "align-center", "align-right"), text
    return tags


def hostile_forms(payload: str) -> list[str]:
    """A payload as text, as the parts of a link and an image, in a table, a heading, code and a definition."""
    return [
        payload,
        f"[{payload}]({payload})",
        f'[a](<{payload}> "{payload}")',
        f"![{payload}]({payload} '{payload}')",
        f"<{payload}>",
        f"# {payload}\n\n> - {payload}\n",
        f"|{payload}|b|\n|:-|-|\n|{payload}|`{payload}`|\n",
        f"[a]\n\n[a]: {payload}\n",
        f"```{payload}\n{payload}\n```\n",
    ]


@pytest.mark.shared
def test_no_naughty_string_becomes_active(shared: Path) -> None:
    strings = json.loads((shared / "real" / "suites" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) > 500
    for string in strings:
        for form in hostile_forms(string):
            assert_harmless(form)
        read(string.encode("utf-8", "replace").decode())


@pytest.mark.shared
def test_no_payload_for_cross_site_scripting_becomes_active(shared: Path) -> None:
    lines = (
        (shared / "real" / "suites" / "xss-payload-list.txt").read_text(encoding="utf-8", errors="replace").split("\n")
    )
    assert len(lines) > 6000
    for line in lines:
        tags = assert_harmless(line)
        if not any(sign in line for sign in "\\&`*_~[<\r\x0b\x0c#=") and line.strip() == line and line[:2] != "- ":
            assert tags.text.strip() in (line, line.lstrip("> -+0123456789.)").strip()), line
        assert_harmless(f"[{line}]({line}) ![a](<{line}>) <{line}>")
    for number in range(0, len(lines), 20):
        assert_harmless("\n\n".join(hostile_forms(lines[number])))


pieces = st.sampled_from(
    [*"ab \n\t#>-+*_~`[]()!<>\\\"'&;:/|=1.)^", "javascript:", "](", "&#58;", "<a ", "\x00", "![a]("]
)


@given(st.lists(pieces, max_size=60).map("".join))
def test_whatever_the_text_is_nothing_in_it_becomes_active(text: str) -> None:
    assert_harmless(text)
    found = read_markdown("a.md", text.encode())
    lines = text.split("\n")
    for link in found.links:
        assert 1 <= link.place.line <= len(lines)
        assert 1 <= link.place.column <= len(lines[link.place.line - 1])


LINE = "Der Kunde baut in Kiel um; er sucht einen Partner, der auch nachts *erreichbar* ist (siehe Protokoll).\n"


@pytest.mark.parametrize(
    "text", [LINE * 5000, f"{LINE}\n" * 2500, ("- " + LINE.replace("*", "")) * 5000, f"## Eins\n\n{LINE}\n\n" * 1250]
)
def test_five_thousand_lines_are_no_slip(text: str) -> None:
    assert text.count("\n") >= 5000
    assert read_markdown("nordwind/strategy.md", text.encode()).findings == ()


def test_nine_thousand_lines_full_of_markup_are() -> None:
    (finding,) = read_markdown("nordwind/strategy.md", (LINE * 9000).encode()).findings
    assert finding.code == "K102"
    assert 5000 < finding.place.line < 9000
