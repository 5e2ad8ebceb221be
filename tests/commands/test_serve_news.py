"""The dev server: what it tells open pages, and what stays on them while something is wrong."""

import re
import time
from pathlib import Path

import pytest
from smallplans import (
    COVER,
    PEOPLE,
    Listener,
    asked,
    begun,
    commit,
    followed,
    served,
    text_of,
    write,
)

from kamsite.serving.live import LiveSite
from kamsite.serving.server import SiteServer

BROKEN = PEOPLE.replace("attitude: positive", "attitude: sunny")


def test_an_open_page_hears_of_a_change(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with followed(site, plans), Listener(server, "/kunde-0/people.html") as page:
        first = page.next()
        start = time.monotonic()
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        news = page.until(lambda news: news["stamp"] != first["stamp"])
        print(f"\nsaved → told: {time.monotonic() - start:.2f} s")
        content = asked(server, "/kunde-0/people.html").content.decode()  # type: ignore[attr-defined]
        assert "Henrik Vogel" in content
        assert f'data-stamp="{news["stamp"]}"' in content


def test_a_page_that_did_not_change_is_left_alone(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with Listener(server, "/kunde-1/people.html") as page:
        first = page.next()
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        site.rebuild()
        write(plans, {"kunde-0/people.yaml": BROKEN})
        site.rebuild()
        news = page.next()
        assert news["stamp"] == first["stamp"]
        assert news["errors"] == []
        assert news["elsewhere"] == "Fehler in anderen Plänen: 1."


def test_errors_lie_over_the_page_until_they_are_mended(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with followed(site, plans), Listener(server, "/en/kunde-0/people.html") as page:
        first = page.next()
        write(plans, {"kunde-0/people.yaml": BROKEN})
        news = page.until(lambda news: bool(news["errors"]))
        assert news["stamp"] == first["stamp"]
        assert news["title"] == "1 error"
        assert "last state without errors" in news["lead"]
        (error,) = news["errors"]
        assert re.fullmatch(r"kunde-0/people\.yaml:2:\d+", error["place"])
        assert error["code"] == "K204"
        assert "'sunny'" in error["message"]
        assert error["hint"].startswith("Allowed:")
        assert "Sabine Brandt" in asked(server, "/en/kunde-0/people.html").content.decode()  # type: ignore[attr-defined]
        write(plans, {"kunde-0/people.yaml": PEOPLE})
        assert page.until(lambda news: not news["errors"]) == first


def test_a_page_that_never_was_sound_says_that_something_is_missing(plans: Path) -> None:
    write(plans, {"kunde-0/people.yaml": BROKEN})
    with served(begun(plans)) as server, Listener(server, "/en/kunde-0/people.html") as page:
        assert page.next()["lead"].startswith("Values with errors are missing")


def test_errors_are_told_in_the_language_of_the_page(plans: Path, site: LiveSite, server: SiteServer) -> None:
    write(plans, {"kunde-0/people.yaml": BROKEN})
    site.rebuild()
    with Listener(server, "/kunde-0/people.html") as page:
        news = page.next()
        assert (news["title"], news["errors"][0]["hint"][:8]) == ("1 Fehler", "Erlaubt:")


def test_an_edition_that_hides_findings_tells_only_how_many_there_are(plans: Path) -> None:
    write(plans, {"kunde-0/people.yaml": BROKEN})
    with served(begun(plans, edition="customer")) as server, Listener(server, "/kunde-0/index.html") as page:
        news = page.next()
        assert news["title"] == "1 Fehler"
        assert news["errors"] == []
        assert "sunny" not in str(news)


def test_a_page_that_was_deleted_is_told_to_go(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with Listener(server, "/kunde-0/index.html") as page:
        page.next()
        (plans / "kunde-0").rename(plans / "kunde-neu")
        site.rebuild()
        news = page.next()
        assert (news["stamp"], news.get("title")) == ("", None)
        assert asked(server, "/kunde-0/index.html").status == 404


def test_a_page_appears_when_it_is_written(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with Listener(server, "/kunde-9/") as page:
        assert page.next()["stamp"] == ""
        write(plans, {"kunde-9/plan.yaml": COVER})
        site.rebuild()
        assert page.next()["stamp"]


def test_what_cannot_be_drawn_says_so_and_waits(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamsite.serving.portfolio.drawn", lambda *_: 1 / 0)
    with served(begun(plans)) as server:
        answer = asked(server, "/kunde-0/index.html")
        assert answer.status == 503
        assert "lässt sich gerade nicht zeigen" in answer.content.decode()  # type: ignore[attr-defined]
        with Listener(server, "/kunde-0/index.html") as page:
            assert page.next()["errors"][0]["code"] == "K099"


def test_a_site_that_cannot_be_shown_from_the_start_appears_when_it_is_mended(tmp_path: Path, plans: Path) -> None:
    theme = tmp_path / "themes/own"
    write(theme, {"theme.yaml": "extends: default\n", "page.html": "{% if %}"})
    write(plans, {"site.yaml": "title: Pläne\ntheme: own\n"})
    site = begun(plans)
    with served(site) as server, Listener(server, "/index.html") as page:
        first = page.next()
        assert (first["stamp"], first["errors"][0]["code"]) == ("", "K501")
        assert asked(server, "/").status == 503
        (theme / "page.html").unlink()
        site.rebuild()
        assert page.next()["stamp"]
        assert asked(server, "/").status == 200


def test_a_mistake_of_ours_in_an_old_version_is_answered(
    tmp_path: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tmp_path)
    site = begun(plans)
    monkeypatch.setattr("kamsite.serving.portfolio.draw_version", lambda *_: 1 / 0)
    with served(site) as server:
        found = re.search(r"versions/[0-9a-f]{7}/index\.html", text_of(site, "kunde-0/versions.html"))
        assert found
        assert asked(server, f"/kunde-0/{found.group()}").status == 500
        assert asked(server, "/").status == 200
