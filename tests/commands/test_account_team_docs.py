"""The pages for account teams: their examples are sound, their links lead somewhere, both languages say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamsite.model.schema import load_schemas
from kamsite.model.shape import check_shape
from kamsite.source.yamltext import read_yaml

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("account-teams.md", "account-teams.de.md")


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """The chapter and the text of each example."""
    for text in re.findall(r"^```yaml\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL):
        yield text.partition(".yaml")[0].removeprefix("# "), text


@pytest.mark.parametrize("page", PAGES)
def test_every_example_is_sound(page: str) -> None:
    for kind, text in blocks(page):
        read = read_yaml(f"{kind}.yaml", text.encode())
        assert read.findings == (), text
        assert read.document is not None
        assert check_shape(read.document, kind, load_schemas()) == (), text


def anchors(text: str) -> set[str]:
    own = set(re.findall(r'<a id="([^"]+)"', text))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return own | {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", (DOCS / page).read_text("utf-8")):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        assert (DOCS / file).is_file(), target
        assert not anchor or anchor in anchors((DOCS / file).read_text("utf-8")), target


def test_both_languages_say_the_same() -> None:
    english, german = ((DOCS / page).read_text("utf-8") for page in PAGES)
    assert [kind for kind, _ in blocks(PAGES[0])] == [kind for kind, _ in blocks(PAGES[1])]
    for mark in (r"^## ", r"^\d\. ", r"^- ", r"^\| ", r"^> "):
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, german, re.MULTILINE)), mark
