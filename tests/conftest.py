"""What all tests share: golden files, a browser, and where the shared example material is, if this machine has it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared example material; the test is skipped, visibly, where there is none."""
    folder = Path(os.environ.get("KAMSITE_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared example material is not at {folder}; KAMSITE_SHARED says where it is")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once for all tests of a process: a second one would get in its way."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium on this machine; CHROMIUM says where one is")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_OPTIONS)
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden files; look at the difference afterwards")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise pytest.UsageError("--update is for people who look at the difference: it is refused where CI is set")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file; with `--update` the file is rewritten."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update"):
            file.write_bytes(text.encode("utf-8"))
        wanted = file.read_text("utf-8") if file.exists() else ""
        assert text == wanted, f"{file.relative_to(REPOSITORY)} says otherwise; pytest --update rewrites it"

    return compare
