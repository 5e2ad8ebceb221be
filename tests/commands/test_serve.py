"""The server: whom it answers, what it tells open pages, and the command around it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from smallplans import (
    COVER,
    PEOPLE,
    STAFF,
    Listener,
    asked,
    begun,
    commit,
    followed,
    served,
    small_plans,
    text_of,
    write,
)

from kamsite.cli import main
from kamsite.serving import watching
from kamsite.serving.live import LiveSite, Page
from kamsite.serving.server import PortError, SiteServer

SCRIPT = re.compile(rb'<script src="/_serve/serve\.js" data-stamp="[0-9a-f]*" defer></script>')
BROKEN = PEOPLE.replace("attitude: positive", "attitude: sunny")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return small_plans(tmp_path)


@pytest.fixture
def site(plans: Path) -> LiveSite:
    return begun(plans)


@pytest.fixture
def server(site: LiveSite) -> Iterator[SiteServer]:
    with served(site) as server:
        yield server


# -- whom it answers ---------------------------------------------------------------------------------------------------


def test_a_page_has_nothing_but_the_script_added(server: SiteServer, site: LiveSite) -> None:
    for address in ("index.html", "en/kunde-0/people.html"):
        page = site.page(address)
        assert page is not None
        content = asked(server, f"/{address}").content  # type: ignore[attr-defined]
        assert SCRIPT.search(content)
        assert SCRIPT.sub(b"", content) == page.content


def test_every_answer_carries_the_headers_of_a_careful_server(server: SiteServer) -> None:
    for path in ("/", "/assets/site.css", "/nowhere", "/_serve/serve.js", "/_serve/nothing"):
        answer = asked(server, path)
        assert answer.getheader("Content-Security-Policy") == "default-src 'self'"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Referrer-Policy") == "no-referrer"
        assert answer.getheader("Cache-Control") == "no-store"
        assert answer.getheader("X-Frame-Options") == "DENY"
        assert answer.getheader("Server") == "kamsite"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost", "127.0.0.1:1", "localhost.:{port}",
     "[::1]:{port}", "127.0.0.1.evil.example:{port}", "0.0.0.0:{port}", "127.1:{port}", "LOCALHOST:{port}", ""],
)  # fmt: skip
def test_whoever_calls_it_by_another_name_is_refused(server: SiteServer, host: str) -> None:
    for path in ("/", "/_serve/events?page=/", "/_serve/serve.js"):
        answer = asked(server, path, Host=host.format(port=server.port))
        assert answer.status == 403
        assert b"Kunde" not in answer.content  # type: ignore[attr-defined]


def test_both_names_of_this_machine_are_answered(server: SiteServer) -> None:
    for name in ("127.0.0.1", "localhost"):
        assert asked(server, "/", Host=f"{name}:{server.port}").status == 200


def raw(server: SiteServer, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as talk:
        talk.sendall(request)
        talk.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := talk.recv(65536):
            answer += piece
    return answer


def test_two_names_at_once_are_refused(server: SiteServer) -> None:
    name = f"Host: 127.0.0.1:{server.port}\r\n".encode()
    assert b" 403 " in raw(server, b"GET / HTTP/1.1\r\n" + name + b"Host: evil.example\r\n\r\n")
    assert b" 200 " in raw(server, b"GET / HTTP/1.1\r\n" + name + b"\r\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"])
def test_only_reading_is_allowed(server: SiteServer, method: str) -> None:
    answer = asked(server, "/", method)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD")


def test_head_tells_about_a_page_without_sending_it(server: SiteServer) -> None:
    answer = asked(server, "/index.html", "HEAD")
    assert answer.status == 200
    assert int(answer.getheader("Content-Length") or 0) > 1000
    assert answer.content == b""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    ["/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/assets/../../plans/site.yaml",
     "/..%2fplans%2fsite.yaml", "/..%5cplans%5csite.yaml", "/kunde-0/people.yaml", "/plans/site.yaml", "/site.yaml",
     "/_serve/../server.py", "/_serve/%2e%2e/server.py", "/_serve/server.py", "/.git/config", "/kunde-0%00.html",
     "/%ff%fe", "/kunde-0/assets/../../kunde-1/people.yaml", "/C:/Windows/win.ini", "/file:///etc/passwd"],
)  # fmt: skip
def test_no_path_reaches_the_disk(server: SiteServer, path: str) -> None:
    answer = asked(server, path)
    assert answer.status == 404
    for secret in (b"root:", b"Hanse Automation GmbH}", b"SiteServer", b"influence:"):
        assert secret not in answer.content  # type: ignore[attr-defined]


def test_an_address_of_another_server_is_refused(server: SiteServer) -> None:
    assert asked(server, "http://evil.example/").status == 400
    assert raw(server, b"GET / nonsense\r\n\r\n") == b""
    assert raw(server, b"\x00\x01\x02 nonsense\r\n\r\n") == b""


def test_it_listens_to_this_machine_alone(server: SiteServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_an_absent_page_leads_home_in_its_language(server: SiteServer) -> None:
    for path, words in (("/nichts.html", "Diese Seite gibt es nicht"), ("/en/nothing.html", "There is no such page")):
        answer = asked(server, path)
        assert answer.status == 404
        assert words in answer.content.decode()  # type: ignore[attr-defined]
        assert b'href="/"' in answer.content  # type: ignore[attr-defined]


def test_a_folder_without_its_slash_leads_to_its_start_page(server: SiteServer) -> None:
    for path in ("/kunde-0", "/en", "/en/kunde-0"):
        answer = asked(server, path)
        assert (answer.status, answer.getheader("Location")) == (302, f"{path}/")
        assert asked(server, f"{path}/").status == 200


@pytest.mark.parametrize(
    ("name", "kind", "is_attached"),
    [("evil.html", "", True), ("evil.js", "", True), ("evil.xhtml", "", True), ("photo.JPG", "image/jpeg", False),
     ("report.pdf", "application/pdf", False), ("none", "", True)],
)  # fmt: skip
def test_what_a_team_put_into_a_plan_never_runs(
    server: SiteServer, site: LiveSite, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, is_attached: bool
) -> None:
    monkeypatch.setattr(site, "page", lambda _: Page(b"<script>alert(1)</script></head>", is_foreign=True))
    answer = asked(server, f"/kunde-0/assets/{name}")
    assert (answer.status, answer.getheader("Content-Type")) == (200, kind or "application/octet-stream")
    assert (answer.getheader("Content-Disposition") == "attachment") == is_attached
    assert answer.content == b"<script>alert(1)</script></head>"  # type: ignore[attr-defined]


def test_a_taken_port_is_told_with_what_to_do(site: LiveSite, server: SiteServer, plans: Path,
                                              capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    with pytest.raises(PortError):
        SiteServer(site, server.port)
    assert main(["serve", str(plans), "--port", str(server.port), "--language", "de"]) == 2
    said = capsys.readouterr().err
    assert f"Der Port {server.port} ist belegt" in said
    assert f"--port {server.port + 1}" in said


# -- what it tells open pages ------------------------------------------------------------------------------------------


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


# -- how files are saved -----------------------------------------------------------------------------------------------


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
        news = page.until(lambda news: news["stamp"] != first["stamp"] and not news["errors"])
        assert news["stamp"]
        assert "Vogel" in text_of(site, "kunde-0/people.html")


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


# -- the command -------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as talk:
        talk.bind(("127.0.0.1", 0))
        return int(talk.getsockname()[1])


# A machine that runs tests in the background may have told them to ignore Ctrl-C; this one listens.
LISTENING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from kamsite.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_the_command_says_where_what_and_ends_cleanly(plans: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-c",
        LISTENING,
        "serve",
        str(plans),
        "--port",
        str(port),
        "--language",
        "en",
        "--no-cache",
    ]
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        assert first.startswith(f"http://127.0.0.1:{port}/  2 accounts · ")
        assert first.endswith("Ctrl-C ends.\n")
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        assert re.match(r"kunde-0/people\.yaml → \d+ pages in \d\.\d\d s, \d+ warnings?", process.stdout.readline())
        write(plans, {"kunde-0/people.yaml": BROKEN})
        assert "1 error, " in process.stdout.readline()
        assert "people.yaml:2:" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stdout.read().endswith("Stopped.\n")
        assert "Traceback" not in process.stderr.read()
    assert not (plans.parent / "build").exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path / "nothing"), "--language", "en"]) == 2
    assert "There is no such folder" in capsys.readouterr().err


def test_an_edition_that_is_not_defined_is_refused(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(plans), "--port", "0", "--edition", "nobody", "--language", "en", "--no-cache"]) == 2
    assert "no edition" in capsys.readouterr().err


def test_a_hundred_accounts_follow_a_saved_file_in_time(tmp_path: Path) -> None:
    plans = small_plans(tmp_path, accounts=100)
    commit(tmp_path)
    site = begun(plans)
    with served(site) as server, followed(site, plans), Listener(server, "/kunde-42/people.html") as page:
        stamp = page.next()["stamp"]
        for name, text in (
            ("kunde-42/people.yaml", PEOPLE.replace("Vogt", "Vogel")),
            ("staff.yaml", STAFF.replace("Jonas", "Johann")),
        ):
            start = time.monotonic()
            write(plans, {name: text})
            stamp = page.until(lambda news, stamp=stamp: news["stamp"] != stamp)["stamp"]  # type: ignore[misc]
            print(f"\n100 accounts, {name} saved → told: {time.monotonic() - start:.2f} s")
