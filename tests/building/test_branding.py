"""The company's colours, fonts and footer, as site.yaml names them."""

import re
from pathlib import Path

from sites import PLANS, pages, publish, site, write

from kamsite.model.colours import DARK, LIGHT, is_readable

BRANDING = """branding:
          accent: "#8a1538"
          font: assets/hanse.woff2
          heading_font: assets/missing.woff2
          footer: "Nur *intern* · [Impressum](https://hanse.example/x) <b>kein HTML</b>"
        """


def built(tmp_path: Path, branding: str, edition: str | None = None) -> dict[str, bytes]:
    files = {
        **PLANS,
        "site.yaml": PLANS["site.yaml"].replace("company:", f"{branding}company:", 1),
        "assets/hanse.woff2": "wOF2",
    }
    publish(write(tmp_path / "plans", files), tmp_path / "out", keep_going=True, edition=edition)
    return site(tmp_path / "out")


def test_colours_and_fonts_are_a_style_sheet_after_those_of_the_theme(tmp_path: Path) -> None:
    made = built(tmp_path, BRANDING)
    look = made["assets/company/look.css"].decode()
    assert ":root { --accent: #8a1538; --accent-ink: #ffffff;" in look
    assert re.search(r"prefers-color-scheme: dark\) \{ :root \{ --accent: #(?!8a1538)", look)
    assert 'src: url("hanse.woff2")' in look
    assert made["assets/company/hanse.woff2"] == b"wOF2"
    assert "missing" not in look
    for page in ("index.html", "en/nordwind/people.html"):
        styles = re.findall(r'rel="stylesheet" href="([^"]*)"', made[page].decode())
        assert styles[-1].endswith("assets/company/look.css")


def test_a_colour_in_which_nobody_can_read_is_used_in_a_shade_in_which_one_can(tmp_path: Path) -> None:
    pale = "branding: {accent: '#ffe600', accent_dark: '#101040'}\n        "
    look = built(tmp_path, pale)["assets/company/look.css"].decode()
    light, dark = re.findall(r"--accent: (#\w+);", look)
    assert is_readable(light, LIGHT)
    assert is_readable(dark, DARK)


def test_the_footer_stands_on_every_page_without_html_of_its_own(tmp_path: Path) -> None:
    built(tmp_path, BRANDING)
    for page, html in pages(tmp_path / "out").items():
        foot = html[html.index('<div class="foot__own">') :]
        assert 'Nur <em>intern</em> · <a href="https://hanse.example/x"' in foot, page
        assert "&lt;b&gt;kein HTML&lt;/b&gt;" in foot, page


def test_without_branding_there_is_nothing_of_it(tmp_path: Path) -> None:
    made = built(tmp_path, "")
    assert "assets/company/look.css" not in made
    assert b"look.css" not in made["index.html"]
    assert b"foot__own" not in made["index.html"]
