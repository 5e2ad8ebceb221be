"""Every entry of a chapter has an anchor, and no page has the same anchor twice."""

from sample_pages import spot

from kamsite.model.schema import load_schemas
from kamsite.render.anchors import entries_of, with_anchors, with_links
from kamsite.render.urls import identifier
from kamsite.source.document import Value


def anchor(name: str) -> str:
    return f'id="{identifier(name)}"'


def settled(html: str, *ways: tuple[str, ...]) -> str:
    return spot("a/strategy.html").settle(with_anchors(html, ways))


def test_entries_are_found_with_the_way_to_them() -> None:
    goal = {"title": "Asien", "milestones": {"m1": {"title": "M"}}, "actions": {"a1": {"title": "A"}}}
    hostile: dict[str, Value] = {'"><script>alert(1)</script>': {"title": "A"}, "x-own": {"b": {"c": 1}}}
    data = {"goals": {"asien": goal, **hostile}, "white_space": {"servo": {"asien": "won"}}}
    assert list(entries_of(load_schemas().field("strategy"), data)) == [
        ("section-goals", "asien"),
        ("section-goals", "asien", "m1"),
        ("section-goals", "asien", "a1"),
        ("section-white_space", "asien"),
    ]


def test_an_entry_without_an_anchor_gets_one_in_the_nearest_place_around_it() -> None:
    html = f"<section {anchor('section-goals')}><h2>Ziele</h2><article {anchor('asien')}>A</article></section>"
    way = ("section-goals", "asien", "m1")
    assert settled(html, way) == (
        '<section id="section-goals"><h2>Ziele</h2><article id="asien"><span id="m1"></span>A</article></section>'
    )
    assert settled(html, ("section-goals", "gone", "m1")).startswith(
        '<section id="section-goals"><span id="m1"></span>'
    )


def test_a_table_row_is_no_place_for_an_anchor() -> None:
    html = f"<section {anchor('section-goals')}><table><tr {anchor('asien')}><td>A</td></tr></table></section>"
    assert settled(html, ("section-goals", "asien", "m1")).startswith(
        '<section id="section-goals"><span id="m1"></span>'
    )


def test_an_entry_that_has_an_anchor_or_no_place_is_left_alone() -> None:
    html = f"<section {anchor('section-goals')}><article {anchor('asien')}></article></section>"
    assert settled(html, ("section-goals", "asien"), ("section-gone", "x")) == spot("a/b.html").settle(html)


def test_of_two_places_with_the_same_anchor_the_entry_keeps_it() -> None:
    html = f"<h3 {anchor('asien')}>Asien</h3><article {anchor('asien')}></article><tr {anchor('asien')}></tr>"
    assert settled(html) == '<h3 id="asien-2">Asien</h3><article id="asien"></article><tr id="asien-3"></tr>'
    taken = f"<i {anchor('asien')}></i><i {anchor('asien-2')}></i><i {anchor('asien')}></i>"
    assert settled(taken) == '<i id="asien"></i><i id="asien-2"></i><i id="asien-3"></i>'


def test_names_of_any_kind_are_made_fit_for_an_attribute() -> None:
    page = spot("a/figures.html")
    assert page.settle(identifier('Servo "7" <b>\n&')) == "Servo-7-b-"
    assert page.settle(identifier("verfügbarkeit_é")) == "verfügbarkeit_é"


def test_the_way_to_the_past_stands_behind_the_words_of_a_heading_and_not_below_them() -> None:
    row = f'<tr {anchor("umsatz")}><th>Umsatz<span class="item__more">EUR</span></th><td>5</td></tr>'
    card = f'<article {anchor("linie")}><h3>Linie 3 <span class="sources">CRM</span></h3></article>'
    bare = f'<article {anchor("werk")}><h3>Werk</h3><p class="x"><span class="under">tief</span></p></article>'
    html = with_links(row + card + bare, {name: f"[{name}]" for name in ("umsatz", "linie", "werk")})
    assert 'Umsatz[umsatz]<span class="item__more">EUR</span></th>' in html
    assert 'Linie 3 [linie]<span class="sources">CRM</span></h3>' in html
    assert 'Werk[werk]</h3><p class="x">' in html
