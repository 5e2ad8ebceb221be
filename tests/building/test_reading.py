"""What surrounds a page for readers: the chapters beside it, a lasting address, a way to report errors, its summary."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from repositories import Repo
from sites import PLANS, pages, publish, write, written

from kamsite.render import sitemap


def built(tmp_path: Path, changed: dict[str, str] | None = None, edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **(changed or {})}), tmp_path / "out", edition=edition)
    return pages(tmp_path / "out")


def test_chapters_lead_to_the_ones_before_and_after(tmp_path: Path) -> None:
    made = built(tmp_path)
    address, way = "en/nordwind/index.html", []
    while address:
        way.append(address.rpartition("/")[2])
        found = re.search(r'<a class="turn__after" rel="next" href="([^"]*)">', made[address])
        following = f"en/nordwind/{found[1]}" if found else ""
        if following:
            assert f'rel="prev" href="{way[-1]}"' in made[following]
            assert '<link rel="next" href="' in made[address]
        address = following
    assert way[:3] == ["index.html", "plan.html", "customer.html"]
    assert "turn__before" not in made["en/nordwind/index.html"]
    assert "turn__" not in made["en/index.html"]


def test_a_page_has_an_address_under_which_it_stays_as_it_is(repo: Repo, tmp_path: Path) -> None:
    publish(repo.plans, tmp_path / "out")
    page = pages(tmp_path / "out")["nordwind/people.html"]
    lasting = re.search(r'class="version__link" href="([^"#]*)#people"', page)
    assert lasting
    assert (tmp_path / "out/nordwind" / lasting[1]).is_file()
    repo.write({"nordwind/people.md": "# Notizen\nNoch nicht festgeschrieben.\n"})
    publish(repo.plans, tmp_path / "out")
    assert "version__link" not in pages(tmp_path / "out")["nordwind/people.html"]


def reports(page: str) -> list[str]:
    return [unquote(address) for address in re.findall(r'<a[^>]* href="(https://git[^"]*issues/new[^"]*)"', page)]


def test_somebody_who_finds_an_error_tells_it_where_the_plans_are_kept(tmp_path: Path) -> None:
    made = built(tmp_path)
    (report,) = reports(made["nordwind/people.html"])
    assert report.startswith("https://git.example/plans/-/issues/new?issue[title]=Nordwind Antriebe AG: Schlüsselpers")
    assert "Was stimmt nicht?" in report
    assert "What is wrong?" in reports(made["en/agenda.html"])[0]


def test_whoever_may_not_know_the_git_host_reports_nothing_there(tmp_path: Path) -> None:
    assert {page for page, html in built(tmp_path, edition="customer").items() if reports(html)} == set()


def test_reports_go_where_the_settings_say(tmp_path: Path) -> None:
    own = "branch: main, templates: {report: 'https://git.help.example/issues/new?t={title}'}"
    made = built(tmp_path, {"site.yaml": PLANS["site.yaml"].replace("branch: main", own)})
    assert reports(made["en/nordwind/people.html"]) == [
        "https://git.help.example/issues/new?t=Nordwind Antriebe AG: Key persons"
    ]


@pytest.mark.parametrize(
    ("folder", "title", "locale"), [("", "Schlüsselpersonen", "de_DE"), ("en/", "Key persons", "en_GB")]
)
def test_a_page_says_what_it_is_to_those_who_are_sent_it(tmp_path: Path, folder: str, title: str, locale: str) -> None:
    page = built(tmp_path)[f"{folder}nordwind/people.html"]
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
    assert told["title"] == f"{title} · Nordwind Antriebe AG"
    assert told["locale"] == locale
    assert told["site_name"] == "Kundenpläne der Hanse"
    assert told["description"]


def test_a_theme_of_ones_own_is_linked_after_all_other_styles(tmp_path: Path) -> None:
    write(
        tmp_path / "plans",
        {**PLANS, "site.yaml": PLANS["site.yaml"].replace("company:", "theme: acme\n        company:", 1)},
    )
    write(tmp_path / "themes/acme", {"theme.yaml": "extends: default", "assets/theme.css": "a {color: red}"})
    publish(tmp_path / "plans", tmp_path / "out", themes=tmp_path / "themes")
    for page in ("index.html", "nordwind/map.html"):
        styles = re.findall(r'<link rel="stylesheet" href="([^"]*)">', pages(tmp_path / "out")[page])
        assert styles[-1].endswith("assets/theme.css")


URL = PLANS["site.yaml"].replace("company:", "url: https://kam.example/pläne\n        company:", 1)


def test_a_page_that_is_not_there_leads_on_from_any_address(tmp_path: Path) -> None:
    made = built(tmp_path, {"site.yaml": URL})
    for file, folder in (("404.html", ""), ("en/404.html", "en/")):
        addresses = re.findall(r'(?:href|src|action)="([^"#]+)', made[file])
        ours = [one for one in addresses if not one.startswith("https://git.example")]
        assert ours
        assert {one for one in ours if not one.startswith("/pl%C3%A4ne/")} == set()
        assert f'href="/pl%C3%A4ne/{folder}search.html"' in made[file]
    assert 'href="search.html"' in built(tmp_path / "other")["404.html"]


def test_search_engines_of_the_intranet_find_all_current_pages(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("url", written({"site.yaml": URL}))
    publish(repo.plans, tmp_path / "out")
    made = pages(tmp_path / "out")
    assert any("/versions/" in page for page in made)
    file = tmp_path / "out/sitemap.xml"
    listed = re.findall(r"<loc>https://kam.example/pl%C3%A4ne/([^<]*)</loc>", file.read_text("utf-8"))
    assert set(listed) == {page for page in made if "/versions/" not in page and "404" not in page}
    monkeypatch.setattr(sitemap, "MOST", 10)
    publish(repo.plans, tmp_path / "out")
    parts = re.findall(
        r"<sitemap><loc>[^<]*/(sitemap-\d+.xml)</loc>", (tmp_path / "out/sitemap.xml").read_text("utf-8")
    )
    assert sum((tmp_path / "out" / part).read_text("utf-8").count("<url>") for part in parts) == len(listed)
    built(tmp_path / "other")
    assert not (tmp_path / "other/out/sitemap.xml").exists()
