"""On which days a plan reads the same."""

from datetime import date

import pytest

from kamsite.horizon import changes_of, confirmations, days_in, epoch_of, months_later


def test_days_and_bounds_of_periods_are_found() -> None:
    found = days_in(b"due: 2026-03-12\nq: 2026-Q1\nyear: {2024: 5}\nmonth: 2026-02\n")
    assert found == {"2026-03-12", "2026-01-01", "2026-03-31", "2024-01-01", "2024-12-31", "2026-02-01", "2026-02-28"}


@pytest.mark.parametrize("text", [b"2026-13-01", b"2026-02-30", b"volume: 640000", b"12026", b"1066", b"2101"])
def test_what_is_no_day_is_left_alone(text: bytes) -> None:
    assert not {day for day in days_in(text) if not day.startswith("2026-01-01") and not day.startswith("2026-12-31")}


def test_days_between_the_same_dates_read_the_same() -> None:
    days = {"2026-03-12", "2026-03-20"}
    assert epoch_of(date(2026, 3, 13), days) == epoch_of(date(2026, 3, 19), days)


def test_a_day_on_the_date_reads_differently_from_the_day_before_and_after() -> None:
    days = {"2026-03-12"}
    epochs = {epoch_of(date(2026, 3, day), days) for day in (11, 12, 13)}
    assert len(epochs) == 3


def test_another_month_reads_differently() -> None:
    assert epoch_of(date(2026, 3, 31), ()) != epoch_of(date(2026, 4, 1), ())


def test_months_later_keeps_to_the_end_of_the_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2025, 11, 22), 12) == date(2026, 11, 22)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_what_was_confirmed_is_stale_some_months_later() -> None:
    marks = list(confirmations({"people": "2026-01-20", "figures": "unknown"}))
    assert changes_of([*marks, "2026-03-12"], 6) == ["2026-07-20", "2026-03-12"]
