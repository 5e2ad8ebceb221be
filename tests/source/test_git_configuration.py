"""What git reads is the same whatever the user, the repository or a mailmap has set, and no program of theirs runs."""

from pathlib import Path

import pytest
from repositories import Repo, found

from kamsite.source.objects import reader_of


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
