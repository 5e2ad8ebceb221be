"""A case is a folder: `bad/K301-unknown-person` with its plans and what is told about them, found by itself.

`expected.txt` and `expected.de.txt` are what people read on the terminal. `pytest --update` rewrites them.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kamsite.cli import main

HERE = Path(__file__).parent
BAD = sorted(folder.name for folder in HERE.joinpath("bad").iterdir())
GOOD = sorted(folder.name for folder in HERE.joinpath("good").iterdir())
AS_OF = "2026-07-01"
COMPLETENESS = re.compile(r"^(Completeness|Vollständigkeit)\n(  .*\n)+\n", re.MULTILINE)


def told(folder: Path, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command tells about the plans of a case, without how complete they are."""
    monkeypatch.chdir(folder)
    as_of = folder / "as-of"
    day = as_of.read_text().strip() if as_of.exists() else AS_OF
    arguments = ["check", "--language", language, "--as-of", day, "--no-cache", "--jobs", "1", "--color", "never"]
    main(arguments)
    output = capsys.readouterr()
    assert output.err == ""
    return COMPLETENESS.sub("", output.out)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_in_plain_words(
    name: str,
    language: str,
    cases: Path,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = told(cases / "bad" / name, language, capsys, monkeypatch)
    golden(HERE / "bad" / name / ("expected.txt" if language == "en" else f"expected.{language}.txt"), text)
    assert set(re.findall(r"\[(K\d{3})\]", text)) == {name[:4]}, "a case is about one code"


@pytest.mark.parametrize("name", GOOD)
def test_nothing_is_told_about_what_is_sound(
    name: str, cases: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(cases / "good" / name, "en", capsys, monkeypatch) == "No findings: the plans are sound.\n"


@pytest.mark.parametrize("plans", [pytest.param("shared", marks=pytest.mark.shared), "plans"])
def test_the_examples_hold_no_error(
    plans: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = request.getfixturevalue("shared") / "example-plans" if plans == "shared" else HERE.parent.parent / "plans"
    code = main(["check", str(folder), "--no-cache", "--jobs", "1", "--format", "concise", "--language", "en"])
    assert (code, re.findall(".*: error.*", capsys.readouterr().out)) == (0, [])
