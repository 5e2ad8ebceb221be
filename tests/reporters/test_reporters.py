"""The formats of findings: for people, for pipelines, for programs."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.model.analyses.score import ChapterScore, MissingEntry, PlanScore
from kamsite.reporters import REPORTERS
from kamsite.reporters.report import Report

DOCUMENTATION = Path(__file__).parent.parent.parent / "docs/json.md"
PLACE = Place("nordwind/people.yaml", 3, 15, 4)
FINDING = Finding("K301", Severity.ERROR, PLACE, Text("names 'vogd'", "nennt „vogd“"), Text("vogt?", "vogt?"))
SCORES = (
    PlanScore(
        "nordwind",
        "Nordwind 东京",
        0.4567,
        "red",
        (ChapterScore("people", 0.4567, "red", (MissingEntry(("people", "0"), Text("Role", "Rolle"), 1, 3, True),)),),
    ),
)


def report(
    findings: Sequence[Finding] = (FINDING,),
    *,
    lines: Mapping[int, str] | None = None,
    folder: str = "plans",
    prefix: str = "sales/plans",
    has_colour: bool = False,
    scores: Sequence[PlanScore] = (),
    shows_scores: bool = False,
    language: Any = "en",
) -> Report:
    texts = {3: "    reports_to: vogd"} if lines is None else lines
    return Report(
        findings=findings,
        scores=scores,
        language=language,
        folder=folder,
        prefix=prefix,
        commit="4f2c1ab09d8c7e6f5a4b3c2d1e0f9a8b7c6d5e4f",
        has_colour=has_colour,
        shows_scores=shows_scores,
        line_of=lambda file, number: texts.get(number) if file == PLACE.file else None,
    )


def described() -> dict[str, Any]:
    """The schema and the example of the documentation."""
    blocks = re.findall(r"```json( schema)?\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    return {"schema" if is_schema else "example": json.loads(text) for is_schema, text in blocks}


def test_concise_is_one_line_a_finding() -> None:
    assert REPORTERS["concise"](report()) == "plans/nordwind/people.yaml:3:15: error[K301] names 'vogd'\n"


def test_text_shows_the_line_with_a_caret_and_the_hint() -> None:
    assert REPORTERS["text"](report()).splitlines()[:4] == [
        "plans/nordwind/people.yaml:3:15: error[K301] names 'vogd'",
        "  3 |     reports_to: vogd",
        "    |               ^^^^",
        "  hint: vogt?",
    ]


def test_german_text_is_german() -> None:
    text = REPORTERS["text"](report(language="de", scores=SCORES))
    assert "Fehler[K301] nennt „vogd“" in text
    assert "Tipp: vogt?" in text
    assert "1 Fehler. `kamsite explain K301` erklärt mehr." in text
    assert "Vollständigkeit" in text


def test_the_caret_stands_below_wide_characters() -> None:
    finding = Finding("K301", Severity.ERROR, Place(PLACE.file, 1, 4, 2), FINDING.message)
    shown = REPORTERS["text"](report([finding], lines={1: "东京 vög"})).splitlines()
    assert shown[1:3] == ["  1 | 东京 vög", "    |      ^^"]


def test_a_long_line_is_cut_visibly_around_what_is_meant() -> None:
    finding = Finding("K301", Severity.ERROR, Place(PLACE.file, 1, 201, 4), FINDING.message)
    line = "x" * 200 + "vogd" + "y" * 200
    _, excerpt, caret, *_ = REPORTERS["text"](report([finding], lines={1: line})).splitlines()
    shown = excerpt.partition("| ")[2]
    assert (shown[0], shown[-1], len(shown)) == ("…", "…", 110)
    start = caret.partition("| ")[2].index("^")
    assert shown[start : start + 4] == "vogd"


def test_nothing_invisible_reaches_the_terminal() -> None:
    text = REPORTERS["text"](report(lines={3: "\x1b[31mred\x07 \u202egnp"}))
    assert all(char.isprintable() or char == "\n" for char in text)


def test_a_second_place_is_shown_with_its_line() -> None:
    note = Note(Place(PLACE.file, 3, 5, 10), Text("the first one", "der erste"))
    finding = Finding("K105", Severity.ERROR, PLACE, FINDING.message, None, (note,))
    assert "  plans/nordwind/people.yaml:3:5: the first one\n  3 |     reports_to: vogd\n" in REPORTERS["text"](
        report([finding])
    )


def test_colours_only_where_they_are_wanted() -> None:
    assert "\x1b[" in REPORTERS["text"](report(has_colour=True, scores=SCORES))
    assert "\x1b[" not in REPORTERS["text"](report(scores=SCORES))


def test_completeness_says_what_is_missing_when_asked() -> None:
    text = REPORTERS["text"](report([], scores=SCORES, shows_scores=True))
    assert "Nordwind 东京  █████░░░░░  46 %" in text
    assert "missing: Role (1/3)" in text
    assert "marked as unknown: Role" in text
    assert "missing" not in REPORTERS["text"](report([], scores=SCORES))


def test_sound_plans_are_praised() -> None:
    assert REPORTERS["text"](report([])) == "No findings: the plans are sound.\n"
    assert REPORTERS["concise"](report([])) == REPORTERS["github"](report([])) == ""
    assert json.loads(REPORTERS["gitlab"](report([]))) == []


@pytest.mark.parametrize(
    ("folder", "file", "shown"),
    [
        ("plans", "nordwind/people.yaml", "plans/nordwind/people.yaml"),
        ("plans", "plans-ltd/people.yaml", "plans/plans-ltd/people.yaml"),
        ("", "nordwind/people.yaml", "nordwind/people.yaml"),
        ("plans", ".", "plans"),
        ("", ".", "."),
    ],
)
def test_paths_can_be_opened_from_where_the_user_is(folder: str, file: str, shown: str) -> None:
    finding = Finding("K301", Severity.ERROR, Place(file), FINDING.message)
    assert REPORTERS["concise"](report([finding], folder=folder)).startswith(f"{shown}: ")


def test_github_annotations_escape_what_would_end_them() -> None:
    place = Place("a,b:c%d.yaml", 3, 15, 4)
    finding = Finding("K301", Severity.WARNING, place, Text("50 %, two\nlines: a", ""), Text("do\r\nit", ""))
    assert REPORTERS["github"](report([finding])) == (
        "::warning file=sales/plans/a%2Cb%3Ac%25d.yaml,title=K301,line=3,col=15,endColumn=19"
        "::50 %25, two%0Alines: a%0Ado%0D%0Ait\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.ADVICE, "notice")]
)
def test_github_has_a_word_for_each_severity(severity: Severity, command: str) -> None:
    finding = Finding("K001", severity, Place("."), FINDING.message)
    assert REPORTERS["github"](report([finding])) == f"::{command} file=sales/plans,title=K001::names 'vogd'\n"


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    return [entry["fingerprint"] for entry in json.loads(REPORTERS["gitlab"](report(findings)))]


def moved(lines: int) -> Finding:
    place = Place(PLACE.file, PLACE.line + lines, PLACE.column, PLACE.width)
    return Finding(FINDING.code, FINDING.severity, place, FINDING.message)


def test_gitlab_knows_a_finding_again_after_it_moved() -> None:
    assert fingerprints([moved(0)]) == fingerprints([moved(40)])


def test_gitlab_tells_equal_findings_apart() -> None:
    first, second = fingerprints([moved(0), moved(1)])
    assert first != second
    assert fingerprints([moved(7), moved(8)]) == [first, second]


def test_gitlab_entries_have_what_the_report_needs() -> None:
    findings = [FINDING, Finding("K001", Severity.ADVICE, Place("."), Text("not versioned", ""))]
    first, second = json.loads(REPORTERS["gitlab"](report(findings)))
    assert first["location"] == {"path": "sales/plans/nordwind/people.yaml", "lines": {"begin": 3}}
    assert (first["severity"], first["check_name"], first["description"]) == ("critical", "K301", "names 'vogd'")
    assert (second["severity"], second["location"]["lines"]) == ("info", {"begin": 1})


def test_json_is_as_documented() -> None:
    schema = described()["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    note = Note(Place(PLACE.file), Text("first", "erster"))
    findings = [FINDING, Finding("K001", Severity.ADVICE, Place("."), FINDING.message, None, (note,))]
    for value in (
        json.loads(REPORTERS["json"](report(findings, scores=SCORES))),
        json.loads(REPORTERS["json"](report([]))),
        described()["example"],
    ):
        jsonschema.validate(value, schema)


def test_json_has_every_key_of_its_documentation_and_no_other() -> None:
    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: keys(inside) for key, inside in value.items()}
        return [keys(inside) for inside in value[:1]] if isinstance(value, list) else None

    written = json.loads(REPORTERS["json"](report(scores=SCORES)))
    written["completeness"][0]["chapters"][0]["missing"][0]["path"] = described()["example"]["completeness"][0][
        "chapters"
    ][0]["missing"][0]["path"]
    assert keys(written) == keys(described()["example"])


def test_json_counts_and_tells_both_languages() -> None:
    value = json.loads(REPORTERS["json"](report(language="de")))
    assert value["summary"] == {"error": 1, "warning": 0, "advice": 0}
    assert value["findings"][0]["message"] == {"en": "names 'vogd'", "de": "nennt „vogd“"}
