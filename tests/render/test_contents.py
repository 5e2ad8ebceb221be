"""A piece that stands on several pages is taken apart once; templates see what stands for it."""

import pytest

from kamsite.language import Language, Text
from kamsite.render import urls
from kamsite.render.contents import content_of, deeper, is_headed, shows_forecasts
from kamsite.render.theme import load_theme
from tests.render.sample_pages import frame

LANGUAGES: tuple[Language, ...] = ("de", "en")
FOLDERS = {"de": "", "en": "en/"}
HTML = (
    f'<h1>{Text("People", "Menschen").to("both")}</h1><h2 id="{urls.identifier("vogt")}">h1 &lt;h2</h2><hr>'
    f'<a class="past" href="{urls.link("nordwind/history.html#vogt")}">v1</a>'
    f'<a href="{urls.link("nordwind/people.html#vogt")}"></a>'
)


def spots(address: str, whole: str = "") -> list[urls.Spot]:
    return [urls.Spot(language, FOLDERS, address, whole) for language in LANGUAGES]


def test_a_piece_takes_the_place_of_its_reference_on_each_page() -> None:
    content = content_of("people", HTML, LANGUAGES)
    own, whole = spots("nordwind/people.html"), spots("nordwind/whole.html", "nordwind")
    page = f"<main>{content.on_page(own)}</main>"
    assert dict(urls.settled(page, own)) == dict(urls.settled(f"<main>{HTML}</main>", own))
    page = deeper(content.among_others(whole, has_pasts=True))
    german, english = (html.decode() for _, html in urls.settled(page, whole))
    assert german == ('<h2>Menschen</h2><h3 id="people-vogt">h1 &lt;h2</h3><hr><a href="#people-vogt"></a>')
    assert english == german.replace("Menschen", "People")


def test_of_a_reference_is_known_what_templates_ask() -> None:
    content = content_of("people", '<h1></h1><p class="chart-forecast"></p>', LANGUAGES)
    found = content.among_others(spots("nordwind/whole.html", "nordwind"), has_pasts=False)
    assert is_headed(found)
    assert not is_headed(deeper(found))
    assert shows_forecasts(deeper(found))
    theme = load_theme(None)
    page = theme.render_page(frame(theme), content.on_page(spots("nordwind/people.html")))
    assert '<p class="account__name">' in page
    assert 'id="_hatch"' in page


def test_a_reference_to_what_does_not_stand_on_the_page_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'people' is no piece of this page"):
        dict(urls.settled(urls.reference("people"), spots("nordwind/people.html")))


def test_a_link_to_an_address_that_looks_like_a_heading_stays_as_it_is() -> None:
    html = content_of("plan", '<h2></h2><a href="https://h.example/h1/x"></a>', LANGUAGES).html
    assert deeper(html) == '<h3></h3><a href="https://h.example/h1/x"></a>'
