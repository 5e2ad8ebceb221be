"""Measuring text without a browser: lines break where a reader would break them, and nothing forbidden gets through."""

import pytest

from kamsite.render.powermap.measure import break_lines, letters, shown, text_width


def lines(text: str, width: float = 120, at_most: int = 2) -> tuple[str, ...]:
    return break_lines(text, 12, width, at_most).lines


def test_a_text_that_fits_stays_on_one_line() -> None:
    assert lines("Leiterin Einkauf") == ("Leiterin Einkauf",)


def test_lines_break_between_words_and_behind_hyphens() -> None:
    assert lines("Leiterin Produktion Kiel") == ("Leiterin Produktion", "Kiel")
    assert lines("Anna-Lena Größmann-Überschär", 140) == ("Anna-Lena Größmann-", "Überschär")
    assert lines("Größmann-Überschär", 80) == ("Größmann-", "Überschär")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    cut = break_lines("Leiterin der Produktion in Kiel und in Husum", 12, 120, 2)
    assert cut.is_cut
    assert cut.lines[-1].endswith("…")
    assert text_width(cut.lines[-1], 12) <= 120


def test_a_word_wider_than_a_line_is_divided_with_a_hyphen() -> None:
    first, second = lines("Vertriebsinnendienstkoordination")
    assert first.endswith("-")
    assert first[:-1] + second == "Vertriebsinnendienstkoordination"


def test_chinese_breaks_anywhere_but_before_a_closing_bracket() -> None:
    assert lines("采购部高级总监供应链管理", 100) == ("采购部高级总监供", "应链管理")
    assert not any(line.startswith(("）", ")")) for line in lines("采购部高级总监供（亚）", 100))
    assert lines("Tan Wei Ling (陈伟玲)", 110)[-1].endswith("玲)")


def test_a_soft_hyphen_shows_only_where_a_line_ends() -> None:
    assert lines("Einkaufs\u00adleitung", 300) == ("Einkaufsleitung",)
    assert lines("Produktions\u00adplanungsleitung", 120)[0] == "Produktions-"


@pytest.mark.parametrize("text", ["Öz", "Ąę", "Ωψ", "Щы", "陈", "한", "ع", "े", "👩🏽‍🔧", "ﷺ", "Ǣ", "\u0300"])
def test_every_script_has_a_width(text: str) -> None:
    assert 0 <= text_width(text, 10) <= 10 * 3 * len(text)
    assert text_width(text, 10, bold=True) >= text_width(text, 10) * 0.9


def test_letters_with_marks_are_as_wide_as_without() -> None:
    assert text_width("Ş", 12) == text_width("S", 12)
    assert text_width("Nguye\u0302\u0303n", 12) == text_width("Nguyen", 12)


def test_flags_families_and_marks_stay_whole() -> None:
    assert list(letters("a\u0301👩🏽‍🔧🇩🇪🇵🇱")) == ["a\u0301", "👩🏽‍🔧", "🇩🇪", "🇵🇱"]


def test_what_xml_forbids_and_what_turns_text_round_is_left_out() -> None:
    assert shown("a\x00b\x0b c\n\td\ud800\ufffe\u202ee\u2066f\u2069 ") == "ab c def"


def test_an_endless_text_costs_no_more_than_its_first_lines() -> None:
    assert len(break_lines("Einkauf " * 200_000, 12, 120, 2).lines) == 2
    assert len(break_lines("W" * 1_000_000, 12, 120, 2).lines) == 2
