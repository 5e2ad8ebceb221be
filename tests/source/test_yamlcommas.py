"""Texts between braces that their own comma cuts off are whole again, with a warning."""

import pytest

from kamsite.diagnostics import Severity
from kamsite.source.document import Value
from kamsite.source.yamltext import read_yaml


def read(text: str) -> tuple[Value, list[str]]:
    result = read_yaml("a.yaml", text.encode())
    assert result.document is not None
    return result.document.data, [f"{f.code} {f.place}" for f in result.findings]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("{title: Jeder sagt, warum er kauft.}", {"title": "Jeder sagt, warum er kauft."}),
        ("{title: One, two three, four five, note: x}", {"title": "One, two three, four five", "note": "x"}),
        ("a: [{text: 2024 war gut, und 2025 noch besser}]", {"a": [{"text": "2024 war gut, und 2025 noch besser"}]}),
        ("{text: 2024, ein gutes Jahr}", {"text": "2024, ein gutes Jahr"}),
        ("{text: 12.50, je Stück netto}", {"text": "12.50, je Stück netto"}),
        ("{text: Kiel,\n  und zwar bald}", {"text": "Kiel, und zwar bald"}),
        (
            "{text: „Ja“, sagt sie nie, x: {y: Nein, sagt er}}",
            {"text": "„Ja“, sagt sie nie", "x": {"y": "Nein, sagt er"}},
        ),
    ],
)
def test_a_text_cut_off_by_its_comma_is_whole_again(text: str, data: Value) -> None:
    found, findings = read(text)
    assert found == data
    assert {finding.partition(" ")[0] for finding in findings} == {"K113"}


@pytest.mark.parametrize(
    "text",
    [
        "{title: Name, note}",
        "{title: 'Jeder sagt', warum er kauft}",
        "{title: Jeder sagt, warum er kauft: }",
        "{title: Jeder sagt, 'warum er kauft'}",
        "{warum er kauft, title: Jeder}",
        "{title: [Jeder], warum er kauft}",
        "{title: , warum er kauft}",
        "{title: true, warum er kauft}",
        "title: Jeder sagt, warum er kauft",
        "[Jeder sagt, warum er kauft]",
        "title: Jeder\nwarum er kauft:\n",
    ],
)
def test_what_means_something_else_is_left_as_it_is(text: str) -> None:
    _, findings = read(text)
    assert findings == []


def test_the_warning_stands_at_the_rest_of_the_text_and_says_what_to_do() -> None:
    result = read_yaml("programme/fitness.yaml", b"a: {title: Jeder sagt, warum er kauft}\n")
    assert result.document is not None
    (finding,) = result.findings
    assert (finding.severity, str(finding.place), finding.place.width) == (
        Severity.WARNING,
        "programme/fitness.yaml:1:24",
        14,
    )
    assert finding.hint is not None
    assert finding.hint.de.endswith('title: "Jeder sagt, warum er kauft"')
    assert str(result.document.place(("a", "title"))) == "programme/fitness.yaml:1:12"
    assert str(result.document.place_of_key(("a", "title"))) == "programme/fitness.yaml:1:5"
