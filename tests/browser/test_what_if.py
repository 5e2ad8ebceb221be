"""The sliders for the weights of the criteria: they put the table in another order, from the disk and over HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sites import PLANS, publish, write

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
PAGE = "programme/selection.html"


def names(tab: Any) -> list[str]:
    found: list[str] = tab.eval_on_selector_all(
        "#what-if tbody th", "cells => cells.map(cell => cell.textContent.trim())"
    )
    return found


def values(tab: Any) -> list[str]:
    found: list[str] = tab.eval_on_selector_all("#what-if [data-value]", "all => all.map(one => one.textContent)")
    return found


def move(tab: Any, weights: list[int]) -> None:
    for at, weight in enumerate(weights):
        tab.eval_on_selector(
            f"input[name=weight-{at}]",
            "(input, value) => { input.value = value; input.dispatchEvent(new Event('input')); }",
            str(weight),
        )


@pytest.mark.parametrize("way", ["disk", "http"])
def test_other_weights_put_the_accounts_in_another_order(visit: Visit, example: Path, address: str, way: str) -> None:
    tab = visit(f"file://{example}/{PAGE}" if way == "disk" else f"{address}/{PAGE}")
    before, scores = names(tab), values(tab)
    assert len(before) == 4
    assert before[0] == "Thornmere Packaging Systems plc"
    assert tab.locator(".weights__share").first.text_content() == "15\u00a0%"
    move(tab, [0, 0, 0, 0, 0, 100, 0, 0, 0])  # the contribution margin alone
    assert names(tab)[0] == "Nordwind Antriebe AG"
    assert values(tab)[0] == "4,00"
    assert tab.locator(".row--changed").count() > 0
    assert "fällt die Entscheidung anders aus als mit den Gewichten des Programms" in (
        tab.locator(".weights__status").text_content() or ""
    )
    tab.locator(".weights__reset").click()
    assert tab.locator(".weights__status").text_content() == (
        "3 von 4 wären Key Account, wie mit den Gewichten des Programms."
    )
    assert (names(tab), values(tab)) == (before, scores)
    assert tab.locator(".row--changed").count() == 0


def test_with_the_weights_of_the_programme_the_script_says_what_the_page_says(visit: Visit, example: Path) -> None:
    plain = visit(f"file://{example}/en/{PAGE}", java_script_enabled=False)
    tab = visit(f"file://{example}/en/{PAGE}")
    assert names(plain) == names(tab)
    assert values(plain) == values(tab)
    assert plain.locator("input[type=range]").count() == 0
    assert tab.locator("input[type=range]").count() == 9


def test_before_a_slider_is_moved_and_after_reset_no_weight_is_rounded(visit: Visit, tmp_path: Path) -> None:
    thirds = {
        "programme/selection.yaml": """
            criteria: {revenue: {title: Umsatz, weight: 1}, fit: {title: Passung, weight: 2}}
            key_account_from: 4
            """,
        "nordwind/plan.yaml": """
            account: {name: Nordwind Antriebe AG, manager: weber, segment: key}
            selection: {scores: {revenue: 2, fit: 5}}
            """,
        "thornmere/plan.yaml": """
            account: {name: Thornmere Packaging Ltd, manager: kaya, segment: focus}
            selection: {scores: {revenue: 5, fit: 2}}
            """,
    }
    publish(write(tmp_path / "plans", {**PLANS, **thirds}), tmp_path / "out", edition="team", keep_going=True)
    tab = visit(f"file://{tmp_path}/out/{PAGE}")
    assert values(tab) == ["4,00", "3,00"], "with 33 and 67 it would be 4,01 and 2,99"
    move(tab, [100, 0])
    assert values(tab) == ["5,00", "2,00"]
    tab.locator(".weights__reset").click()
    assert values(tab) == ["4,00", "3,00"]


def test_the_sliders_work_with_the_keyboard_and_say_what_they_are(visit: Visit, example: Path) -> None:
    tab = visit(f"file://{example}/en/{PAGE}")
    slider = tab.get_by_role("slider", name="Umsatzpotenzial")
    slider.focus()
    tab.keyboard.press("End")
    assert slider.input_value() == "100"
    assert "would be key accounts" in (tab.get_by_role("status").text_content() or "")
