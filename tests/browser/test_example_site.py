"""The example site in a real browser: accessible, whole without JavaScript, on small screens and on paper."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
ACROSS = (
    "index.html",
    "key-figures.html",
    "briefing.html",
    "agenda.html",
    "contacts.html",
    "pipeline.html",
    "potential.html",
    "white-space.html",
    "open-questions.html",
    "sources.html",
    "competitors.html",
    "programme/customers.html",
    "programme/selection.html",
    "our-people.html",
    "our-people-weber.html",
    "programme/index.html",
    "programme/maturity.html",
    "programme/fitness.html",
    "programme/levers.html",
    "programme/model.html",
    "programme/profiles.html",
    "findings.html",
    "about.html",
    "search.html",
    "glossary.html",
    "pages/arbeitsweise.html",
    "404.html",
)
CHAPTERS = ("index", "plan", "customer", "people", "map", "position", "strategy", "figures", "questions", "versions")
LARGE, THIN, SMALL = "nordwind-antriebe", "molkerei-hochwies", "nordskarv-energi"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """
async tags => {
  const wanted = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false};
  const found = await axe.run(document, wanted);
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 200)).join(' | '));
}
"""
CUT = """
() => [...document.querySelectorAll('main *')].filter(box => {
  const style = getComputedStyle(box);
  return style.overflowX !== 'visible' && !box.closest('.visually-hidden') && !box.closest('svg') &&
    style.display !== 'inline' && box.scrollWidth > box.clientWidth + 2;
}).map(box => box.tagName + '.' + box.className + ': ' + box.scrollWidth + ' > ' + box.clientWidth)
"""
# What sections say, without the tools that scripts add to their tables.
TEXTS = """
all => all.map(one => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll('.tools, .table__empty, .table__rest').forEach(tool => tool.remove());
  return copy.textContent;
})
"""


def pages_of(account: str) -> list[str]:
    return [f"{account}/{chapter}.html" for chapter in CHAPTERS]


def violations(tab: Any, axe: str) -> list[str]:
    tab.evaluate(axe)
    found: list[str] = tab.evaluate(RUN_AXE, RULES)
    return found


# Language, colours and screen: each look with every other page, so that each page is met in two of them.
LOOKS = [
    (language, scheme, width)
    for language, scheme, width in (
        ("", "light", 1280),
        ("en/", "dark", 390),
        ("", "dark", 1280),
        ("en/", "light", 390),
    )
]


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_nobody_is_shut_out(visit: Visit, example: Path, axe: str, look: int) -> None:
    language, scheme, width = LOOKS[look]
    pages = [*ACROSS, *pages_of(LARGE if look < 2 else SMALL), f"{THIN}/index.html", f"{THIN}/whole.html"]
    tab = None
    for page in pages[look % 2 :: 2]:
        target = (example / language / page).as_uri()
        if tab is None:
            tab = visit(target, width, color_scheme=scheme)
        else:
            tab.goto(target)
        assert violations(tab, axe) == [], f"{page} {language} {scheme} {width}"


@pytest.mark.parametrize("account", [LARGE, THIN, SMALL, "thornmere-packaging"])
def test_no_page_scrolls_sideways_on_a_small_phone(visit: Visit, example: Path, account: str) -> None:
    tab = visit((example / "index.html").as_uri(), 360)
    for page in (*ACROSS, *pages_of(account), f"{account}/whole.html"):
        for language in ("", "en/"):
            tab.goto((example / language / page).as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= 360, language + page


def test_a_strict_policy_forbids_nothing_that_pages_need(visit: Visit, address: str) -> None:
    tab = visit(f"{address}/index.html")
    for page in (*ACROSS, *pages_of(LARGE), f"{LARGE}/whole.html", f"en/{SMALL}/map.html"):
        tab.goto(f"{address}/{page}")
        assert tab.evaluate("getComputedStyle(document.body).fontFamily") != ""
        assert tab.evaluate("document.documentElement.classList.contains('js')")


def test_pages_work_from_the_disk_and_lead_from_one_to_the_next(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    tab.click("main table a.account-name >> nth=0")
    tab.wait_for_url("**/index.html")
    tab.click(".menu__list a[href='people.html']")
    tab.wait_for_url("**/people.html")
    tab.click(".languages a[lang='en']")
    tab.wait_for_url("**/en/**/people.html")
    assert tab.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    "page", ["index.html", f"{LARGE}/map.html", f"{LARGE}/strategy.html", f"{LARGE}/questions.html"]
)
def test_everything_is_there_without_javascript(visit: Visit, example: Path, page: str) -> None:
    target = (example / page).as_uri()
    plain, alive = visit(target, java_script_enabled=False), visit(target)
    # Folded parts may be unfolded without JavaScript, too: what counts is what is in the page.
    told = [
        ["".join(text.split()) for text in tab.eval_on_selector_all("main section", TEXTS)] for tab in (plain, alive)
    ]
    assert told[0] == told[1]
    for part in ("main h1", "main h2", "main table", ".menu :is(a, summary)"):
        if plain.locator(part).count():
            assert any(one.is_visible() for one in plain.locator(part).all()), part
    assert plain.locator("main svg").count() == alive.locator("main svg").count()
    hidden = "main section:not([hidden])"
    assert plain.locator(hidden).count() == alive.locator(hidden).count()


def words_of(tab: Any) -> list[str]:
    """The words in the body of a page, in folded parts, too."""
    text: str = tab.locator("main").text_content()
    return text.split()


@pytest.mark.parametrize("account", [LARGE, SMALL])
def test_an_account_prints_as_one_whole_document(visit: Visit, example: Path, account: str) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    # The width of A4 less its margins, as the print style sheet has them.
    tab = visit((example / account / "whole.html").as_uri(), 700)
    tab.emulate_media(media="print")
    assert tab.evaluate(CUT) == []
    document = pypdf.PdfReader(io.BytesIO(tab.pdf(format="A4", prefer_css_page_size=True)))
    texts = [page.extract_text() for page in document.pages]
    assert 4 < len(texts) < 80
    assert [number for number, text in enumerate(texts, 1) if len("".join(text.split())) < 40] == []
    printed = "".join("".join(texts).split())
    headings = tab.locator("main h2").all_text_contents()
    assert [heading for heading in headings if "".join(heading.split()) not in printed] == []


def test_on_a_phone_a_table_of_words_is_a_list_and_one_of_numbers_stays(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri(), 375)
    accounts = tab.locator("#accounts .table")
    assert "is-stacked" in accounts.get_attribute("class")
    assert accounts.evaluate("box => box.scrollWidth <= box.clientWidth")
    cell = tab.locator("#accounts tbody tr >> nth=0").locator("td >> nth=0")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Verantwortlich"'
    assert cell.get_attribute("role") == "cell"
    tab.goto((example / LARGE / "strategy.html").as_uri())
    assert tab.locator("section:has(.chart--bars) .table:not(.is-stacked) table").count() == 1
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto((example / "index.html").as_uri())
    assert "is-stacked" not in tab.locator("#accounts .table").get_attribute("class")


def test_the_important_people_or_everybody_one_map_at_a_time(visit: Visit, example: Path) -> None:
    tab = visit((example / LARGE / "map.html").as_uri())
    important, everybody = tab.locator("#important"), tab.locator("#everybody")
    buttons = tab.locator(".powermap-views button")
    assert [button.get_attribute("aria-pressed") for button in buttons.all()] == ["true", "false"]
    assert important.is_visible()
    assert not everybody.is_visible()
    buttons.nth(1).click()
    assert everybody.is_visible()
    assert not important.is_visible()
    assert everybody.locator(".map-legend").is_visible()
    assert everybody.locator("svg.map").bounding_box()["width"] > 800
    tab.goto((example / LARGE / "map.html").as_uri() + "#everybody")
    tab.reload()
    assert everybody.is_visible()
    assert not important.is_visible()
    tab.emulate_media(media="print")
    assert everybody.is_visible()
    assert important.is_visible()


def test_on_paper_an_overview_takes_one_page_and_the_legend_follows_the_last_map(visit: Visit, example: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")

    def printed() -> list[str]:
        document = pypdf.PdfReader(io.BytesIO(tab.pdf(format="A4", prefer_css_page_size=True)))
        return [page.extract_text() for page in document.pages]

    tab = visit((example / LARGE / "index.html").as_uri())
    assert len(printed()) == 1
    tab.goto((example / "thornmere-packaging" / "index.html").as_uri())
    assert len(printed()) == 1
    tab.goto((example / "programme/index.html").as_uri())
    assert len(printed()) == 2, "the dashboard of the programme goes into a meeting"
    tab.goto((example / LARGE / "map.html").as_uri())
    pages = printed()
    assert ["Was die Person von uns hält" in page for page in pages].index(True) == 3
    assert "Dasselbe als Tabelle" in pages[3]


WIDER = """
all => all.filter(table => {
  const room = table.closest('.section').getBoundingClientRect(), box = table.getBoundingClientRect();
  return box.width && box.right > room.right + 1;
}).map(table => table.textContent.trim().slice(0, 60))
"""


# Pages with tables of ten columns are printed smaller by the browser as a whole.
SMALLER = ("index.html", "key-figures.html")


@pytest.mark.parametrize("page", [page for page in ACROSS if page not in SMALLER])
def test_on_paper_no_table_across_accounts_is_wider_than_its_section(visit: Visit, example: Path, page: str) -> None:
    tab = visit((example / page).as_uri(), width=673, height=1000)  # A4 without its margins
    tab.emulate_media(media="print")
    tab.eval_on_selector_all("details.twin", "all => all.forEach(one => { one.open = true; })")
    assert tab.eval_on_selector_all(".section .table :is(table, td .badge)", WIDER) == []


SHIFTS = """
() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})
"""


@pytest.mark.parametrize("page", ["index.html", f"{LARGE}/index.html", f"{LARGE}/people.html"])
def test_nothing_moves_on_a_phone_while_a_page_appears(visit: Visit, address: str, page: str) -> None:
    tab = visit(f"{address}/{page}", width=390, height=800, has_touch=True, is_mobile=True)
    assert tab.evaluate(SHIFTS) < 0.1
    assert tab.evaluate("document.documentElement.classList.contains('is-ready')")


def test_a_menu_of_the_navigation_opens_by_keyboard_and_closes_with_escape(visit: Visit, example: Path) -> None:
    tab = visit((example / "index.html").as_uri())
    menu = tab.locator(".drop").first
    menu.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert menu.locator("a").first.is_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    assert not menu.locator("a").first.is_visible()
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"
