"""Tables that readers work with: sorted, filtered, grouped, taken along, with the state in the address."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_example_site import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def names(tab: Any) -> list[str]:
    return list(tab.eval_on_selector_all("#accounts tbody .account-name", "all => all.map(one => one.textContent)"))


def status(tab: Any) -> str:
    return str(tab.inner_text("#accounts .tools__status"))


def test_a_click_on_a_heading_sorts_by_value_and_divisions_stay_below_their_account(
    visit: Visit, example: Path
) -> None:
    tab = visit((example / "index.html").as_uri())
    tab.click("th[data-column=revenue] button")
    assert names(tab) == [
        "Thornmere Packaging Systems plc",
        "Thornmere Filling & Closing",
        "Thornmere Cartoning & End-of-Line",
        "Thornmere Pharma & Healthcare Lines",
        "Nordwind Antriebe AG",
        "Nordwind Marine ApS",
        "Nordwind Krane und Häfen GmbH",
        "Nordskarv Energi AS",
        "Molkerei Hochwies eG",
    ]
    assert tab.get_attribute("th[data-column=revenue]", "aria-sort") == "descending"
    tab.click("th[data-column=revenue] button")
    assert names(tab)[0] == "Nordskarv Energi AS"
    assert names(tab)[-1] == "Molkerei Hochwies eG", "who has no value comes last"
    tab.click("th[data-column=revenue] button")
    assert tab.get_attribute("th[data-column=revenue]", "aria-sort") is None


def test_what_is_shown_stands_in_the_address_and_goes_along_into_the_other_language(
    visit: Visit, example: Path
) -> None:
    tab = visit((example / "index.html").as_uri())
    tab.fill("#accounts .tools__find", "HÄFEN")
    assert names(tab) == ["Nordwind Krane und Häfen GmbH"]
    assert tab.inner_text("#accounts tbody").count("Nordwind Antriebe AG") == 0
    assert tab.get_attribute("#accounts tbody th", "data-of") == "Nordwind Antriebe AG", "whose division it is"
    tab.fill("#accounts .tools__find", "")
    tab.click("#accounts summary:has-text('Filter')")
    tab.check("#accounts .tick:has-text('Key') input")
    tab.keyboard.press("Escape")
    tab.click("th[data-column=pipeline] button")
    assert tab.url.endswith("#accounts?segment=key&sort=-pipeline")
    tab.click(".languages a[lang=en]")
    tab.wait_for_selector("#accounts .chip")
    assert tab.url.endswith("en/index.html#accounts?segment=key&sort=-pipeline")
    assert names(tab)[0] == "Thornmere Packaging Systems plc"
    assert status(tab) == "6 of 9 rows · Revenue 5.97\u00a0m\u00a0€ · Pipeline, weighted 4.41\u00a0m\u00a0€"
    tab.click("#accounts .chip")
    assert status(tab) == "9 rows"


def test_groups_have_their_sums_without_counting_a_division_twice(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri() + "#accounts?group=manager")
    groups = tab.eval_on_selector_all(
        "#accounts .row--group", "all => all.map(one => [...one.cells].map(c => c.textContent))"
    )
    assert groups[0][0] == "Emre Aydın 4"
    assert groups[0][2] == "4,86\u00a0Mio.\u00a0€"
    assert [group[0] for group in groups] == ["Emre Aydın 4", "Jonas Weber 3", "Lukas Moser 1", "Maja Lindqvist 1"]


def test_columns_are_picked_and_numbers_have_a_range(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri() + "#accounts?columns=manager,country&revenue=1000000..")
    heads = tab.eval_on_selector_all(
        "#accounts thead th", "all => all.filter(o => o.offsetWidth).map(o => o.textContent)"
    )
    assert heads == ["Kunde", "Verantwortlich", "Land"]
    assert names(tab)[0] == "Nordwind Antriebe AG"
    assert len(names(tab)) == 4


def test_what_is_shown_is_taken_along_also_under_a_strict_policy(visit: Visit, address: str) -> None:
    tab = visit(f"{address}/index.html#accounts?sort=-revenue&columns=manager,revenue,deciders&find=nordwind")
    with tab.expect_download() as waiting:
        tab.click("#accounts .tools > button")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert waiting.value.suggested_filename == "accounts.csv"
    assert rows[0] == ["Kunde", "Kunde (Zusatz)", "Verantwortlich", "Umsatz", "Umsatz (Zusatz)", "Entscheider"]
    assert rows[1][:5] == ["Nordwind Antriebe AG", "Key; Antriebstechnik", "Jonas Weber", "1110000", "2025"]
    assert rows[1][5].startswith("Dr. Sabine Brandt: Positiv; Jørgen Møller: ")
    assert [row[0] for row in rows[2:]] == ["Nordwind Marine ApS", "Nordwind Krane und Häfen GmbH"]


def test_a_text_of_a_plan_is_no_formula_in_a_spreadsheet(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri() + "#accounts?columns=manager")
    tab.evaluate("document.querySelector('#accounts tbody .account-name').textContent = '=HYPERLINK(\"x\")'")
    with tab.expect_download() as waiting:
        tab.click("#accounts .tools > button")
    assert '"\'=HYPERLINK(""x"")"' in Path(waiting.value.path()).read_text("utf-8-sig")


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_sign_begins_a_formula_in_a_spreadsheet(visit: Visit, example: Path, sign: str) -> None:
    tab = visit((example / "index.html").as_uri() + "#accounts?columns=manager")
    tab.evaluate("text => document.querySelector('#accounts tbody .account-name').textContent = text", f"{sign}1+1")
    with tab.expect_download() as waiting:
        tab.click("#accounts .tools > button")
    assert f'"\'{sign}1+1"' in Path(waiting.value.path()).read_text("utf-8-sig")


@pytest.mark.parametrize("span", ["-..", "..", ".", "-.5.-..", "1-2..", "....", "1.2.3.."])
def test_what_is_no_range_of_numbers_is_passed_over(visit: Visit, example: Path, span: str) -> None:
    tab = visit((example / "index.html").as_uri() + f"#accounts?revenue={span}")
    assert tab.locator("#accounts .chip").count() == 0
    assert status(tab) == "9 Zeilen"


@pytest.mark.parametrize(("span", "count"), [("1000000..", 4), (".5..", 7), ("..-1.5", 0), ("-5...5", 0)])
def test_a_range_has_one_end_or_two(visit: Visit, example: Path, span: str, count: int) -> None:
    tab = visit((example / "index.html").as_uri() + f"#accounts?revenue={span}")
    assert tab.locator("#accounts .chip").count() == 1
    assert len(names(tab)) == count


@pytest.mark.parametrize(
    ("page", "mark"),
    [("index.html", "100%"), ("index.html", "accounts?find=%"), ("nordwind-antriebe/map.html", "100%")],
)
def test_a_lone_percent_sign_in_the_address_stops_nothing(visit: Visit, example: Path, page: str, mark: str) -> None:
    tab = visit((example / page).as_uri() + f"#{mark}")
    # What goes wrong in a script fails the test by itself: first as the page is opened, then as its address changes.
    tab.evaluate("new Promise(done => { window.onhashchange = () => setTimeout(done); location.hash = '#50%'; })")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_tools_shut_nobody_out(visit: Visit, example: Path, axe: str, scheme: str, width: int) -> None:
    tab = visit((example / "index.html").as_uri() + "#accounts?segment=key", width, color_scheme=scheme)
    for panel in ("Filter", "Ansicht"):
        tab.click(f"#accounts summary:has-text('{panel}')")
        assert violations(tab, axe) == [], panel
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        tab.keyboard.press("Escape")
        assert tab.locator(".tools__panel[open]").count() == 0


def test_rows_that_come_later_stack_on_a_phone_like_the_first_ones(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri() + "#accounts?sort=-revenue", 390)
    assert tab.locator("#accounts .table.is-stacked").count() == 1
    assert tab.locator("#accounts tbody td:not([data-label])").count() == 0


def test_without_scripts_every_row_is_there_and_no_tool(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri(), java_script_enabled=False)
    assert tab.locator("#accounts tbody tr:visible").count() == 9
    assert tab.locator(".tools, .sort").count() == 0


def come_to_rest(tab: Any, place: str) -> None:
    """Scrolls to a place and waits until the page has told so: what shows beside the pointer goes when one scrolls."""
    tab.locator(place).first.scroll_into_view_if_needed()
    tab.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )


def test_a_part_of_a_chart_says_what_it_is_as_soon_as_one_points_at_it(visit: Visit, example: Path) -> None:
    tab = visit((example / "key-figures.html").as_uri())
    bar = tab.locator("#money .chart g").first
    said = bar.locator("title").text_content()
    come_to_rest(tab, "#money .chart")
    bar.hover()
    assert tab.inner_text(".tip") == said
    assert bar.locator("title").count() == 0, "the browser's own hint would come on top"
    tab.mouse.move(5, 5)
    assert tab.locator(".tip").count() == 0
    assert bar.locator("title").text_content() == said
    come_to_rest(tab, "#bridge .chart")
    tab.locator("#bridge .chart a").first.focus()
    assert "Nordwind" in tab.inner_text(".tip")


def test_what_rows_say_is_read_before_anybody_asks(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    tab.evaluate("() => new Promise(done => requestIdleCallback(() => requestIdleCallback(done)))")
    tab.evaluate(
        """() => {
          const find = Element.prototype.querySelector;
          window.looks = 0;
          Element.prototype.querySelector = function (what) {
            if (what.includes('data[value]')) window.looks++;
            return find.call(this, what);
          };
        }"""
    )
    tab.click("th[data-column=revenue] button")
    assert names(tab)[0] == "Thornmere Packaging Systems plc"
    assert tab.evaluate("window.looks") == 0


def told(tab: Any, rows: str) -> list[str]:
    return [" ".join(text.split()) for text in tab.locator(rows).all_inner_texts()]


def test_contacts_stand_in_groups_until_somebody_sorts_and_again_after_that(visit: Visit, example: Path) -> None:
    tab = visit((example / "contacts.html").as_uri())
    heads = ["Entscheider ohne Kontakt zu uns 2", "Gegner mit Einfluss 7", "Die übrigen Entscheider 11"]
    assert told(tab, "#people .row--group")[:3] == heads
    tab.click("#people th[data-column=influence] button")
    assert tab.url.endswith("#people?sort=-influence")
    assert told(tab, "#people .row--group") == []
    dots = tab.eval_on_selector_all("#people tbody td:nth-child(4) data", "all => all.map(one => +one.value)")
    assert dots == sorted(dots, reverse=True)
    tab.click("#people th[data-column=influence] button")
    tab.click("#people th[data-column=influence] button")
    assert told(tab, "#people .row--group")[:3] == heads


def test_a_link_that_chooses_rows_filters_all_of_them_and_is_marked(visit: Visit, example: Path) -> None:
    tab = visit((example / "contacts.html").as_uri())
    tab.click("#only-alone")
    tab.wait_for_function("location.hash === '#people?by='")
    assert tab.inner_text("#people .tools__status") == "27 von 85 Zeilen"
    assert tab.get_attribute("#only-alone", "aria-current") == "true"
    assert tab.get_attribute("#only-all", "aria-current") is None
    assert told(tab, "#people .row--group")[0] == "Entscheider ohne Kontakt zu uns 2"
    tab.click("#only-all")
    tab.wait_for_function("document.querySelector('#people .tools__status').textContent === '85 Zeilen'")
    assert tab.get_attribute("#only-all", "aria-current") == "true"


def test_an_address_for_those_without_a_script_means_the_same_with_one(visit: Visit, example: Path) -> None:
    tab = visit((example / "pipeline.html").as_uri() + "#only-tender")
    tab.wait_for_function("location.hash === '#projects?kind=tender'")
    assert tab.inner_text("#projects .tools__status").startswith("7 von 17 Zeilen")
    assert tab.locator("#projects tbody tr:not(.row--group)").count() == 7


def test_a_group_is_taken_along_as_a_column(visit: Visit, example: Path) -> None:
    tab = visit((example / "contacts.html").as_uri() + "#people?attitude=-2")
    with tab.expect_download() as waiting:
        tab.click("#people .tools > button")
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig")), delimiter=";"))
    assert rows[0][-1] == "Worauf es ankommt"
    assert {row[-1] for row in rows[1:]} == {"Gegner mit Einfluss"}
    assert all("Feind" in row[rows[0].index("Einstellung zu uns")] for row in rows[1:])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["contacts.html#people?by=", "findings.html", "potential.html", "sources.html"])
def test_tables_in_groups_are_accessible(visit: Visit, example: Path, axe: str, page: str, scheme: str) -> None:
    tab = visit((example / page.partition("#")[0]).as_uri() + page[page.find("#") :] * ("#" in page), 390)
    tab.emulate_media(color_scheme=scheme)
    assert violations(tab, axe) == []
