"""`kamsite explain`, and the pages behind it."""

import re
from pathlib import Path

import pytest

import kamsite
from kamsite.cli import main
from kamsite.explanations import FAMILIES, codes, explanation, findings_page
from kamsite.language import LANGUAGES, Language
from kamsite.source.yamltext import read_yaml

PACKAGE = Path(kamsite.__file__).parent
DOCS = PACKAGE.parent / "docs"
IN_SOURCE = {code for file in PACKAGE.rglob("*.py") for code in re.findall(r'"(K\d{3})"', file.read_text("utf-8"))}
SECTIONS = {
    "en": ["Why it matters", "Example", "What to do"],
    "de": ["Warum das wichtig ist", "Beispiel", "Was zu tun ist"],
}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert set(codes()) == IN_SOURCE
    pages = {file.name for file in (PACKAGE / "explanations").glob("*.md")}
    assert pages == {f"{code}.{language}.md" for code in IN_SOURCE for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_why_it_matters_what_it_looks_like_and_what_to_do(language: Language) -> None:
    for code in codes():
        page = explanation(code, language)
        assert page.title, code
        assert re.findall(r"^## (.*)$", page.text, re.MULTILINE) == SECTIONS[language], code
        assert all(part.strip() for part in re.split(r"^## .*$", page.text, flags=re.MULTILINE)[1:]), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_not_used_twice(language: Language) -> None:
    titles = [explanation(code, language).title for code in codes()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_of_plans_can_be_read(language: Language) -> None:
    for code in (code for code in codes() if code[1] in "2346"):
        for block in re.findall(r"```yaml\n(.*?)```", explanation(code, language).text, re.DOTALL):
            assert read_yaml(code, block.encode()).document is not None, code


def test_every_family_is_named() -> None:
    assert {code[:2] for code in codes()} <= FAMILIES.keys()


@pytest.mark.parametrize(("language", "file"), [("en", "findings.md"), ("de", "findings.de.md")])
def test_the_documentation_is_up_to_date(language: Language, file: str) -> None:
    text = (DOCS / file).read_text("utf-8")
    assert text == findings_page(language), "python -m kamsite.explanations writes it anew"


@pytest.mark.parametrize("written", ["K301", "k301", " K301 ", "k 301"])
def test_a_code_is_explained_however_it_is_written(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", written, "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("K301: A person who is not in this plan\n\nWhy it matters\n")


def test_a_code_is_explained_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "K301", "--language", "de"]) == 0
    assert "Warum das wichtig ist" in capsys.readouterr().out


def test_code_stands_indented_without_fences(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "K301", "--language", "en"])
    out = capsys.readouterr().out
    assert "    people:\n      vogt: {name: Henrik Vogt}\n" in out
    assert "```" not in out


def test_without_a_code_all_are_listed_by_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [name.en for name in FAMILIES.values()]
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(codes())


def test_the_beginning_of_a_code_lists_a_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "k6", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == FAMILIES["K6"].en


@pytest.mark.parametrize(("written", "hint"), [("K302x", "Did you mean K302?"), ("reports_to", "lists all of them")])
def test_an_unknown_code_is_refused_with_a_suggestion(
    written: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", written, "--language", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert hint in told.err


def test_colours_only_where_they_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "K301", "--color", "always"])
    assert "\x1b[1m" in capsys.readouterr().out
    main(["explain", "K301", "--color", "never"])
    assert "\x1b" not in capsys.readouterr().out
