"""The server of the site in memory, for the browsers of this machine alone.

It holds confidential plans, so it answers only on 127.0.0.1, only requests that name it as their host (a page of
another site could otherwise lead a browser here under its own name), only GET and HEAD, and only addresses that the
site itself knows: no path ever reaches the disk.
"""

import errno
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.serving.accounts import trouble_of
from kamsite.serving.live import LiveSite
from kamsite.serving.overlay import absent_page, broken_page, news_of

ADDRESS = "127.0.0.1"
_OWN = "_serve/"
_EVENTS = f"{_OWN}events"
_HEARTBEAT = 15.0
_MOST_LISTENERS = 200
_PATIENCE = 60.0
_ASSETS = Path(__file__).parent / "assets"
_OWN_FILES = ("serve.js", "serve.css")
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/vnd.microsoft.icon",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ttf": "font/ttf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# Kinds that could run scripts under our address: what a team put into a plan is never served as one of them.
_ACTIVE = frozenset({"html", "js", "css", "json"})
_UNKNOWN_TYPE = "application/octet-stream"


class PortError(Exception):
    """The port cannot be used; holds the finding that says what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


class SiteServer(ThreadingHTTPServer):
    """Serves one site on 127.0.0.1."""

    daemon_threads = True
    # On Windows this would let two programs share a port.
    allow_reuse_address = sys.platform != "win32"
    block_on_close = False

    def __init__(self, site: LiveSite, port: int) -> None:
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as trouble:
            raise PortError(_port_trouble(port, trouble)) from trouble
        self.site = site
        self.listeners = threading.BoundedSemaphore(_MOST_LISTENERS)
        self.is_closing = threading.Event()
        names = (ADDRESS, "localhost")
        self.hosts = frozenset(f"{name}:{self.port}" for name in names) | frozenset(names if self.port == 80 else ())

    @property
    def port(self) -> int:
        """The port that the server listens at."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Where a browser finds the site."""
        return f"http://{ADDRESS}:{self.port}/"

    def start(self) -> None:
        """Begins to answer, in a thread of its own."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def stop(self) -> None:
        """Answers no more."""
        self.is_closing.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a browser that went away in the middle is no trouble."""


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Answers a request."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answers a request without the content."""
        self._answer()

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            self._send(HTTPStatus.FORBIDDEN, b"Not a name of this server.\n", "txt")
            return
        path, _, query = self.path.partition("?")
        if not path.startswith("/"):
            self._send(HTTPStatus.BAD_REQUEST, b"Not an address of this server.\n", "txt")
            return
        address = _address(path)
        if address == _EVENTS:
            self._listen(_address(parse_qs(query).get("page", ["/"])[0]))
        elif address.startswith(_OWN):
            self._send_own(address.removeprefix(_OWN))
        else:
            self._send_page(address)

    def _send_page(self, address: str) -> None:
        site = self.server.site
        try:
            page = site.page(address)
        except Exception as error:
            language = site.language_of(address)
            reason = trouble_of(error, address).message.to(language)
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, _with_script(broken_page(language, reason), ""), "html")
            return
        if page is None:
            self._send_absent(address)
            return
        ending = address.rpartition(".")[2].lower()
        content = page.content
        if ending == "html" and not page.is_foreign:
            content = _with_script(content, site.stamp(page))
        is_harmless = ending in _TYPES and not (page.is_foreign and ending in _ACTIVE)
        self._send(HTTPStatus.OK, content, ending if is_harmless else "", is_attached=not is_harmless)

    def _send_absent(self, address: str) -> None:
        site = self.server.site
        language = site.language_of(address)
        if address and not address.endswith(".html") and _is_there(site, f"{address}/index.html"):
            self._send(HTTPStatus.FOUND, b"", "txt", location=f"/{quote(address)}/")
        elif site.standing(address).errors:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _with_script(broken_page(language), ""), "html")
        else:
            self._send(HTTPStatus.NOT_FOUND, _with_script(absent_page(language), ""), "html")

    def _send_own(self, name: str) -> None:
        if name in _OWN_FILES:
            self._send(HTTPStatus.OK, (_ASSETS / name).read_bytes(), name.rpartition(".")[2])
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", "txt")

    def _send(
        self, status: HTTPStatus, content: bytes, kind: str, *, is_attached: bool = False, location: str = ""
    ) -> None:
        self.send_response(status)
        self._send_headers(_TYPES.get(kind, _UNKNOWN_TYPE))
        self.send_header("Content-Length", str(len(content)))
        if is_attached:
            self.send_header("Content-Disposition", "attachment")
        if location:
            self.send_header("Location", location)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_headers(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def _listen(self, address: str) -> None:
        """Tells how things stand for a page, now and whenever that changes, until the browser goes away."""
        if not self.server.listeners.acquire(blocking=False):
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, b"Too many open pages.\n", "txt")
            return
        try:
            self.send_response(HTTPStatus.OK)
            self._send_headers("text/event-stream")
            self.end_headers()
            if self.command != "HEAD":
                self._tell_news(address)
        except OSError:
            self.close_connection = True
        finally:
            self.server.listeners.release()

    def _tell_news(self, address: str) -> None:
        site, generation, told = self.server.site, -1, ""
        while not self.server.is_closing.is_set():
            before, generation = generation, site.wait(generation, _HEARTBEAT)
            news = news_of(site.standing(address))
            if news != told:
                self.wfile.write(f"data: {news}\n\n".encode())
            elif generation == before:
                self.wfile.write(b": still here\n\n")
            self.wfile.flush()
            told = news

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuses what is no request of a browser: unknown methods, broken lines."""
        status = HTTPStatus(code)
        if status == HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        if self.request_version == "HTTP/0.9":
            return
        self._send(status, f"{status.phrase}\n".encode(), "txt")

    def version_string(self) -> str:
        """What the server calls itself."""
        return "kamsite"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is given
        """Says nothing: the terminal belongs to the rebuilds."""


def _address(path: str) -> str:
    """The site's address for the path of a request; a folder stands for its start page."""
    address = unquote(path.removeprefix("/"))
    return f"{address}index.html" if not address or address.endswith("/") else address


def _is_there(site: LiveSite, address: str) -> bool:
    try:
        return site.page(address) is not None
    except Exception:
        return False


def _with_script(page: bytes, stamp: str) -> bytes:
    """The page with the script that listens for news; it knows the page by its stamp."""
    tag = f'<script src="/_serve/serve.js" data-stamp="{stamp}" defer></script>'.encode()
    head, mark, rest = page.partition(b"</head>")
    return head + tag + mark + rest if mark else tag + page


def _port_trouble(port: int, trouble: OSError) -> Finding:
    place = Place(f"{ADDRESS}:{port}")
    another = Text(
        f"Choose another one: `kamsite serve --port {port + 1 if port < 65535 else 8000}`.",
        f"Wählen Sie einen anderen: `kamsite serve --port {port + 1 if port < 65535 else 8000}`.",
    )
    if trouble.errno == errno.EADDRINUSE:
        message = Text(
            f"Port {port} is taken, perhaps by another `kamsite serve`.",
            f"Der Port {port} ist belegt, vielleicht durch ein anderes `kamsite serve`.",
        )
    else:
        reason = trouble.strerror or str(trouble)
        message = Text(
            f"Port {port} cannot be used: {reason}.", f"Der Port {port} lässt sich nicht benutzen: {reason}."
        )
    return Finding("K023", Severity.ERROR, place, message, another)
