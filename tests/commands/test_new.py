"""`kamsite new`: a plan from the template, which the schemas make."""

import os
import re
from pathlib import Path

import pytest
from smallplans import small_plans, write

from kamsite.building.checking import check
from kamsite.building.question import Question
from kamsite.cli import main
from kamsite.diagnostics import Severity
from kamsite.language import LANGUAGES, Language
from kamsite.model.plan import CHAPTERS
from kamsite.model.schema import load_schemas
from kamsite.model.shape import check_shape
from kamsite.source.yamltext import read_yaml
from kamsite.templates.sketch import chapter_text

KINDS = (*CHAPTERS, "site")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return small_plans(tmp_path)


def new(plans: Path, *arguments: str, language: str = "en") -> int:
    return main(["new", *arguments, "--plans", str(plans), "--language", language])


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def errors(plans: Path) -> list[str]:
    found = check(Question(plans), None, jobs=1).findings
    return [f"{finding.place} {finding.code}" for finding in found if finding.severity is Severity.ERROR]


# -- the template ------------------------------------------------------------------------------------------------------


def uncommented(text: str) -> str:
    """The text with all its examples in force."""
    return re.sub(r"^( *)#(?=[^ ]|  )", r"\1", text, flags=re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_template_holds_nothing_but_remarks(kind: str, language: Language) -> None:
    text = chapter_text(kind, language, load_schemas())
    assert all(line.startswith("#") or not line for line in text.splitlines())
    assert all(len(line) <= 160 for line in text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_its_examples_are_sound_once_the_mark_is_deleted(kind: str, language: Language) -> None:
    text = uncommented(chapter_text(kind, language, load_schemas()))
    read = read_yaml(f"{kind}.yaml", text.encode())
    assert read.findings == ()
    assert read.document is not None
    assert isinstance(read.document.data, dict)
    assert list(read.document.data) == list(load_schemas().field(kind).properties)
    assert check_shape(read.document, kind, load_schemas()) == ()


@pytest.mark.parametrize("kind", CHAPTERS)
def test_it_shows_everything_that_the_template_asks_for(kind: str) -> None:
    text = chapter_text(kind, "de", load_schemas())
    for path, field in load_schemas().field(kind).walk():
        keys = [key for key in path if isinstance(key, str) and key != "*"]
        if field.asked and len(keys) <= 2 and "title" not in keys and keys:
            assert re.search(rf"\b{re.escape(keys[-1])}:", text), path


def test_an_entry_speaks_of_one_thing() -> None:
    text = chapter_text("people", "de", load_schemas())
    assert "#  brandt:\n#    name: Dr. Sabine Brandt" in text
    assert "Leiterin Einkauf" in text


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_plan_is_sound_and_builds_at_once(tmp_path: Path, plans: Path, language: Language) -> None:
    assert new(plans, "Nordwind Antriebe AG", language=language) == 0
    assert files(plans / "nordwind-antriebe-ag") == sorted(f"{chapter}.yaml" for chapter in CHAPTERS)
    assert errors(plans) == []
    out = tmp_path / "build"
    assert main(["build", str(plans), "--out", str(out), "--no-cache", "--jobs", "1"]) == 0
    assert "Nordwind Antriebe AG" in (out / "nordwind-antriebe-ag/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "id_"),
    [("Müller & Söhne", "mueller-soehne"), ("GROẞ", "gross"), ("Çağla İnşaat", "cagla-insaat"),
     ("  A/S Ørsted ", "a-s-orsted"), ("nordwind", "nordwind"), ("Fjord A/S", "fjord-a-s"), ("24/7", "24-7"),
     ("50 %", "50")],
)  # fmt: skip
def test_the_id_is_made_from_the_name(plans: Path, given: str, id_: str) -> None:
    before = set(plans.parent.rglob("*"))
    assert new(plans, given) == 0
    made = {path for path in plans.parent.rglob("*") if path not in before}
    assert {path.relative_to(plans).parts[0] for path in made} == {id_}
    assert errors(plans) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [("../../x", 'kamsite new "x"'), ("..\\x", 'kamsite new "x"'), ("C:\\Kunden\\Neu", 'kamsite new "Neu"'),
     ("/etc/passwd", 'kamsite new "passwd"'), ("./x", 'kamsite new "x"'), ("~/x", 'kamsite new "x"'),
     ("plans/x/", 'kamsite new "x"'), ("x/../y", 'kamsite new "y"'), ("../..", 'kamsite new "nordwind"'),
     ("kunde-0/marine", 'kamsite new kunde-0 --division "marine"'),
     ("plans/kunde-0/divisions/marine", 'kamsite new kunde-0 --division "marine"')],
)  # fmt: skip
def test_a_path_is_no_name(plans: Path, given: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(plans.parent.rglob("*"))
    assert new(plans, given) == 2
    assert told in capsys.readouterr().err
    assert set(plans.parent.rglob("*")) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_empty_in_a_new_plan_is_told_once(plans: Path, language: Language) -> None:
    new(plans, "nordwind", language=language)
    told = [finding for finding in check(Question(plans), None, jobs=1).findings if "nordwind" in finding.place.file]
    assert [(finding.code, finding.message.en) for finding in told] == [
        ("K112", "5 chapters are still empty: customer.yaml, people.yaml, position.yaml, strategy.yaml, figures.yaml.")
    ]


@pytest.mark.parametrize(
    "name",
    ["Nordwind: Antriebe", "yes", "12", '"Q" & #1', "{a}", "- x", "Müller\n", "null", "北京工厂", "@x"],
)
def test_any_name_stays_what_it_is(plans: Path, name: str) -> None:
    assert new(plans, "kunde", "--name", name) == 0
    document = read_yaml("plan.yaml", (plans / "kunde/plan.yaml").read_bytes()).document
    assert document is not None
    assert document.data == {"account": {"name": name.strip()}}


def test_invisible_characters_of_a_name_are_left_out(plans: Path) -> None:
    assert new(plans, "kunde", "--name", "\u202aAhrens\u202c \x0bSöhne") == 0
    assert "  name: Ahrens Söhne\n" in (plans / "kunde/plan.yaml").read_text("utf-8")


def test_the_name_comes_from_the_id_where_nothing_else_is_given(plans: Path) -> None:
    new(plans, "nordwind-antriebe")
    assert "  name: Nordwind Antriebe\n" in (plans / "nordwind-antriebe/plan.yaml").read_text("utf-8")


def test_a_division_is_added_and_its_tie_is_told(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(plans, "kunde-0", "--division", "Werk Süd", "--name", "Werk Süd, Halle 2") == 0
    assert files(plans / "kunde-0/divisions/werk-sued") == sorted(f"{chapter}.yaml" for chapter in CHAPTERS)
    assert errors(plans) == []
    said = capsys.readouterr().out
    tie = next(line.strip() for line in said.splitlines() if "plan: divisions/" in line)
    write(plans, {"kunde-0/position.yaml": f"portfolio:\n  {tie}\n"})
    assert errors(plans) == []
    codes = {finding.code for finding in check(Question(plans), None, jobs=1).findings}
    assert "K316" not in codes
    assert "K317" not in codes


def test_a_division_needs_its_account(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(plans, "kunde0", "--division", "marine") == 2
    assert "Did you mean kunde-0?" in capsys.readouterr().err
    assert files(plans) == [file for file in files(plans) if "marine" not in file]


@pytest.mark.parametrize("reserved", ["programme", "assets", "de", "en", "pages", "unknown", "Programme"])
def test_words_that_the_site_needs_itself_are_refused(
    plans: Path, reserved: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(plans, reserved) == 2
    assert f"Did you mean {reserved.lower()}-account?" in capsys.readouterr().err
    assert not (plans / reserved.lower()).exists()


@pytest.mark.parametrize("text", ["北京", "&&&", "", "..", "---"])
def test_a_name_without_letters_for_an_id_is_refused(
    plans: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(plans)
    assert main(["new", "--plans", str(plans), "--language", "en", "--", text]) == 2
    assert files(plans) == before
    assert "--name" in capsys.readouterr().err


def test_a_plan_that_exists_is_not_touched(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: (plans / file).read_bytes() for file in files(plans)}
    assert new(plans, "Kunde 0", language="de") == 2
    assert {file: (plans / file).read_bytes() for file in files(plans)} == before
    said = capsys.readouterr().err
    assert "gibt es schon" in said
    assert "kunde-0-2" in said
    assert new(plans, "kunde-0", "--division", "marine") == 0
    assert new(plans, "kunde-0", "--division", "marine") == 2


def test_chapters_that_a_plan_lacks_are_added(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (plans / "kunde-0/people.yaml").read_bytes()
    assert new(plans, "kunde-0", "--chapters", "people", "customer,figures") == 0
    assert (plans / "kunde-0/people.yaml").read_bytes() == before
    assert files(plans / "kunde-0") == ["customer.yaml", "figures.yaml", "people.yaml", "plan.yaml", "strategy.yaml"]
    assert "stays as it is:\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "meant"), [("peple", "people"), ("Personen", "people"), ("Kundenanalyse", "customer")]
)
def test_a_chapter_that_does_not_exist_is_refused(
    plans: Path, given: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(plans, "kunde-neu", "--chapters", given) == 2
    assert f"Did you mean {meant}?" in capsys.readouterr().err
    assert not (plans / "kunde-neu").exists()


def test_a_plan_with_nearly_the_same_name_is_mentioned(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(plans, "kunde-00") == 0
    assert "There is also 'kunde-0'" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links need rights on this system")
def test_no_link_is_followed_out_of_the_plans(tmp_path: Path, plans: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (plans / "kunde-0/divisions").symlink_to(outside, target_is_directory=True)
    assert new(plans, "kunde-0", "--division", "marine") == 2
    (plans / "kunde-neu").symlink_to(outside, target_is_directory=True)
    assert new(plans, "kunde-neu", "--chapters", "people") == 2
    (plans / "kunde-weg").symlink_to(tmp_path / "nowhere")
    assert new(plans, "kunde-weg") == 2
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_plans_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert new(tmp_path / "nothing", "kunde") == 2
    assert not (tmp_path / "nothing").exists()


def test_it_tells_which_files_it_wrote_and_what_to_do_next(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(plans, "kunde-neu", language="de")
    said = capsys.readouterr().out
    for chapter in CHAPTERS:
        assert f"  {plans}/kunde-neu/{chapter}.yaml\n" in said
    assert f"1. Öffnen Sie {plans}/kunde-neu/plan.yaml" in said
