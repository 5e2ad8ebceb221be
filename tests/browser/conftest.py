"""The example site on the disk and over HTTP, and tabs that note everything that goes wrong."""

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sites import example_site

Visit = Callable[..., Any]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example site."""
    return example_site(tmp_path_factory)


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker, as a script."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves files as a careful intranet does."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(example: Path) -> Iterator[str]:
    """The example site over HTTP, under a strict content policy."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(example)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Opens a page in a tab of its own; complaints of the console, failed requests and dialogs fail the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(f"{address}: {message.type}: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"{address}: {error}"))
        tab.on("requestfailed", lambda request: note_if_missing(request))
        tab.on("dialog", lambda dialog: (complaints.append(f"{address}: dialog {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: note_if_outside(request.url))
        tab.goto(address)
        return tab

    def note_if_missing(request: Any) -> None:
        # Going on to the next page while this one still fetches is no failure.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"not fetched: {request.url}: {request.failure}")

    def note_if_outside(url: str) -> None:
        if not url.startswith(("file:", "http://127.0.0.1:")):
            complaints.append(f"asks another host: {url}")

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
