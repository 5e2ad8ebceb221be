"""`kamsite git-setup`: what it writes, what it leaves alone, how it is undone."""

import sys
from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main
from kamsite.templates.gitsetup import attribute_line, own_program, wanted_settings

LINE = "/plans/**/*.yaml merge=kamsite diff=kamsite"


@pytest.fixture
def repo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "repo")
    repo.commit("start", {"site.yaml": "title: Plans\n"})
    monkeypatch.chdir(repo.top)
    return repo


def test_it_writes_settings_and_a_line_and_says_how_to_undo_it(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git-setup", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "merges plans by meaning now" in said
    assert "kamsite git-setup --undo" in said
    assert (repo.top / ".gitattributes").read_text().splitlines()[-1] == LINE
    assert "merge-driver %O %A %B --path=%P" in repo.git("config", "--local", "merge.kamsite.driver")


def test_a_second_call_changes_nothing(repo: Repo) -> None:
    main(["git-setup"])
    before = (repo.top / ".git/config").read_text(), (repo.top / ".gitattributes").read_text()
    assert main(["git-setup"]) == 0
    assert ((repo.top / ".git/config").read_text(), (repo.top / ".gitattributes").read_text()) == before


def test_check_changes_nothing_and_answers_by_its_exit_code(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git-setup", "--check", "--language", "en"]) == 1
    assert "line by line" in capsys.readouterr().out
    assert not (repo.top / ".gitattributes").exists()
    main(["git-setup"])
    assert main(["git-setup", "--check"]) == 0


def test_check_tells_when_another_program_is_called(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    main(["git-setup"])
    repo.git("config", "merge.kamsite.driver", "/old/kamsite merge-driver %O %A %B")
    capsys.readouterr()
    assert main(["git-setup", "--check", "--language", "en"]) == 1
    assert "another kamsite" in capsys.readouterr().out
    main(["git-setup"])
    assert main(["git-setup", "--check"]) == 0


def test_who_wants_only_lines_in_a_diff_keeps_them(repo: Repo) -> None:
    main(["git-setup"])
    repo.git("config", "--unset", "diff.kamsite.command")
    assert main(["git-setup", "--check"]) == 0
    assert main(["git-setup"]) == 0
    assert "diff-driver" not in (repo.top / ".git/config").read_text()


def test_undo_leaves_no_trace(repo: Repo) -> None:
    before = (repo.top / ".git/config").read_text()
    main(["git-setup"])
    assert main(["git-setup", "--undo"]) == 0
    assert (repo.top / ".git/config").read_text() == before
    assert not (repo.top / ".gitattributes").exists()
    assert main(["git-setup", "--undo"]) == 0


@pytest.mark.parametrize("given", ["*.png binary", "*.png binary\n", "*.png binary\r\n# ours\r\n"])
def test_other_lines_stay_as_they_are(repo: Repo, given: str) -> None:
    file = repo.top / ".gitattributes"
    file.write_bytes(given.encode())
    main(["git-setup"])
    assert file.read_bytes().startswith(given.encode())
    assert file.read_bytes().splitlines()[-1].decode() == LINE
    main(["git-setup", "--undo"])
    assert file.read_bytes().rstrip(b"\r\n") == given.encode().rstrip(b"\r\n")


def test_an_attribute_that_was_given_for_something_else_stays_and_is_told(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo.top / ".gitattributes").write_text("plans/**/*.yaml merge=union\n")
    assert main(["git-setup", "--language", "en"]) == 1
    assert "merge=union" in capsys.readouterr().out
    assert repo.git("check-attr", "merge", "diff", "--", "plans/site.yaml").splitlines() == [
        "plans/site.yaml: merge: union",
        "plans/site.yaml: diff: kamsite",
    ]


def test_a_link_is_not_followed(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.write_text("mine\n")
    (repo.top / ".gitattributes").symlink_to(other)
    assert main(["git-setup"]) == 2
    assert other.read_text() == "mine\n"
    assert "K024" in capsys.readouterr().err


def test_outside_of_a_repository_nothing_can_be_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    (tmp_path / "plans").mkdir()
    assert main(["git-setup", str(tmp_path / "plans")]) == 2
    assert "K001" in capsys.readouterr().err
    assert main(["git-setup", str(tmp_path / "nowhere")]) == 2


@pytest.mark.usefixtures("repo")
def test_it_speaks_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git-setup", "--language", "de"]) == 0
    assert "nach ihrem Sinn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("prefix", "pattern"),
    [
        (b"", b"/**/*.yaml"),
        (b"plans/", b"/plans/**/*.yaml"),
        (b"our plans/", b'"/our plans/**/*.yaml"'),
        (b"a[1]*/", rb"/a\[1\]\*/**/*.yaml"),
        (b"a [1]/", rb'"/a \\[1\\]/**/*.yaml"'),
    ],
)
def test_the_folder_s_name_is_written_so_that_git_takes_it_literally(prefix: bytes, pattern: bytes) -> None:
    assert attribute_line(prefix, ("merge",)) == pattern + b" merge=kamsite"


def test_the_program_is_quoted_for_the_shell_that_git_calls() -> None:
    driver = wanted_settings(["/opt/our tools/100%/kamsite"])["merge.kamsite.driver"]
    assert driver.startswith("'/opt/our tools/100%%/kamsite' merge-driver ")


def test_a_module_of_the_plans_is_never_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["-c"])
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    assert own_program() == [Path(sys.executable).as_posix(), "-P", "-m", "kamsite"]
