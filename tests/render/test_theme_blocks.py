"""What the default theme makes of blocks and frames: structure, escaping, accessibility."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import get_args

import pytest
from markupsafe import Markup
from sample_pages import HOSTILE, blocks, body, frame, page, spot, table

from kamsite.language import LANGUAGES, Language
from kamsite.render import inline, urls
from kamsite.render.blocks import Block, Card, Cards, Column, Group, Row, Section, Table
from kamsite.render.contexts import Body
from kamsite.render.theme import load_theme

KINDS = ("portfolio", "overview", "chapter", "map", "questions", "versions", "whole", "staff", "findings", "about")
VOID = {"meta", "link", "img", "br", "hr", "input", "rect"}


class Reader(HTMLParser):
    """Collects tags, ids and headings, and checks that tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_there_is_a_sample_of_every_kind_of_block() -> None:
    assert {type(block) for block in blocks()} == set(get_args(Block))


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.kind)
def test_every_kind_of_block_is_drawn(block: Block) -> None:
    html = load_theme(None).render_body(Body("", "", (Section("s", "S", (block,)),)), "en")
    assert "Servo" in html
    read(html)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_is_well_formed(kind: str, language: Language) -> None:
    html = page(load_theme(None), kind, language)
    reader = read(html)
    assert reader.tags.count("h1") == 1
    assert reader.tags.count("main") == 1
    assert f'<html lang="{language}">' in html
    assert not {name for name in reader.attributes if name == "style" or name.startswith("on")}
    assert "style" not in reader.tags


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_stays_text(kind: str) -> None:
    html = page(load_theme(None), kind, "en", HOSTILE)
    assert "alert(1)" in html
    assert "<script>" not in html
    assert read(html).tags.count("script") == len(load_theme(None).scripts)


def test_headings_never_skip_a_level() -> None:
    html = page(load_theme(None))
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_without_a_heading_of_its_own_is_named_by_its_account() -> None:
    theme = load_theme(None)
    content = theme.render_body(Body("", "", (Section("s", "S", (table(),)),)), "en")
    assert '<h1 class="account__name">' in theme.render_page(frame(theme), content)
    assert "<h1>Nordwind</h1>" in theme.render_page(frame(theme, is_account=False), content)


def test_numbers_stand_at_the_right_by_a_class_of_the_table() -> None:
    assert '<table class="n2">' in load_theme(None).render_body(body(), "en")


def test_the_first_cell_of_a_row_is_its_heading() -> None:
    html = load_theme(None).render_body(body(), "en")
    assert '<th scope="row">Servo</th><td>1.150</td>' in html


def test_identifiers_wait_for_the_page_on_which_they_will_stand() -> None:
    rows = (Row((Markup("x"),), "row"), Row((Markup("y"),), urls.identifier("made")))
    inside = (Table("T", (Column("C"),), rows), Cards((Card(Markup("C"), "card"),)), Group("G", (), "group"))
    html = load_theme(None).render_body(Body("H", "", (Section("part", "S", inside),)), "en")
    whole = spot("nordwind/whole.html", "nordwind").settle(urls.in_chapter(html, "people"))
    assert read(whole).ids == ["people-part", "people-row", "people-made", "people-card", "people-group"]
    assert 'href="#people-part"' in whole
    assert read(spot("nordwind/people.html").settle(html)).ids == ["part", "row", "made", "card", "group"]


def test_ids_of_the_frame_cannot_be_those_of_entries() -> None:
    theme = load_theme(None)
    html = theme.render_page(frame(theme), Markup('<p class="chart-forecast"></p>'))
    assert read(html).ids
    assert all(name.startswith("_") for name in read(html).ids)


def test_long_help_is_folded_and_short_help_is_not() -> None:
    sections = (Section("a", "A", (), "short"), Section("b", "B", (), "long " * 60))
    html = load_theme(None).render_body(Body("H", "", sections), "en")
    assert '<p class="help">short</p>' in html
    assert html.count("<details") == 1


def test_a_table_with_a_name_says_what_its_columns_are() -> None:
    columns = (
        Column("A", id="account"),
        Column("M", id="manager", is_choice=True),
        Column("R", is_number=True, id="revenue", sum="whole", unit="€"),
        Column("S", id="segment", is_choice=True, is_extra=True),
    )
    plain = Table("T", tuple(Column(column.label) for column in columns), ())
    named = Table("T", columns, (), id="accounts")
    section = Body("", "", (Section("s", "S", (plain, named)),))
    first, second = load_theme(None).render_body(section, "en").split("</thead>")[:2]
    assert "data-" not in first
    assert 'data-table="accounts"' in second
    assert '<table class="n3 h4">' in second
    assert re.findall(r"<th [^>]*>", second) == [
        '<th scope="col" data-column="account">',
        '<th scope="col" data-column="manager" data-choice>',
        '<th scope="col" data-column="revenue" data-sum="whole" data-unit="€">',
        '<th scope="col" data-column="segment" data-choice>',
    ]


def test_a_link_to_rows_keeps_what_they_are_chosen_by() -> None:
    chosen = urls.for_rows(urls.PORTFOLIO, "accounts", industry='Häfen & "Kräne"', sort="-revenue")
    wanted = "index.html#accounts?industry=H%C3%A4fen+%26+%22Kr%C3%A4ne%22&amp;sort=-revenue"
    assert spot("about.html").settle(urls.link(chosen)) == wanted
    assert f'"{wanted}"' in spot("about.html").settle(inline.link(chosen, "rows"))
    assert '"' not in spot("about.html").settle(urls.link('index.html#a?b="><script>'))
