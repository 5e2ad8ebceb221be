"""The dev server: whom it answers, and with what."""

import re
import socket
from pathlib import Path

import pytest
from smallplans import (
    asked,
)

from kamsite.cli import main
from kamsite.serving.live import LiveSite, Page
from kamsite.serving.server import PortError, SiteServer

SCRIPT = re.compile(rb'<script src="/_serve/serve\.js" data-stamp="[0-9a-f]*" defer></script>')


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
