"""The reference page of the format: it says all that the schemas say, and is never older than they are."""

import re
from pathlib import Path

import pytest
from schemawalk import SCHEMAS, properties

from kamsite.language import LANGUAGES, Language
from kamsite.model.reference import format_reference, write_reference
from kamsite.model.referencewords import as_yaml
from kamsite.source.document import Value
from kamsite.source.yamltext import read_yaml

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_page_is_as_new_as_the_schemas(language: Language) -> None:
    page = DOCS / ("format.md" if language == "en" else "format.de.md")
    assert page.read_text(encoding="utf-8") == format_reference(language), "run python -m kamsite.model.reference"


def test_the_reference_is_written_in_both_languages(tmp_path: Path) -> None:
    assert [path.name for path in write_reference(tmp_path / "docs")] == ["format.de.md", "format.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_its_row(language: Language) -> None:
    page = format_reference(language)
    for _, pointer, node in properties():
        key = pointer.rpartition("/")[2]
        description = node["description" if language == "en" else "x-description-de"].replace("|", "\\|")
        rows = [line for line in page.splitlines() if line.startswith("| `") and description in line]
        assert any(re.match(rf"\| `(?:\w+\.)?{key}` \|", row) and node["x-title-de"] in row for row in rows), pointer


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fixed_word_stands_beside_its_german(language: Language) -> None:
    page = format_reference(language)
    for _, _, node in properties():
        for word, meaning in node.get("x-words", {}).items():
            assert f"`{word}` ({meaning['de']})" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_page_leads_to_a_place_on_it(language: Language) -> None:
    page = format_reference(language)
    places = re.findall(r'<a id="([^"]+)">', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(places)
    assert {*SCHEMAS} <= set(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_as_many_cells_as_its_head(language: Language) -> None:
    for line in format_reference(language).splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 7, line


@pytest.mark.parametrize("value", [example for _, _, node in properties() for example in node["examples"]], ids=str)
def test_an_example_reads_as_what_it_shows(value: Value) -> None:
    read = read_yaml("example.yaml", f"example: {as_yaml(value)}\n".encode())
    assert read.findings == ()
    assert read.document is not None
    assert read.document.data == {"example": value}


@pytest.mark.parametrize("text", ["true", "12", "a: b", "a #b", "- a", '"', "a\nb", "", " a", "a:", "x, y"])
def test_a_text_that_would_read_as_something_else_is_quoted(text: str) -> None:
    values: list[Value] = [[text], {"key": text}, text]
    for value in values:
        read = read_yaml("example.yaml", f"example: {as_yaml(value)}\n".encode()).document
        assert read is not None
        assert read.data == {"example": value}
