"""The dev server: every way in which files are saved is heard, once and in time."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from smallplans import (
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

from kamsite.serving import watching
from kamsite.serving.live import LiveSite
from kamsite.serving.server import SiteServer


def test_editors_that_save_by_renaming_are_heard(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with followed(site, plans), Listener(server, "/kunde-0/people.html") as page:
        first = page.next()
        beside = plans / "kunde-0" / ".people.yaml.swp-42"
        beside.write_text(PEOPLE.replace("Vogt", "Vogel"), "utf-8")
        beside.replace(plans / "kunde-0/people.yaml")
        page.until(lambda news: news["stamp"] != first["stamp"])


def test_a_half_written_file_does_no_harm(plans: Path, site: LiveSite, server: SiteServer) -> None:
    text = PEOPLE.replace("Vogt", "Vogel")
    with followed(site, plans), Listener(server, "/kunde-0/people.html") as page:
        first = page.next()
        with (plans / "kunde-0/people.yaml").open("w", encoding="utf-8") as file:
            for start in range(0, len(text), 40):
                file.write(text[start : start + 40])
                file.flush()
                time.sleep(0.07)
        # Half a file may be a sound one, too, with fewer people in it: the whole one is to be shown at last.
        news = page.until(lambda news: not news["errors"] and "Vogel" in text_of(site, "kunde-0/people.html"))
        assert news["stamp"] != first["stamp"]


def test_a_burst_of_saves_is_heard_as_one(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_QUIET", 0.4)
    monkeypatch.setattr(watching, "_LONGEST_BURST", 20.0)
    with watching.Watch(watching.folders_of(plans, (), None)) as watch:

        def save() -> None:
            for number in range(10):
                write(plans, {"kunde-0/people.md": f"# Stand {number}\n"})
                time.sleep(0.05)

        saving = threading.Thread(target=save)
        saving.start()
        assert watch.wait(10)
        assert not saving.is_alive()
        assert not watch.wait(0.2)


def test_a_burst_without_end_is_heard_all_the_same(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_QUIET", 0.4)
    with watching.Watch(watching.folders_of(plans, (), None)) as watch:
        is_over = threading.Event()

        def save() -> None:
            while not is_over.wait(0.02):
                watch.hear()

        threading.Thread(target=save, daemon=True).start()
        start = time.monotonic()
        assert watch.wait(10)
        assert time.monotonic() - start < 5
        is_over.set()


def test_reading_and_what_editors_leave_behind_is_not_heard(plans: Path) -> None:
    with watching.Watch(watching.folders_of(plans, (), None)) as watch:
        (plans / "site.yaml").read_bytes()
        write(plans, {"kunde-0/.people.yaml.swp": "x", "kunde-0/people.yaml~": "x"})
        assert not watch.wait(0.5)
        write(plans, {"kunde-0/people.yaml": PEOPLE})
        assert watch.wait(10)


def test_a_folder_of_plans_that_was_replaced_is_still_watched(plans: Path, site: LiveSite, server: SiteServer) -> None:
    with followed(site, plans), Listener(server, "/kunde-0/people.html") as page:
        first = page.next()
        aside = plans.rename(plans.with_name("plans-aside"))
        page.until(lambda news: bool(news["errors"]))
        shutil.copytree(aside, plans)
        page.until(lambda news: not news["errors"])
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        page.until(lambda news: news["stamp"] != first["stamp"])


def test_a_commit_is_heard(tmp_path: Path, plans: Path) -> None:
    commit(tmp_path)
    write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
    site = begun(plans)
    with served(site) as server, followed(site, plans), Listener(server, "/kunde-0/index.html") as page:
        first = page.next()
        commit(tmp_path)
        page.until(lambda news: news["stamp"] != first["stamp"])
        assert "Entwurf" not in text_of(site, "kunde-0/index.html")


def test_a_theme_of_ones_own_is_watched(tmp_path: Path, plans: Path) -> None:
    write(tmp_path / "themes/own", {"theme.yaml": "extends: default\n", "assets/theme.css": "p { color: red }\n"})
    write(plans, {"site.yaml": "title: Pläne\ntheme: own\n"})
    site = begun(plans)
    with served(site) as server, followed(site, plans), Listener(server, "/kunde-0/index.html") as page:
        first = page.next()
        write(tmp_path / "themes/own", {"assets/theme.css": "p { color: green }\n"})
        page.until(lambda news: news["stamp"] != first["stamp"])
        assert b"green" in asked(server, "/assets/theme.css").content  # type: ignore[attr-defined]
