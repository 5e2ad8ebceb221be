"""Rules for the files of the default theme: nothing from elsewhere, nothing inline, words in both languages."""

import re

import pytest

from kamsite.language import LANGUAGES
from kamsite.render.theme import load_theme

THEME = load_theme(None)
STYLES = {file: content.decode() for file, content in THEME.assets.items() if file.endswith(".css")}
TEMPLATES = {
    file: text for file, text in THEME.files.items() if file.endswith(".html") and not file.startswith("default/")
}


def test_every_word_exists_in_both_languages() -> None:
    words = [THEME.words(language) for language in LANGUAGES]
    assert words[0].keys() == words[1].keys()
    assert all(text.strip() for language in words for text in language.values())


def test_every_word_is_said_by_a_template_and_every_said_word_exists() -> None:
    said = {word for text in TEMPLATES.values() for word in re.findall(r"\bwords\.(\w+)", text)}
    assert said == set(THEME.words("en"))


@pytest.mark.parametrize("file", STYLES)
def test_styles_load_nothing(file: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", STYLES[file], flags=re.DOTALL)
    assert "@import" not in text
    assert all(target.startswith("#") for target in re.findall(r"url\(\s*[\"']?([^)]*)", text))


@pytest.mark.parametrize("file", TEMPLATES)
def test_templates_have_no_inline_style_or_script(file: str) -> None:
    text = TEMPLATES[file]
    assert not re.search(r"\s(style|on\w+)=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "data:" not in text
    assert "//" not in text


def test_scripts_ask_no_server_and_remember_nothing_but_that_somebody_wants_no_keys() -> None:
    for file, content in THEME.assets.items():
        if file in THEME.scripts:
            text = re.sub(r'localStorage\.[gs]etItem\("kamsite-keys"', "", content.decode())
            assert not re.search(r"fetch\(|XMLHttpRequest|localStorage|sessionStorage|cookie|eval\(|innerHTML", text)


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = [
    (text, ground)
    for text in ("ink", "soft", "quiet", "accent", "good", "warn", "bad")
    for ground in ("paper", "surface", "sunken")
] + [
    ("accent", "accent-tint"),
    ("good", "good-tint"),
    ("warn", "warn-tint"),
    ("bad", "bad-tint"),
    ("accent-ink", "accent"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    light, _, dark = STYLES["assets/site.css"].partition("@media (prefers-color-scheme: dark)")
    colours = _colours(light) | (_colours(dark) if scheme == "dark" else {})
    assert _contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", [*"123456", "good", "bad", "neutral"])
def test_tones_of_charts_stand_out_from_the_page(scheme: str, tone: str) -> None:
    site, charts = (
        STYLES[f"assets/{name}.css"].partition("@media (prefers-color-scheme: dark)") for name in ("site", "charts")
    )
    is_dark = scheme == "dark"
    colours = _colours(site[0]) | _colours(charts[0]) | (_colours(site[2]) | _colours(charts[2]) if is_dark else {})
    assert _contrast(colours[f"tone-{tone}"], colours["surface"]) >= 3


def test_every_class_of_the_templates_has_a_look() -> None:
    styles = "".join(STYLES.values())
    classes = {
        name
        for text in TEMPLATES.values()
        for value in re.findall(r'class="([^"]*)"', text)
        for name in re.sub(r"\{[%{].*?[%}]\}", " ", value).split()
        if not name.endswith("-")  # its end is a value
    }
    unstyled = {name for name in classes if not re.search(rf"\.{re.escape(name)}(?![\w-])", styles)}
    assert unstyled <= {"page", "section"}
