"""Lines on a terminal."""

import pytest

from kamsite.reporters.screen import Span, columns, visible, wrapped


def test_lines_break_between_words_and_hang() -> None:
    lines = wrapped([Span("one two three four")], 10, "- ", "  ", has_colour=False)
    assert lines == ["- one two", "  three", "  four"]


def test_a_number_stays_with_its_unit() -> None:
    assert wrapped([Span("about 12\u00a0% more")], 9, has_colour=False) == ["about", "12\u00a0% more"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    lines = wrapped([Span("x" * 25)], 12, "> ", "> ", has_colour=False)
    assert lines == ["> " + "x" * 10, "> " + "x" * 10, "> " + "x" * 5]


def test_wide_letters_take_two_columns() -> None:
    assert columns("東京") == 4
    assert columns("e\u0301") == 1
    lines = wrapped([Span("東京 大阪 名古屋")], 10, has_colour=False)
    assert max(map(columns, lines)) <= 10


def test_colours_do_not_count_and_end_with_each_line() -> None:
    lines = wrapped([Span("red words here", "31")], 9, has_colour=True)
    assert lines == ["\x1b[31mred words\x1b[0m", "\x1b[31mhere\x1b[0m"]


@pytest.mark.parametrize("text", ["\x1b[31m", "\x07", "\u202e", "\x9b", "\u2028"])
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert visible(f"a{text}b").isprintable()


def test_no_line_gives_orders_to_a_pipeline() -> None:
    lines = wrapped([Span("wide words ::add-mask::x ::b")], 10, "  ", "  ", has_colour=False)
    assert not any(line.strip().startswith("::") for line in lines)
    assert lines[2].startswith("  \N{PROPORTION}add")


def test_a_line_does_not_break_where_only_the_style_changes() -> None:
    lines = wrapped([Span("New one ("), Span("serious", "1"), Span(")")], 12, has_colour=False)
    assert lines == ["New one", "(serious)"]
