"""Texts in both languages at once."""

from kamsite.language import Text, both, in_each, is_both, told
from kamsite.render import format as formats
from kamsite.render import inline


def test_a_text_in_both_languages_is_told_in_either() -> None:
    text = f"<p>{Text('Deciders', 'Entscheider').to('both')}: {both('1.5', '1,5')}</p>"
    assert (told(text, "en"), told(text, "de")) == ("<p>Deciders: 1.5</p>", "<p>Entscheider: 1,5</p>")
    assert told(text, "both") == text


def test_what_is_the_same_in_both_languages_is_no_text_in_both() -> None:
    assert both("Budget", "Budget") == "Budget"
    assert not is_both(Text("Budget", "Budget").to("both"))


def test_values_are_put_into_both_wordings_each_in_its_language() -> None:
    amount = formats.compact(1_250_000, "EUR", "both")
    said = Text("{} by {year}", "bis {year} {}").to("both").format(amount, year=2027)
    assert told(said, "en") == "1.25\u00a0m\u00a0€ by 2027"
    assert told(said, "de") == "bis 2027 1,25\u00a0Mio.\u00a0€"


def test_html_is_filled_in_both_wordings_and_stays_safe() -> None:
    name = inline.fill("<b>{}</b>", "A & B")
    html = inline.fill(Text("{} reports to {}", "{} berichtet an {}").to("both"), name, "<i>")
    assert told(html, "en") == "<b>A &amp; B</b> reports to &lt;i&gt;"
    assert told(html, "de") == "<b>A &amp; B</b> berichtet an &lt;i&gt;"


def test_what_differs_in_more_than_words_is_made_for_each_language() -> None:
    @in_each
    def ruler(text: Text, language: str) -> str:
        return "-" * len(text.to("de" if language == "de" else "en"))

    drawn = ruler(Text("ab", "abcd"), "both")
    assert (told(drawn, "en"), told(drawn, "de")) == ("--", "----")
