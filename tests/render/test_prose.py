"""Prose of a plan as HTML for a page."""

from kamsite.render.prose import ProseLinks, prose_html

LINKS = ProseLinks("nordwind", frozenset({"nordwind"}), frozenset({"people"}), frozenset())


def test_a_column_without_a_heading_has_none_that_would_be_read_out() -> None:
    html = prose_html("| | Siebert |\n|---|---:|\n| Preis | 3 |\n", LINKS, 3)
    assert "<td></td>" in html
    assert "<th></th>" not in html
    assert ">Siebert</th>" in html
