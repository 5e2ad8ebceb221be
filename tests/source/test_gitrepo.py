import os
import subprocess
from pathlib import Path

import pytest
from repositories import START, Repo

from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.objects import BlobReader, reader_of
from kamsite.source.surroundings import SourceError


def found(folder: Path) -> Repository:
    repository = find_repository(folder)
    assert repository
    return repository


def trouble(error: pytest.ExceptionInfo[SourceError]) -> str:
    finding = error.value.finding
    return f"{finding.code} {finding.severity.word}: {finding.message.en}"


def test_the_repository_is_found_from_a_subfolder_whatever_the_working_directory(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    repository = found(Path("repo/plans"))
    assert (repository.top, repository.folder, repository.prefix) == (repo.top, repo.plans, b"plans/")
    assert (repository.has_work_tree, repository.is_shallow, repository.hash) == (True, False, "sha1")


def test_the_folder_of_the_plans_may_be_the_top_of_the_repository(repo: Repo) -> None:
    assert found(repo.top).prefix == b""
    assert found(repo.top).top == repo.top


def test_a_folder_with_a_line_break_in_its_name_is_found(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "re\npo", "kun\nden/pläne")
    repository = found(repo.plans)
    assert (repository.top, repository.prefix) == (repo.top, "kun\nden/pläne/".encode())


def test_a_work_tree_beside_the_repository_has_its_own_commit(repo: Repo, tmp_path: Path) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "beside"))
    beside = Repo(tmp_path / "beside", create=False)
    second = beside.commit("second", {"a/plan.yaml": "2"})
    head = found(beside.plans).head()
    assert head
    assert head.id == second


def test_without_a_repository_nothing_is_found(tmp_path: Path) -> None:
    assert find_repository(tmp_path) is None
    assert find_repository(tmp_path / "missing") is None


def test_a_bare_repository_and_the_inside_of_git_have_no_work_tree(repo: Repo, tmp_path: Path) -> None:
    repo.git("init", "-q", "--bare", str(tmp_path / "bare.git"))
    assert not found(tmp_path / "bare.git").has_work_tree
    assert not found(repo.top / ".git").has_work_tree


def test_a_damaged_repository_is_an_error_and_not_the_lack_of_one(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(SourceError) as error:
        find_repository(tmp_path)
    assert trouble(error).startswith("K006 error: `git rev-parse` failed: fatal: not a git repository: /nowhere")


HEADS = {"empty": b"", "cut off": b"ref: re", "zeros": b"\0" * 23, "nonsense": b"\xff\n"}


@pytest.mark.parametrize("head", HEADS)
def test_a_broken_head_is_a_damaged_repository_and_not_the_lack_of_one(repo: Repo, head: str) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    (repo.top / ".git/HEAD").write_bytes(HEADS[head])
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error).startswith("K010 error: The git repository around the plans is damaged")
    (repo.top / ".git/HEAD").unlink()
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert error.value.finding.code == "K010"


@pytest.mark.parametrize("content", [b"", b"0" * 40 + b"\n", b"1" * 40 + b"\n", b"nonsense\n"])
def test_a_broken_branch_is_a_damaged_repository_and_not_one_without_commits(repo: Repo, content: bytes) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    (repo.top / ".git/refs/heads/main").write_bytes(content)
    with pytest.raises(SourceError) as error:
        found(repo.plans).head()
    assert error.value.finding.code == "K010"


def test_a_lost_commit_is_a_damaged_repository(repo: Repo) -> None:
    commit = repo.commit("first", {"a/plan.yaml": "1"})
    (repo.top / ".git/objects" / commit[:2] / commit[2:]).unlink()
    with pytest.raises(SourceError) as error:
        found(repo.plans).head()
    assert error.value.finding.code == "K010"


def test_an_empty_git_folder_or_one_that_git_shall_not_look_at_is_no_repository(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "beside/.git").mkdir(parents=True)
    assert find_repository(tmp_path / "beside") is None
    (repo.top / ".git/HEAD").unlink()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.top))
    assert find_repository(repo.plans) is None


def test_a_repository_of_another_user_is_an_error_that_says_how_to_trust_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error).startswith("K006 error: Git refuses to read this repository because it belongs to another")
    hint = error.value.finding.hint
    assert hint
    assert f"safe.directory {repo.top}" in hint.en


def test_a_repository_that_the_user_trusts_is_read(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (tmp_path / "trust").write_text(f"[safe]\ndirectory = {repo.top}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "trust"))
    assert found(repo.plans).prefix == b"plans/"


def test_a_missing_git_program_matters_only_where_there_is_a_repository(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_repository(tmp_path) is None
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error) == "K006 error: The program git was not found."


def test_a_git_that_is_too_old_is_named(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\nfor a; do [ "$a" = version ] && echo git version 2.17.1 && exit; done\nexit 129\n')
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent), prepend=os.pathsep)
    with pytest.raises(SourceError) as error:
        find_repository(repo.plans)
    assert trouble(error) == "K006 error: Git 2.17 is too old: 2.31 or newer is needed."


def test_variables_that_a_hook_inherits_do_not_lead_elsewhere(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repo(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.top))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.top / ".git/index"))
    assert found(repo.plans).top == repo.top


def test_a_revision_is_an_id_a_tag_or_a_branch(repo: Repo) -> None:
    first = repo.commit("first")
    repo.git("tag", "-a", "-m", "signed off", "Jahresgespräch-2026")
    repo.branch("asien")
    second = repo.commit("second")
    repository = found(repo.plans)
    assert repository.resolve("Jahresgespräch-2026") == first
    assert repository.resolve(first[:9]) == first
    assert repository.resolve("asien") == repository.resolve("HEAD") == second
    assert repository.resolve("asien~1") == first


@pytest.mark.parametrize(
    "revision",
    ["", "nothing", "--all", "-rf", "--output=/tmp/x", "^HEAD", "HEAD..HEAD", "HEAD\n", "HEAD HEAD", "a\0b", "\ud800",
     "HEAD^{tree}", "x" * 5000, "HEAD:plans", "0" * 40],
)  # fmt: skip
def test_what_names_no_single_commit_is_an_error(repo: Repo, revision: str) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    with pytest.raises(SourceError) as error:
        found(repo.plans).resolve(revision)
    assert trouble(error).startswith("K008 error: No single commit is called")


def test_an_id_that_is_none_never_reaches_git(repo: Repo) -> None:
    with pytest.raises(ValueError, match="not the full id"):
        found(repo.plans).commit("--all")
    with pytest.raises(ValueError, match="not the full id"), BlobReader(found(repo.plans)) as reader:
        reader.read("HEAD")


def test_the_common_ancestor_of_two_commits(repo: Repo) -> None:
    base = repo.commit("base")
    repo.branch("asien")
    one = repo.commit("one")
    repo.git("checkout", "-q", "main")
    other = repo.commit("other")
    repo.git("checkout", "-q", "--orphan", "alone")
    alone = repo.commit("alone")
    assert found(repo.plans).merge_base(one, other) == base
    assert found(repo.plans).merge_base(one, alone) is None


def test_a_commit_tells_who_wrote_it_and_when_it_was_committed(repo: Repo) -> None:
    repo.commit("Asien dazu\n\nWeil der Kunde es will.\n\nUnd wir.", author="Zoë Müller")
    head = found(repo.plans).head()
    assert head
    assert (head.author, head.email) == ("Zoë Müller", "author@example.com")
    assert (head.time, head.offset, head.authored) == (START + 3600, 60, START + 3540)
    assert (head.subject, head.body) == ("Asien dazu", "Weil der Kunde es will.\n\nUnd wir.")
    assert (head.short, head.parents) == (head.id[:7], ())


def test_hostile_text_in_a_commit_is_made_harmless(repo: Repo) -> None:
    repo.commit("first")
    repo.raw_commit(
        b"author E\x1b[31mvil\t\xe2\x80\xaename \xff <a\x07@b> 99999999999999999 -9999\n"
        b"committer C <c@d> 1767254400 +0530\n\n"
        b"Sub\x1b]0;owned\x07ject \xff\n\nBody\x08\x08\n\tindented\r\n:100644 100644 "
        + b"0" * 40
        + b" "
        + b"1" * 40
        + b" M\n"
    )
    head = found(repo.plans).head()
    assert head
    assert head.author == "E [31mvil name \ufffd"
    assert head.email == "a @b"
    assert (head.time, head.offset) == (1_767_254_400, 330)
    assert head.authored == 253_370_764_800
    assert head.subject == "Sub ]0;owned ject \ufffd"
    assert head.body == f"Body \n\tindented\n:100644 100644 {'0' * 40} {'1' * 40} M"


@pytest.mark.parametrize(
    "date",
    [b"", b"1 +2500", b"1 -0099", b"-5 +0100", b"nonsense", b"12 +0", b"1e9 +0100", b"99999999999999999999999 +0"],
)
def test_a_date_that_no_calendar_knows_is_no_crash(repo: Repo, date: bytes) -> None:
    repo.commit("first")
    repo.raw_commit(b"author A <a@b> " + date + b"\ncommitter A <a@b> " + date + b"\n\nx\n")
    head = found(repo.plans).head()
    assert head
    assert 0 <= head.time <= 253_370_764_800
    assert abs(head.offset) < 24 * 60


def test_a_zero_byte_in_a_commit_does_not_shift_the_fields_of_the_next(repo: Repo) -> None:
    first = repo.commit("first", {"a/plan.yaml": "1"})
    repo.raw_commit(b"author A\0B <a@b> 1 +0000\ncommitter C <c@d> 1 +0000\n\nsub\0ject\n\nbody\0\0end\n")
    repo.git("reset", "-q", "--hard")
    third = repo.commit("third", {"a/plan.yaml": "3"})
    log = found(repo.plans).log(third)
    assert [(entry.commit.id, [c.path for c in entry.changes]) for entry in log] == [
        (third, ["a/plan.yaml"]),
        (first, ["a/plan.yaml"]),
    ]


def test_a_mailmap_does_not_rename_authors(repo: Repo) -> None:
    (repo.top / ".mailmap").write_text("Somebody Else <author@example.com>\n")
    repo.commit("first", {"a/plan.yaml": "1"})
    repository = found(repo.plans)
    head = repository.head()
    assert head
    assert [entry.commit.author for entry in repository.log(head.id)] == [head.author] == ["Vera Weber"]


def test_replaced_objects_are_not_followed(repo: Repo) -> None:
    first = repo.commit("true", {"a/plan.yaml": "true"})
    blob = repo.git("rev-parse", "HEAD:plans/a/plan.yaml")
    forged = repo.git("hash-object", "-w", "--stdin", given=b"forged")
    repo.git("replace", blob, forged)
    other = repo.commit("forged")
    repo.git("reset", "-q", "--hard", first)
    repo.git("replace", first, other)
    repository = found(repo.plans)
    assert reader_of(repository).read(blob) == b"true"
    assert repository.commit(first).subject == "true"


HOSTILE = """
[log]
    follow = true
    showSignature = true
    mailmap = true
    showRoot = false
    decorate = full
    date = iso
    abbrevCommit = true
    diffMerges = combined
[diff]
    noprefix = true
    renames = copies
    relative = true
    external = false
    mnemonicPrefix = true
    submodule = log
    orderFile = {folder}/order
[core]
    quotePath = true
    abbrev = 4
    pager = false
    fsmonitor = {folder}/spy
    hooksPath = {folder}
[color]
    ui = always
    status = always
    diff = always
[status]
    renames = copies
    relativePaths = true
    branch = true
    showStash = true
    short = true
    showUntrackedFiles = no
    submoduleSummary = true
[format]
    pretty = oneline
    notes = *
[i18n]
    logOutputEncoding = UTF-16
[alias]
    log = !false
    status = !false
[pager]
    log = false
[column]
    ui = always
[notes]
    displayRef = *
"""


def test_the_users_configuration_changes_nothing_that_is_read(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("first", {"müller/plan.yaml": "1", "b/plan.yaml": "1"})
    repo.git("notes", "add", "-m", "a note")
    repo.branch("asien")
    repo.commit("asien", {"müller/people.yaml": "Ä"})
    repo.git("checkout", "-q", "main")
    repo.git("mv", "plans/b", "plans/c")
    repo.commit("moved")
    head = repo.merge("asien")
    repo.write({"müller/plan.yaml": "2", "new.md": "new", "c/plan.yaml": None})
    repository = found(repo.plans)
    before = (repository.log(head), repository.status(), repository.staged(), repository.tree(head), repository.head())
    (tmp_path / "order").write_text("plans/c/*\n")
    (tmp_path / "spy").write_text(f"#!/bin/sh\ntouch {tmp_path}/spied\n")
    (tmp_path / "spy").chmod(0o755)
    (tmp_path / "hostile").write_text(HOSTILE.format(folder=tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "hostile"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "log.follow")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_PAGER", "false")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    repository = found(repo.plans)
    after = (repository.log(head), repository.status(), repository.staged(), repository.tree(head), repository.head())
    assert after == before
    assert len(before[0]) == 3
    assert not (tmp_path / "spied").exists()


@pytest.mark.parametrize("place", ["config", "include", "config.worktree"])
@pytest.mark.parametrize("key", ["clean", "process"])
def test_filter_programs_that_a_repository_names_are_never_run(
    repo: Repo, tmp_path: Path, place: str, key: str
) -> None:
    (repo.top / ".gitattributes").write_text("*.yaml filter=a=b.c\n*.md filter=d\n")
    repo.commit("first", {"a/plan.yaml": "1", "a/plan.md": "1"})
    spy = f"touch {tmp_path}/spied"
    settings = (
        f'[filter "a=b.c"]\n{key} = {spy}\nrequired\n[filter "D"]\n[filter "d"]\n{key} = {spy}\nrequired = true\n'
    )
    if place == "include":
        repo.git("config", "include.path", "more")
        place = "more"
    if place == "config.worktree":
        repo.git("config", "extensions.worktreeConfig", "true")
    with (repo.top / ".git" / place).open("a") as file:
        file.write(settings)
    repo.write({"a/plan.yaml": "2", "a/plan.md": "2"})
    status = found(repo.plans).status()
    assert not (tmp_path / "spied").exists()
    assert [line[-11:] for line in status.split(b"\0")[:-1]] == [b"s/a/plan.md", b"a/plan.yaml"]


def test_a_filter_of_the_users_own_stays(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo.top / ".gitattributes").write_text("*.yaml filter=calm\n")
    repo.commit("first", {"a/plan.yaml": "1"})
    (tmp_path / "own").write_text('[filter "calm"]\nclean = printf 1\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    repo.write({"a/plan.yaml": "2"})
    assert found(repo.plans).status() == b""


def test_many_blobs_are_read_in_one_go_and_each_is_its_own(repo: Repo) -> None:
    repo.commit("first", {f"a/{number}.md": "x" * number + "\n" for number in range(500)})
    listing = repo.git("ls-tree", "-r", "HEAD:plans/a").splitlines()
    ids = [line.split()[2] for line in listing]
    with BlobReader(found(repo.plans)) as reader:
        contents = reader.read_many([*ids, *ids])
    assert sorted(len(content) for content in contents.values()) == list(range(1, 501))


def test_a_blob_beyond_the_limit_is_not_read_and_the_next_one_still_is(repo: Repo) -> None:
    repo.commit("first", {"large": "x" * 3_000_000, "small": "small"})
    large, small = repo.git("rev-parse", "HEAD:plans/large", "HEAD:plans/small").split()
    with BlobReader(found(repo.plans)) as reader:
        with pytest.raises(SourceError) as error:
            reader.read_many([small, large, small], limit=1_000_000)
        assert trouble(error) == "K009 error: This could not be read: it is larger than 1 MB."
        assert reader.read(small) == b"small"
        assert len(reader.read(large)) == 3_000_000


def test_a_missing_blob_is_an_error_and_the_next_one_is_read(repo: Repo) -> None:
    repo.commit("first", {"small": "small"})
    small = repo.git("rev-parse", "HEAD:plans/small")
    with BlobReader(found(repo.plans)) as reader:
        with pytest.raises(SourceError) as error:
            reader.read("1" * 40)
        assert trouble(error).startswith("K006 error: `git cat-file` failed: object 1111")
        assert reader.read(small) == b"small"


def test_a_reader_whose_git_dies_says_so_and_starts_another(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("first", {"small": "small"})
    small = repo.git("rev-parse", "HEAD:plans/small")
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def watched(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        processes.append(start(*arguments, **options))  # type: ignore[call-overload]
        return processes[-1]

    monkeypatch.setattr("kamsite.source.gitrepo.subprocess.Popen", watched)
    with BlobReader(found(repo.plans)) as reader:
        reader.read(small)
        processes[-1].kill()
        processes[-1].wait()
        with pytest.raises(SourceError) as error:
            reader.read(small)
        assert trouble(error).startswith("K006 error: `git cat-file` failed")
        assert reader.read(small) == b"small"
    assert all(process.poll() is not None for process in processes)


def test_a_forked_process_reads_with_a_reader_of_its_own_and_leaves_the_other_alone(repo: Repo) -> None:
    repo.commit("first", {"small": "small"})
    small = repo.git("rev-parse", "HEAD:plans/small")
    repository = found(repo.plans)
    reader = reader_of(repository)
    assert reader.read(small) == b"small"
    assert reader._talk
    process = reader._talk._process
    child = os.fork()
    if child == 0:
        own = reader_of(repository)
        right = own is not reader and own.read(small) == b"small"
        reader.close()
        os._exit(0 if right else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert process.poll() is None
    assert reader_of(repository).read(small) == b"small"
