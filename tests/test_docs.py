"""The documentation: its links lead somewhere, its commands can be typed, and it speaks of no particular machine."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from kamsite.cli import _COMMANDS, _parser

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
FENCE = re.compile(r"^(```+)(\w*)[^\n]*\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.*?)\s*$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')
COMMAND = re.compile(r"`((?:[\w./]*/)?kamsite(?: [^`\n]+)?)`")
# Where developers and build servers keep their own files; examples may speak of /srv or /home/weber.
MACHINE_PATH = re.compile(rf"(?<![\w.])(?:/(?:work|workspace|tmp|root)/|{re.escape(str(REPOSITORY))}\b)")
SHELLS = ("sh", "yaml", "")


def name_of(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def prose(page: Path) -> str:
    """The page without blocks of code."""
    return FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as git hosts make them, and those set by hand."""
    text = prose(page)
    found = set(ANCHOR.findall(text))
    for heading in HEADING.findall(text):
        words = re.sub(r"<[^>]*>|[`*]|\]\([^)]*\)|\[", "", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-")
        number = 0
        while (numbered := f"{anchor}-{number}" if number else anchor) in found:
            number += 1
        found.add(numbered)
    return found


def commands(page: Path) -> Iterator[str]:
    """The command lines of kamsite that a page quotes, in its text and in its blocks of code."""
    yield from COMMAND.findall(prose(page))
    for _, kind, code in FENCE.findall(page.read_text("utf-8")):
        for line in code.replace("\\\n", " ").splitlines() if kind in SHELLS else ():
            for part in re.split(r"&&|\|\||;|\| |run: |^\s*- ", line):
                if re.match(r"\s*(?:[\w./]*/)?kamsite ", part):
                    yield part.strip()


def arguments(command: str) -> list[str]:
    """What is typed after `kamsite`, without comments, redirections and placeholders in place of a real value."""
    words = shlex.split(command, comments=True)[1:]
    words = words[: next((at for at, word in enumerate(words) if word.startswith((">", "2>"))), len(words))]
    return [word for word in words if word != "…"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_and_pictures_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / unquote(path)).resolve() if path else page
        assert file.exists(), f"{name_of(page)} links to {target}"
        assert not anchor or unquote(anchor) in anchors(file), f"{name_of(page)} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_can_be_typed_as_they_stand(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands(page):
        given = arguments(command)
        if not given or given == ["--help"]:
            continue
        if len(given) == 1:  # the name of a command in a sentence
            assert given[0] in _COMMANDS, f"{name_of(page)} quotes `{command}`"
            continue
        try:
            _parser(given).parse_args(given)
        except SystemExit:
            pytest.fail(f"{name_of(page)} quotes `{command}`: {capsys.readouterr().err.strip()}")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_line_names_a_path_of_somebody_s_machine(page: Path) -> None:
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        assert not MACHINE_PATH.search(line), f"{name_of(page)}:{number}: {line.strip()}"
