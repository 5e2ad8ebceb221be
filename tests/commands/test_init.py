"""`kamsite init`: what it writes checks and builds at once, and nothing that exists is changed."""

import json
import os
import subprocess
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest

from kamsite.building.checking import check
from kamsite.building.question import Question
from kamsite.cli import main
from kamsite.language import LANGUAGES, Language
from kamsite.model.schema import load_schemas
from kamsite.resources import schema_folder
from kamsite.templates.repository import example_files, start_files
from kamsite.templates.writing import write_new


def init(folder: Path, *arguments: str, language: str = "en") -> int:
    return main(["init", str(folder), "--language", language, *arguments])


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and ".git/" not in path.as_posix()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_writes_is_sound_and_builds_at_once(tmp_path: Path, language: Language) -> None:
    folder = tmp_path / "plans-of-ours"
    assert init(folder, language=language) == 0
    found = check(Question(folder / "plans"), None, jobs=1)
    assert [finding.code for finding in found.findings] == ["K001"], "it is not under git yet, and that is all"
    (score,) = found.scores
    assert score.share > 0.85
    out = tmp_path / "build"
    assert main(["build", str(folder / "plans"), "--out", str(out), "--no-cache", "--jobs", "1"]) == 0
    assert f'<html lang="{language}">' in (out / "index.html").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", ["2026-01-01", "2027-06-30", "2028-02-29", "2031-12-31"])
def test_the_example_is_up_to_date_on_any_day(tmp_path: Path, language: Language, today: str) -> None:
    day, schemas = date.fromisoformat(today), load_schemas()
    write_new(tmp_path, start_files(language, schemas, day) | example_files(language, schemas, day))
    found = check(Question(tmp_path / "plans", as_of=day), None, jobs=1)
    assert [str(finding) for finding in found.findings if finding.code != "K001"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_there_with_every_section_explained(language: Language) -> None:
    files = example_files(language, load_schemas(), date(2026, 11, 22))
    for chapter in ("plan", "customer", "people", "position", "strategy", "figures"):
        (text,) = (text for file, text in files.items() if file.endswith(f"/{chapter}.yaml"))
        lines = " ".join(line.removeprefix("# ") for line in text.splitlines())
        for section in load_schemas().field(chapter).properties.values():
            assert section.description.to(language) in lines


def test_editors_find_the_schema_of_every_file(tmp_path: Path) -> None:
    init(tmp_path / "a")
    settings = json.loads((tmp_path / "a/.vscode/settings.json").read_text("utf-8"))
    known = {glob: schema for schema, globs in settings["yaml.schemas"].items() for glob in globs}
    for schema in known.values():
        assert (tmp_path / "a" / schema).is_file()
    for file in everything(tmp_path / "a"):
        if file.endswith(".yaml"):
            fitting = {schema for glob, schema in known.items() if fnmatch(file, glob)}
            assert fitting == {f"./schema/{Path(file).stem}.schema.json"}, file
    assert {schema.rpartition("/")[2] for schema in known.values()} == {
        f"{kind}.schema.json" for kind in load_schemas().kinds if kind not in ("common", "customers")
    }
    assert json.loads((tmp_path / "a/.vscode/extensions.json").read_text("utf-8")) == {
        "recommendations": ["redhat.vscode-yaml"]
    }


def test_the_copies_of_the_schemas_are_those_of_the_product(tmp_path: Path) -> None:
    init(tmp_path / "a")
    ours = {file.name: file.read_bytes() for file in schema_folder().glob("*.schema.json")}
    assert {file.name: file.read_bytes() for file in (tmp_path / "a/schema").iterdir()} == ours


def test_schemas_are_refreshed_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a"
    init(folder)
    before = everything(folder)
    (folder / "schema/people.schema.json").write_text("{}", "utf-8")
    (folder / "schema/staff.schema.json").unlink()
    (folder / "schema/own.schema.json").write_text("{}", "utf-8")
    capsys.readouterr()
    assert init(folder, "--schemas") == 0
    assert "2 schemas refreshed" in capsys.readouterr().out
    assert everything(folder) == before | {"schema/own.schema.json": b"{}"}


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", "utf-8")
    assert init(tmp_path) == 2
    assert everything(tmp_path) == {"letter.txt": b"Dear all"}
    said = capsys.readouterr().err
    assert "not empty" in said
    assert "--here" in said


def test_the_fresh_repository_of_a_git_host_is_as_good_as_empty(tmp_path: Path) -> None:
    for name in ("README.md", "LICENSE", ".gitignore", ".gitlab-ci.yml"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / ".git").mkdir()
    assert init(tmp_path) == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "README.md"


def test_files_that_exist_are_named_and_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {"README.md": b"ours", ".vscode/settings.json": b"{}", "plans/site.yaml": b"title: Ours\n", "letter": b"x"}
    for name, text in before.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text)
    assert init(tmp_path, "--here") == 0
    said = capsys.readouterr().out
    after = everything(tmp_path)
    for name, text in before.items():
        assert after[name] == text
        assert (f"\n  {name}\n" in said) == (name != "letter")


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    init(tmp_path / "a")
    before = everything(tmp_path / "a")
    assert init(tmp_path / "a", "--here") == 0
    assert everything(tmp_path / "a") == before


def test_no_example_is_put_beside_plans_that_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plans/nordwind").mkdir(parents=True)
    (tmp_path / "plans/nordwind/plan.yaml").write_text("account: {name: Nordwind}\n", "utf-8")
    assert init(tmp_path, "--here") == 0
    assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == ["nordwind", "site.yaml", "staff.yaml"]
    assert "no example" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links need rights on this system")
@pytest.mark.parametrize("link", ["plans", ".vscode", "schema"])
def test_no_link_is_followed_out_of_the_folder(tmp_path: Path, link: str, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / link).symlink_to(outside, target_is_directory=True)
    assert init(folder, "--here") == 2
    assert list(outside.iterdir()) == []
    assert list(folder.iterdir()) == [folder / link], "nothing is half written"
    assert "link" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links need rights on this system")
def test_a_link_in_the_place_of_a_file_is_left(tmp_path: Path) -> None:
    target = tmp_path / "outside.txt"
    folder = tmp_path / "a"
    (folder / "schema").mkdir(parents=True)
    (folder / "README.md").symlink_to(target)
    (folder / "schema/people.schema.json").symlink_to(target)
    assert init(folder, "--here") == 0
    assert not target.exists()
    assert init(folder, "--schemas") == 2
    assert not target.exists()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file", "utf-8")
    assert init(tmp_path / "a") == 2
    assert init(tmp_path / "a/b") == 2
    assert (tmp_path / "a").read_text("utf-8") == "a file"


@pytest.fixture
def known_to_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which git knows who commits, and where hooks and signatures would be in the way."""
    file = tmp_path / "gitconfig"
    file.write_text(
        "[user]\nname = Vera Weber\nemail = weber@hanse.example\n[commit]\ngpgsign = true\n"
        "[core]\nexcludesFile = " + (tmp_path / "ignored").as_posix() + "\n",
        "utf-8",
    )
    (tmp_path / "ignored").write_text(".vscode/\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return file


def asked(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.usefixtures("known_to_git")
def test_with_git_everything_is_committed(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    assert init(folder, "--git", language="de") == 0
    assert asked(folder, "log", "--format=%an %s").strip() == "Vera Weber Ein Repository für Kundenpläne"
    assert asked(folder, "status", "--porcelain", "--ignored") == ""
    assert set(asked(folder, "ls-files").split()) == set(everything(folder))
    found = check(Question(folder / "plans"), None, jobs=1)
    assert found.findings == ()


@pytest.mark.usefixtures("known_to_git")
def test_with_git_plans_are_merged_by_meaning_from_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "a", "--git") == 0
    assert "merges plans by meaning here" in capsys.readouterr().out
    assert main(["git-setup", str(tmp_path / "a/plans"), "--check"]) == 0


@pytest.mark.usefixtures("known_to_git")
def test_a_folder_inside_a_repository_gets_none_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top = tmp_path / "top"
    top.mkdir()
    asked(top, "init", "-q")
    assert init(top / "a", "--git") == 0
    assert not (top / "a/.git").exists()
    assert "already" in capsys.readouterr().out


def test_without_a_name_for_git_the_files_are_there_all_the_same(
    tmp_path: Path, known_to_git: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known_to_git.write_text("[user]\nuseConfigOnly = true\n", "utf-8")
    folder = tmp_path / "a"
    assert init(folder, "--git") == 2
    assert (folder / "plans/site.yaml").is_file()
    told = capsys.readouterr()
    assert 'git config --global user.name "' in told.out
    assert "[K006] Git does not know your name and e-mail address yet" in told.err
    assert "fsck" not in told.err


def test_the_next_steps_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init(tmp_path / "a", language="de")
    said = capsys.readouterr().out
    assert f"cd {tmp_path / 'a'}; kamsite serve --open" in said
    assert 'kamsite new "Muster AG"' in said
