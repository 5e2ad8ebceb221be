"""A page becomes one for each language: its links made for the place, its words taken from both wordings."""

import pytest

from kamsite.language import Text
from kamsite.render import urls

FOLDERS = {"de": "", "en": "en/"}
CHAPTER = "nordwind/people.html"


def in_both(piece: str, address: str = CHAPTER, **more: str) -> dict[str, str]:
    spots = [urls.Spot(language, FOLDERS, address, **more) for language in ("de", "en")]
    return {file: content.decode() for file, content in urls.settled(piece, spots)}


def test_words_are_those_of_the_language_and_links_stay_within_it() -> None:
    piece = f'<a href="{urls.link("nordwind/map.html#vogt")}">{Text("Power map", "Power-Map").to("both")}</a> ü'
    assert in_both(piece) == {
        "nordwind/people.html": '<a href="map.html#vogt">Power-Map</a> ü',
        "en/nordwind/people.html": '<a href="map.html#vogt">Power map</a> ü',
    }


def test_files_of_all_languages_and_the_other_language_are_reached_from_each_page() -> None:
    found = in_both(f"{urls.link('~assets/site.css')} {urls.in_language('de')} {urls.in_language('en')}")
    assert found == {
        "nordwind/people.html": "../assets/site.css people.html ../en/nordwind/people.html",
        "en/nordwind/people.html": "../../assets/site.css ../../nordwind/people.html people.html",
    }


def test_links_within_texts_of_both_languages_are_settled_too() -> None:
    text = Text("see {}", "siehe {}").to("both").format(urls.link("~nordwind/assets/plan.pdf"))
    assert in_both(text) == {
        "nordwind/people.html": "siehe assets/plan.pdf",
        "en/nordwind/people.html": "see ../../nordwind/assets/plan.pdf",
    }


def test_pages_of_a_language_in_one_folder_may_share_the_ways_they_know() -> None:
    known: dict[str, dict[bytes, bytes]] = {"de": {}, "en": {}}
    piece = f"{urls.link('thornmere/index.html')} {urls.link('~assets/site.css')} {urls.in_language('en')}"
    for address in ("nordwind/people.html", "nordwind/map.html"):
        spots = [urls.Spot(language, FOLDERS, address, known=known[language]) for language in ("de", "en")]
        shared = {file: content.decode() for file, content in urls.settled(piece, spots)}
        assert shared == in_both(piece, address)


@pytest.mark.parametrize(
    "piece", [urls.link("a/b.html")[:-1], Text("yes", "ja").to("both")[:-1], Text("yes", "ja").to("both")[1:]]
)
def test_a_page_on_which_something_was_cut_apart_is_a_mistake(piece: str) -> None:
    with pytest.raises(ValueError, match="cut apart"):
        in_both(f"before {piece} after")
