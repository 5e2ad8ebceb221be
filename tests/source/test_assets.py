"""What of `assets/` goes onto the site: files in which a browser runs nothing."""

import pytest

from kamsite.source.assets import check_asset, harmless

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize("name", ["logo.png", "Angebot.PDF", "a.b.xlsx", "bericht 2026.docx", "ton.mp3"])
def test_pictures_and_office_files_are_published(name: str) -> None:
    assert check_asset(f"n/assets/{name}", b"") is None


@pytest.mark.parametrize(
    "name", ["x.html", "x.HTM", "x.png.html", "x.xhtml", "x.xml", "x.js", "x.mht", "x.svgz", "x.swf", "x", ".png", "x."]
)
def test_what_a_browser_might_run_is_not_published(name: str) -> None:
    finding = check_asset(f"n/assets/{name}", b"harmless words")
    assert finding is not None
    assert finding.code == "K605"
    assert finding.place.file == f"n/assets/{name}"


@pytest.mark.parametrize("name", ["x.svg", "x.SVG", "x.Svg"])
def test_drawings_are_judged_by_their_content_however_their_ending_is_written(name: str) -> None:
    assert check_asset(name, SCRIPT) is not None
    assert harmless({name: SCRIPT, "b.png": b"1"}) == {"b.png": b"1"}


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize("name", ["logo.png", "logo.svg", "angebot.pdf"])
def test_what_git_lfs_keeps_elsewhere_is_not_published(name: str) -> None:
    finding = check_asset(f"n/assets/{name}", POINTER)
    assert finding is not None
    assert finding.code == "K606"
    assert harmless({name: POINTER}) == {}


def test_a_long_text_that_begins_like_a_pointer_is_published() -> None:
    assert check_asset("n/assets/notes.txt", POINTER + b" " * 2000) is None
