"""Loading themes, a company's own over the default one, and what goes wrong in them."""

import subprocess
import sys
from pathlib import Path

import pytest
from markupsafe import Markup
from sample_pages import body, frame, page, table

from kamsite.render.blocks import Prose, Section
from kamsite.render.contexts import Body, Chapter
from kamsite.render.theme import Theme, load_theme
from kamsite.render.themeerror import ThemeError


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    """A folder with a theme `acme` that changes nothing."""
    _write(tmp_path, "theme.yaml", "extends: default\n")
    return tmp_path


def _write(themes: Path, file: str, text: str) -> None:
    path = themes / "acme" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _finding(theme: Theme) -> tuple[str, str, str]:
    try:
        theme.check()
        page(theme)
    except ThemeError as caught:
        return caught.finding.code, str(caught.finding.place), caught.finding.message.en
    pytest.fail("the theme draws")


def test_the_default_theme_is_found_without_a_folder() -> None:
    theme = load_theme(None)
    assert theme.name == "default"
    assert set(theme.stylesheets + theme.scripts + (theme.icon,)) <= set(theme.assets)


def test_a_theme_without_changes_draws_what_the_default_draws(themes: Path) -> None:
    assert page(load_theme(themes, "acme")) == page(load_theme(None))


def test_a_company_theme_overrides_one_template(themes: Path) -> None:
    _write(themes, "account.html", "<p>{{ account.name }} of Acme</p>\n")
    html = page(load_theme(themes, "acme"))
    assert "<p>Nordwind of Acme</p>" in html
    assert 'class="section"' in html


def test_a_company_theme_extends_a_page_of_the_default(themes: Path) -> None:
    _write(themes, "page.html", '{% extends "default/page.html" %}{% block head %}<meta name="acme">{% endblock %}')
    assert '<meta name="acme">' in page(load_theme(themes, "acme"))


def test_a_company_theme_overrides_one_kind_of_block(themes: Path) -> None:
    _write(
        themes,
        "blocks.html",
        '{% macro note(block, level) %}<aside class="acme">{{ block.html }}</aside>{% endmacro %}',
    )
    html = load_theme(themes, "acme").render_body(body(), "en")
    assert '<aside class="acme">Servo</aside>' in html
    assert "<table" in html


def test_a_company_theme_brings_a_page_kind_of_its_own(themes: Path) -> None:
    _write(themes, "pages/versions.html", "{{ frame.kind }} of Acme")
    theme = load_theme(themes, "acme")
    assert page(theme, "versions") == "versions of Acme"
    assert page(theme, "chapter") != "versions of Acme"


def test_the_own_style_is_added_and_linked_after_all_others(themes: Path) -> None:
    _write(themes, "assets/theme.css", ":root { --accent: #a00; }")
    theme = load_theme(themes, "acme")
    assert theme.assets["assets/theme.css"].startswith(b":root")
    assert theme.own_stylesheets == ("assets/theme.css",)
    assert "assets/site.css" in theme.assets


def test_own_words_are_added_to_those_of_the_default(themes: Path) -> None:
    _write(themes, "words.yaml", "edit: {en: Change, de: Ändern}\n")
    theme = load_theme(themes, "acme")
    assert theme.words("de")["edit"] == "Ändern"
    assert theme.words("en")["skip"] == "Skip to content"


def test_any_change_of_a_file_changes_the_digest(themes: Path) -> None:
    before = load_theme(themes, "acme").digest
    _write(themes, "assets/theme.css", "a { color: red }")
    after = load_theme(themes, "acme").digest
    assert before != after != load_theme(None).digest
    assert load_theme(themes, "acme").digest == after


def test_a_theme_that_is_not_there_is_a_finding_with_a_suggestion(themes: Path) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme(themes, "acmee")
    finding = caught.value.finding
    assert (finding.code, str(finding.place)) == ("K503", "themes/acmee")
    assert finding.hint is not None
    assert finding.hint.en == "Did you mean acme?"


@pytest.mark.parametrize("name", ["..", "../acme", "acme/assets", ""])
def test_a_theme_is_a_folder_right_in_the_themes_folder(themes: Path, name: str) -> None:
    with pytest.raises(ThemeError, match="There is no theme"):
        load_theme(themes, name)


def test_extending_an_unknown_theme_is_a_finding_at_the_word(themes: Path) -> None:
    _write(themes, "theme.yaml", "name: Acme\nextends: corporate\n")
    assert _finding(load_theme(themes, "acme")) == (
        "K503",
        "themes/acme/theme.yaml:2:10",
        "There is no theme 'corporate' to extend.",
    )


def test_a_template_that_cannot_be_read_is_a_finding_with_its_line(themes: Path) -> None:
    _write(themes, "account.html", "<p>\n  {% if account %}\n  {% endfor %}\n")
    code, place, message = _finding(load_theme(themes, "acme"))
    assert (code, place) == ("K501", "themes/acme/account.html:3:1")
    assert "endfor" in message


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("account.html", "<p>\n\n  {{ nobody.name }}</p>", "themes/acme/account.html:3:1"),
        ("account.html", "<p>\n  {{ account.nickname }}</p>", "themes/acme/account.html:2:1"),
        ("account.html", "<p>\n  {{ words.nickname }}</p>", "themes/acme/account.html:2:1"),
        ("blocks.html", "\n{% macro note(block, level) %}\n{{ 1 / 0 }}\n{% endmacro %}", "themes/acme/blocks.html:3:1"),
        ("page.html", '{% extends "base.html" %}', "themes/acme/page.html:1:1"),
    ],
)
def test_a_template_that_fails_is_a_finding_with_its_line(themes: Path, file: str, text: str, place: str) -> None:
    _write(themes, file, text)
    assert _finding(load_theme(themes, "acme"))[:2] == ("K502", place)


@pytest.mark.parametrize(
    ("text", "en", "de"),
    [
        ("{{ nobody.name }}", "there is nothing called 'nobody'", "es gibt nichts mit dem Namen „nobody“"),
        ("{{ account.nickname }}", "AccountHeader has no field 'nickname'", "AccountHeader hat kein Feld „nickname“"),
        ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero", "ZeroDivisionError: division by zero"),
    ],
)
def test_what_a_template_was_not_told_is_said_in_words(themes: Path, text: str, en: str, de: str) -> None:
    _write(themes, "account.html", text)
    theme = load_theme(themes, "acme")
    with pytest.raises(ThemeError) as caught:
        theme.render_page(frame(theme), "")
    finding = caught.value.finding
    assert finding.message.en == f"This template cannot draw its page: {en}."
    assert finding.message.de == f"Diese Vorlage kann ihre Seite nicht zeichnen: {de}."
    assert finding.hint


@pytest.mark.parametrize("text", ["edit: Change\n", "edit: {en: Change}\n", "- edit\n", "edit: {en: 1, de: 2}\n"])
def test_a_word_in_one_language_is_a_finding(themes: Path, text: str) -> None:
    _write(themes, "words.yaml", text)
    code, place, _ = _finding(load_theme(themes, "acme"))
    assert (code, place) == ("K501", "themes/acme/words.yaml:1:1")


def test_a_file_that_is_not_utf8_is_a_finding_with_its_line(themes: Path) -> None:
    (themes / "acme" / "page.html").write_bytes("<p>\nMünchen".encode("latin-1"))
    with pytest.raises(ThemeError) as caught:
        load_theme(themes, "acme")
    assert (caught.value.finding.code, str(caught.value.finding.place)) == ("K501", "themes/acme/page.html:2:1")


@pytest.mark.parametrize(
    "expression",
    [
        "draw.__globals__",
        "''.__class__.__mro__",
        "''['__class__']",
        "draw|attr('__globals__')",
        "'{0.__class__}'.format(words)",
        "frame.__class__.__init__",
        "cycler.__init__.__globals__",
        "range(10)",
    ],
)
def test_a_template_gets_at_nothing_but_its_values(themes: Path, expression: str) -> None:
    _write(themes, "body.html", "{{ " + expression + " }}")
    theme = load_theme(themes, "acme")
    with pytest.raises(ThemeError) as caught:
        print(theme.render_body(body(), "en"))
    assert caught.value.finding.code == "K502"


def test_links_out_of_a_theme_are_not_followed(themes: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (themes / "acme" / "assets").mkdir()
    (themes / "acme" / "assets" / "note.txt").symlink_to(secret)
    assert "assets/note.txt" not in load_theme(themes, "acme").assets


def test_reading_a_theme_compiles_nothing() -> None:
    load = "import sys; from kamsite.render.theme import load_theme; load_theme(None).check();"
    code = f"{load} print(sorted({{'jinja2', 'yaml'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_chapters_of_a_whole_plan_stand_one_heading_deeper() -> None:
    theme = load_theme(None)
    prose = Prose(Markup("<h3>Ziele</h3><p>h1 h2</p>"))
    html = theme.render_body(Body("Strategie", "", (Section("s", "Mission", (prose,)),)), "de")
    whole = theme.render_whole((Chapter("strategy", "Strategie", html, Markup("gestern")),), "de")
    assert '<article class="chapter" id="strategy">' in whole
    assert "<h2>Strategie</h2>" in whole
    assert "<h3>Mission</h3>" in whole
    assert "<h4>Ziele</h4><p>h1 h2</p>" in whole


def test_the_contents_of_a_whole_plan_lead_to_its_chapters_only() -> None:
    theme = load_theme(None)
    html = theme.render_page(frame(theme, "whole"), Markup(""))
    contents = html[html.index('<nav class="contents"') : html.index("</nav>", html.index('<nav class="contents"'))]
    assert 'href="#a"' in contents
    assert "index.html" not in contents


def test_the_mask_of_forecasts_is_on_the_page_only_where_it_is_needed() -> None:
    theme = load_theme(None)
    plain = theme.render_body(Body("T", "", (Section("s", "S", (table(),)),)), "en")
    assert 'id="_hatch"' not in theme.render_page(frame(theme), plain)
    assert 'id="_hatch"' in page(theme)
