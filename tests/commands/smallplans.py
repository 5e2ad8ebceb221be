"""A few small plans in a folder, with or without git, and a live site of them with its server."""

import http.client
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kamsite.building.build import build
from kamsite.building.question import BuildOptions, Question
from kamsite.commands import serve
from kamsite.serving.live import LiveSite
from kamsite.serving.server import SiteServer
from kamsite.serving.watching import Watch, folders_of

SITE = """title: Unsere Kundenpläne
company: {name: Hanse Automation GmbH}
languages: [de, en]
editions:
  team: {shows: [public, internal, personal, commercial]}
  customer: {shows: [public]}
"""
STAFF = "weber: {name: Jonas Weber, title: Key Account Manager}\nkaya: {name: Deniz Kaya, title: Service}\n"
COVER = "account: {name: NAME, manager: weber, segment: key}\n"
PEOPLE = """people:
  brandt: {name: Dr. Sabine Brandt, title: Leiterin Einkauf, roles: [decider], influence: 5, attitude: positive}
  vogt: {name: Henrik Vogt, title: Vorstand, roles: [ratifier], influence: 4, attitude: neutral}
"""
STRATEGY = "goals:\n  eins: {title: Rahmenvertrag bis Juni 2030, owner: weber, due: 2030-06-30}\n"
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in
       (("NAME", "Vera Weber"), ("EMAIL", "weber@hanse.example"), ("DATE", "2026-03-01T10:00:00+01:00"))},
}  # fmt: skip
Follow = Callable[[], None]


def write(plans: Path, files: dict[str, str]) -> None:
    """Writes files of the plans folder."""
    for name, text in files.items():
        (plans / name).parent.mkdir(parents=True, exist_ok=True)
        (plans / name).write_text(text, encoding="utf-8")


def small_plans(top: Path, accounts: int = 2) -> Path:
    """A folder of plans without git."""
    plans = top / "plans"
    write(plans, {"site.yaml": SITE, "staff.yaml": STAFF})
    for number in range(accounts):
        name = f"kunde-{number}"
        texts = {"plan": COVER.replace("NAME", f"Kunde {number}"), "people": PEOPLE, "strategy": STRATEGY}
        write(plans, {f"{name}/{chapter}.yaml": text for chapter, text in texts.items()})
    return plans


def git(top: Path, *arguments: str) -> str:
    """What git answers in a folder; the same person and time for every commit."""
    command = ["git", "-C", str(top), *arguments]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **_ENVIRONMENT}
    ).stdout


def commit(top: Path, message: str = "Stand aus dem Gespräch") -> None:
    """Commits everything."""
    if not (top / ".git").exists():
        git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", message)


def question(plans: Path, **options: Any) -> Question:
    """The question after a folder of plans; themes of one's own lie beside it."""
    return Question(plans, themes=plans.parent / "themes", **options)


def built(plans: Path, out: Path, **options: Any) -> dict[str, bytes]:
    """The files of a clean build by address, with what is wrong in place of it."""
    build(BuildOptions(question(plans, **options), out, jobs=1, keep_going=True))
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    files.pop(".kamsite.json")
    return files


def begun(plans: Path, **options: Any) -> LiveSite:
    """A live site that has read everything."""
    site = LiveSite(question(plans, **options))
    site.begin()
    return site


def text_of(site: LiveSite, address: str) -> str:
    """The page at an address; empty where there is none."""
    page = site.page(address)
    return page.content.decode() if page else ""


@contextmanager
def served(site: LiveSite) -> Iterator[SiteServer]:
    """The server of a site at a free port."""
    server = SiteServer(site, 0)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def followed(site: LiveSite, plans: Path) -> Iterator[None]:
    """Rebuilds the site whenever something is saved, as the command does."""
    is_over = threading.Event()
    others = (plans.parent / "themes",)
    with Watch(folders_of(plans, others, site.repository.top if site.repository else None)) as watch:

        def follow() -> None:
            while not is_over.is_set():
                serve.follow(site, watch, plans, "en", patience=0.2)

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join(10)


def asked(server: SiteServer, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request; its content is read already, see `content`."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    for name, value in ({"Host": f"127.0.0.1:{server.port}"} | headers).items():
        if value:
            connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


class Listener:
    """A page that listens for news, as its script does."""

    def __init__(self, server: SiteServer, page: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        self._connection.request("GET", f"/_serve/events?page={page}", headers={"Host": f"localhost:{server.port}"})
        self._answer = self._connection.getresponse()
        assert self._answer.getheader("Content-Type") == "text/event-stream"

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def next(self) -> dict[str, Any]:
        """The next news."""
        while line := self._answer.readline():
            if line.startswith(b"data: "):
                news: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return news
            assert not line.startswith(b":"), "nothing was told for a long time"
        raise AssertionError("the server has hung up")

    def until(self, wanted: Callable[[dict[str, Any]], bool], seconds: float = 15) -> dict[str, Any]:
        """The first news that are as wanted."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            news = self.next()
            if wanted(news):
                return news
        raise AssertionError("nothing of the kind was told")
