"""Where divisions stand in the portfolio of attitude and potential."""

import pytest

from kamsite.model.analyses.portfolio import QUADRANTS, quadrant_of, threshold_of


@pytest.mark.parametrize(
    ("attitude", "potential", "quadrant"),
    [
        (2, 1_800_000, "focus"),
        (1, 1_550_000, "focus"),
        (1, 1_549_999, "references"),
        (-1, 3_100_000, "win"),
        (0, 3_100_000, "win"),
        (2, 150_000, "references"),
        (-2, 150_000, "low"),
        (0, 150_000, "low"),
        (None, 150_000, None),
        (1, None, None),
    ],
)
def test_the_field_follows_from_attitude_and_potential(
    attitude: int | None, potential: int | None, quadrant: str | None
) -> None:
    threshold = threshold_of([3_100_000, 150_000, None])
    assert quadrant_of(attitude, potential, threshold) == quadrant


def test_without_any_potential_nobody_is_in_focus() -> None:
    assert threshold_of([]) == 0
    assert quadrant_of(2, 0, threshold_of([0, 0])) == "references"


def test_every_field_has_a_name_in_both_languages() -> None:
    assert all(text.en and text.de for text in QUADRANTS.values())
