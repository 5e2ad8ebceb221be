"""The page of findings: by plan, and in parts where there are very many."""

import re
from pathlib import Path

import pytest
from pagecheck import section, words
from sites import PLANS, pages, publish, write

from kamsite.render.across import findings


def built(tmp_path: Path) -> dict[str, str]:
    publish(write(tmp_path / "plans", PLANS), tmp_path / "out", keep_going=True)
    return pages(tmp_path / "out")


def group(html: str, name: str) -> str:
    """The rows of a table below the heading of this id."""
    return html.partition(f' id="{name}"><th scope="rowgroup"')[2].partition("</tbody>")[0].partition("</tr>")[2]


def test_a_few_findings_stand_on_one_page(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert {"nordwind", "nordwind-divisions-marine"} <= set(
        re.findall(r'<tr class="row--group" id="([^"]*)"', made["findings.html"])
    )
    assert "findings-2.html" not in made
    assert 'id="all"' not in made["findings.html"]


def test_very_many_stand_on_several_that_the_first_leads_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "PER_PAGE", 3)
    made = built(tmp_path)
    first = section(made["en/findings.html"], "all")
    link = re.search(r'id="nordwind-divisions-marine"><th scope="row"><a href="(findings-\d\.html)#', first)
    assert link
    there = group(made[f"en/{link[1]}"], "nordwind-divisions-marine")
    assert "nordwind/divisions/marine/plan.yaml" in there
    row = words(first.partition('id="nordwind-divisions-marine"')[2].partition("</tr>")[0])
    assert sum(int(count) for count in re.findall(r" (\d+)", row)) == there.count("<tr")
