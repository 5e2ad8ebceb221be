"""Pages are drawn once for both languages: they say the same as if they were drawn for each."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from sites import example_site, pages, publish

PLANS = Path(__file__).resolve().parents[2] / "plans"
AS_OF = date(2026, 11, 20)
_MARKS = re.compile("[\x00-\x08\x0e-\x1f]")
# Drawings leave room for the wider of two wordings; long explanations are folded in both languages or in none.
_NUMBERS = re.compile(r'(?<=[">\s(LMQVHZ-])\d+(\.\d+)?')
_FOLDED = re.compile(r'<details class="help">\s*<summary>[^<]*</summary>\s*<p>(.*?)</p>\s*</details>', re.DOTALL)


def what_is_said(html: str) -> list[str]:
    """A page with everything in it but the places of what is drawn."""
    return _NUMBERS.sub("0", _FOLDED.sub(r'<p class="help">\1</p>', html)).split("\n")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """The example plans drawn for both languages at once, and for each of them.

    That is what a theme with a template of its own does: it could ask for the language.
    """
    top = tmp_path_factory.mktemp("both")
    plans = Path(shutil.copytree(PLANS, top / "plans"))
    publish(plans, top / "both", as_of=AS_OF, jobs=2)
    with (plans / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\ntheme: own\n")
    own = top / "themes" / "own"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: default\n", "utf-8")
    (own / "crumbs.html").write_text('{% include "default/crumbs.html" %}', "utf-8")
    publish(plans, top / "each", as_of=AS_OF, themes=top / "themes", jobs=2)
    return pages(top / "both"), pages(top / "each")


def test_a_page_drawn_for_both_says_what_it_says_when_drawn_for_one(
    sites: tuple[dict[str, str], dict[str, str]],
) -> None:
    both, each = sites
    told = [name for name in both if not name.endswith("about.html")]
    assert len(told) > 100
    assert [name for name in told if what_is_said(both[name]) != what_is_said(each[name])] == []


def test_no_page_holds_a_mark_of_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert [name for name, html in pages(example_site(tmp_path_factory)).items() if _MARKS.search(html)] == []
