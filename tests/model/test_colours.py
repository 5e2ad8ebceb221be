"""Colours that can be read: contrast as the accessibility guidelines count it."""

import pytest

from kamsite.model.colours import DARK, LIGHT, contrast, ink_on, is_readable, mixed, readable


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffb000", "#8a1538", "#000000", "#ffffff", "#00ff00", "#1f47a8"])
@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_a_colour_is_changed_until_it_can_be_read_and_no_more(colour: str, ground: str) -> None:
    made = readable(colour, ground)
    assert is_readable(made, ground)
    assert (made == colour) == is_readable(colour, ground)


def test_what_stands_on_a_colour_can_be_read() -> None:
    assert ink_on("#8a1538") == "#ffffff"
    assert contrast(ink_on("#ffb000"), "#ffb000") > 7


def test_a_mixture_lies_between() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
