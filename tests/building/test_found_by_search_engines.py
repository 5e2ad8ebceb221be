"""Whether search engines may find the pages: not unless the company says so."""

from pathlib import Path

import pytest
from sites import PLANS, pages, publish, write


@pytest.mark.parametrize(("setting", "robots"), [("", "noindex"), ("robots: index\n", "index")])
def test_every_page_says_whether_it_may_be_found_and_what_it_is_about(
    tmp_path: Path, setting: str, robots: str
) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "site.yaml": PLANS["site.yaml"] + setting})
    publish(plans, tmp_path / "site", keep_going=True)
    made = pages(tmp_path / "site")
    assert not [name for name, html in made.items() if f'<meta name="robots" content="{robots}">' not in html]
    assert not [name for name, html in made.items() if '<meta name="description" content=""' in html]
    assert '<meta name="description" content="Key-Account-Plan Nordwind' in made["nordwind/people.html"]
