"""A built site as browsers and checkers see it: Lighthouse for some pages, the Nu HTML checker for all of them.

    python -m bench.pages build --lighthouse "npx lighthouse" --nu "java -jar vnu.jar"

Pages are served on this machine alone, compressed and under a strict content policy, as an intranet would. Both
programs come from npm: `npm install lighthouse vnu-jar`. Without one of them its part is left out, and said to be.
"""

import argparse
import contextlib
import gzip
import http.server
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

PAGES = ("index.html", "{account}/index.html", "{account}/people.html", "{account}/map.html", "search.html")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SCREENS = {"desktop": ("--preset=desktop",), "phone": ()}
_COMPRESSED = (".html", ".css", ".js", ".svg")


class Intranet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a careful intranet does."""

    def send_head(self) -> Any:
        """The file, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in _COMPRESSED or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def end_headers(self) -> None:
        """Adds the content policy."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the site while it is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Intranet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def lighthouse(command: list[str], address: str, screen: str) -> dict[str, Any]:
    """Lighthouse's report of a page. Raises CalledProcessError where it fails."""
    flags = ("--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox", *SCREENS[screen])
    chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    environment = {**os.environ, "CHROME_PATH": chrome}
    done = subprocess.run([*command, address, *flags], capture_output=True, check=True, env=environment, timeout=300)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def told(report: dict[str, Any]) -> str:
    """The scores of the categories, and what lowered them."""
    scores = "  ".join(f"{name} {round(report['categories'][name]['score'] * 100)}" for name in CATEGORIES)
    wanting = [
        audit
        for name in CATEGORIES
        for audit in (report["audits"][one["id"]] for one in report["categories"][name]["auditRefs"] if one["weight"])
        if audit["score"] is not None and audit["score"] < 0.9
    ]
    return scores + "".join(f"\n    {audit['id']}: {audit.get('displayValue') or audit['title']}" for audit in wanting)


def nu(command: list[str], site: Path) -> list[str]:
    """What the Nu HTML checker says of all pages, one line a message."""
    flags = ("--skip-non-html", "--format", "gnu", str(site))
    done = subprocess.run([*command, *flags], capture_output=True, text=True, check=False, timeout=1800)
    return (done.stdout + done.stderr).splitlines()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--lighthouse", default="lighthouse", help="how Lighthouse is started")
    parser.add_argument("--nu", default="vnu", help="how the Nu HTML checker is started")
    parser.add_argument("--account", default="nordwind-antriebe", help="the account whose pages are looked at")
    given = parser.parse_args()
    command = shlex.split(given.nu)
    if shutil.which(command[0]):
        lines = nu(command, given.site)
        errors = [line for line in lines if " error: " in line]
        print(f"Nu HTML checker: {len(errors)} errors, {len(lines) - len(errors)} other messages", *errors, sep="\n")
    else:
        print(f"{command[0]} is not there: no look at the HTML", file=sys.stderr)
    command = shlex.split(given.lighthouse)
    if not shutil.which(command[0]):
        print(f"{command[0]} is not there: no measuring in a browser", file=sys.stderr)
        return
    with served(given.site) as address:
        for page in (one.format(account=given.account) for one in PAGES):
            for screen in SCREENS:
                if (given.site / page).is_file():
                    print(f"{page} ({screen}): {told(lighthouse(command, f'{address}/{page}', screen))}", flush=True)


if __name__ == "__main__":
    main()
