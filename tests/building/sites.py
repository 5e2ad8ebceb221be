"""Small folders of plans, and sites built from them, for the tests of building."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from kamsite.building.build import build
from kamsite.building.question import BuildOptions, BuildSummary, Question
from kamsite.diagnostics import Severity
from kamsite.output.published import MANIFEST

# The plans that come with the product.
EXAMPLE = Path(__file__).resolve().parents[2] / "plans"
PLANS = {
    "site.yaml": """
        title: Kundenpläne der Hanse
        company: {name: Hanse Automation GmbH, mission: Wir halten Maschinen in Bewegung.}
        languages: [de, en]
        repository: {url: "https://git.example/plans", kind: gitlab, branch: main}
        editions:
          team: {shows: [public, internal, commercial, personal]}
          company: {shows: [public, internal]}
          customer: {shows: [public], accounts: [nordwind]}
        """,
    "staff.yaml": """
        weber: {name: Jonas Weber, title: Key-Account-Manager, department: Vertrieb}
        kaya: {name: Deniz Kaya, title: Leiterin Service, department: Service}
        """,
    "nordwind/plan.yaml": """
        account: {name: Nordwind Antriebe AG, logo: assets/logo.svg, manager: weber, segment: key}
        team: {members: {weber: {role: key_account_manager}, kaya: {role: service}}}
        confirmed: {people: 2025-12-01}
        sources: {gb: {title: Geschäftsbericht 2025, kind: annual_report}}
        """,
    "nordwind/customer.yaml": """
        profile: {summary: Baut Antriebe., products: [{text: Servos, source: gb}]}
        goals: {asien: {title: Zwei Werke in Asien, due: 2027-06}}
        """,
    "nordwind/customer.md": """
        # Was Nordwind bewegt
        Der Ausbau in Asien, siehe [Strategie](strategy.yaml#asien), [Brandt](people.yaml#brandt),
        [Bild](assets/werk.svg), [Thornmere](../thornmere/plan.yaml).
        """,
    "nordwind/people.yaml": """
        people:
          vogt: {name: Henrik Vogt, title: Vorstand, roles: [ratifier], influence: 3, attitude: neutral, contact: 1}
          brandt: {name: Sabine Brandt, reports_to: vogt, roles: [decider], influence: 5, attitude: positive,
            contact: 4, influences: {vogt: 4}, listens_because: Termine.}
        relationships: [{person: brandt, by: weber, strength: 4, rhythm: monthly, message: Wir halten Termine.}]
        """,
    "nordwind/strategy.yaml": """
        goals: {asien: {title: Lieferant der Werke in Asien, owner: weber, due: 2026-12-31}}
        finance: {products: {servo: {budget: {2026: 900000, 2027: 1000000}, actual: {2025: 800000}}}}
        """,
    "nordwind/assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>',
    "nordwind/assets/werk.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h4v4z"/></svg>',
    "nordwind/divisions/marine/plan.yaml": "account: {name: Nordwind Marine, manager: kaya}",
    "thornmere/plan.yaml": "account: {name: Thornmere Packaging Ltd, manager: kaya, segment: focus}",
}


def written(files: Mapping[str, str]) -> dict[str, str | None]:
    """The files with their indentation taken away, to be written."""
    return {name: dedent(text).lstrip("\n") for name, text in files.items()}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes files into a folder; gives it back."""
    for name, text in written(files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((text or "").encode())
    return folder


def publish(
    plans: Path,
    out: Path,
    *,
    at: str | None = None,
    as_of: date | None = None,
    edition: str | None = None,
    themes: Path | None = None,
    is_strict: bool = False,
    jobs: int = 1,
    keep_going: bool = False,
    cache: Path | None = None,
    must_publish: bool = True,
) -> BuildSummary:
    """Builds a site into a folder, from nothing unless there is a cache; the plans must be sound unless said."""
    question = Question(plans, at, as_of, edition, themes, is_strict)
    summary = build(BuildOptions(question, out, jobs, keep_going, cache))
    assert summary.is_published or not must_publish, [
        f"{finding.place}: {finding.message.en}" for finding in summary.findings if finding.severity is Severity.ERROR
    ]
    return summary


def site(out: Path) -> dict[str, bytes]:
    """The files of a site by address, the manifest with them."""
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}


def pages(out: Path) -> dict[str, str]:
    """The HTML pages of a site by address."""
    return {name: content.decode() for name, content in site(out).items() if name.endswith(".html")}


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills once for all processes that run the tests."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"made-{name}"
    done = folder.with_name(f"{folder.name}.done")
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(600):
            if done.exists():
                return folder
            time.sleep(0.2)
        raise
    make(folder)
    done.touch()
    return folder


def example_site(factory: pytest.TempPathFactory) -> Path:
    """The site of the plans that come with the product, in both languages."""
    return made_once(factory, "example", lambda out: publish(EXAMPLE, out, as_of=date(2026, 11, 20)))


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """What differs between two sites: addresses that only one has, and the first lines that differ."""
    told = [f"only one has {name}" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted((one.keys() & other.keys()) - {MANIFEST}):
        if one[name] != other[name]:
            lines = zip(one[name].split(b"\n"), other[name].split(b"\n"), strict=False)
            pair = next(((a, b) for a, b in lines if a != b), (b"(longer)", b"(shorter)"))
            told.append(f"{name}: {pair[0][:300]!r} / {pair[1][:300]!r}")
    if not told and one.get(MANIFEST) != other.get(MANIFEST):
        told.append(MANIFEST)
    return told
