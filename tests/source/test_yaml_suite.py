"""The public test suite of YAML: what is accepted means what the suite says, the rest is a finding."""

import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from kamsite.diagnostics import Severity
from kamsite.source.yamltext import read_yaml

pytestmark = pytest.mark.shared

# Inputs that must fail by the suite, but that can mean one thing only, so libyaml reads them and so do we.
LENIENT = {
    "9C9N": "entries between brackets need no indentation",
    "9JBA": "a comment right after a closing bracket",
    "CVW2": "a comment right after a comma",
    "DK95/01": "a tab in the continuation of a quoted text is a blank",
    "G5U8": "a dash alone between brackets is text",
    "MUS6/00": "a version of YAML with a comment right after it is a warning",
    "QB6E": "the continuation of a quoted text needs no indentation",
    "S98Z": "blank lines before the first line of a block text may be indented further",
    "SU5Z": "a comment right after a closing quote",
    "X4QW": "a comment right after the sign of a block text",
    "Y79Y/003": "a tab between brackets is a blank",
    "YJV2": "a dash alone between brackets is text",
}
# Inputs that are YAML, but refused: what plans do not use, or what libyaml cannot read.
REFUSED_BY_DESIGN = {"K106", "K107", "K108", "K109", "K110"}
BEYOND_LIBYAML = {
    *("2LFX", "4ABK", "4MUZ/00", "4MUZ/01", "4MUZ/02", "58MP", "5MUD", "5T43", "652Z", "6BCT", "6CA3", "6LVF"),
    *("7Z25", "96NN/00", "96NN/01", "9SA2", "A2M4", "BEC7", "DBG4", "DK3J", "DK95/00", "DK95/03", "DK95/04", "FP8R"),
    *("FRK4", "HM87/00", "HM87/01", "HWV9", "K3WX", "M7A3", "MUS6/05", "MUS6/06", "NJ66", "Q5MG", "QT73", "R4YG"),
    *("UT92", "VJP3/01", "W4TN", "Y79Y/001", "Y79Y/010"),
}


@dataclass(frozen=True)
class Case:
    name: str
    content: bytes
    must_fail: bool
    meaning: str | None


def cases(archive: Path) -> list[Case]:
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        texts = {name: file.read() for name, file in files.items() if file}
    found = []
    for name in sorted(texts):
        folder, _, file = name.rpartition("/")
        if file == "in.yaml":
            meaning = texts.get(f"{folder}/in.json")
            must_fail = f"{folder}/error" in texts
            short = folder.partition("/")[2]
            found.append(Case(short, texts[name], must_fail, meaning.decode() if meaning is not None else None))
    return found


@pytest.fixture(scope="module")
def suite(shared: Path) -> list[Case]:
    return cases(shared / "real" / "suites" / "yaml-test-suite.tar.gz")


def codes(case: Case) -> set[str]:
    findings = read_yaml("in.yaml", case.content).findings
    return {finding.code for finding in findings if finding.severity is Severity.ERROR}


def test_the_suite_is_there_as_a_whole(suite: list[Case]) -> None:
    assert len(suite) == 402
    assert sum(case.must_fail for case in suite) == 94


def test_what_is_accepted_means_what_the_suite_says(suite: list[Case]) -> None:
    accepted = [case for case in suite if not case.must_fail and not codes(case)]
    assert len(accepted) >= 175
    for case in accepted:
        document = read_yaml("in.yaml", case.content).document
        assert document, case
        assert case.meaning is not None, case
        assert [document.data] == (documents(case.meaning) or [None]), case


def documents(text: str) -> list[object]:
    """The values of several JSON documents, one after the other."""
    found, rest = [], text.strip()
    while rest:
        value, end = json.JSONDecoder().raw_decode(rest)
        found.append(value)
        rest = rest[end:].strip()
    return found


def test_what_must_fail_is_a_finding_unless_there_is_a_reason(suite: list[Case]) -> None:
    accepted = {case.name for case in suite if case.must_fail and not codes(case)}
    assert accepted == set(LENIENT)


def test_what_is_refused_is_what_plans_do_not_use_or_libyaml_cannot_read(suite: list[Case]) -> None:
    refused = {
        case.name for case in suite if not case.must_fail and codes(case) and not codes(case) & REFUSED_BY_DESIGN
    }
    assert refused == BEYOND_LIBYAML


def test_every_finding_lies_in_its_file(suite: list[Case]) -> None:
    for case in suite:
        lines = case.content.decode().split("\n")
        for finding in read_yaml("in.yaml", case.content).findings:
            assert finding.place.line <= len(lines), case
            assert finding.place.column <= len(lines[finding.place.line - 1]) + 1, case
