import pickle
from hashlib import sha256

import pytest
from repositories import Repo

from kamsite.diagnostics import Severity
from kamsite.source.gitrepo import find_repository
from kamsite.source.objects import reader_of
from kamsite.source.snapshot import Snapshot, in_memory, read_commit, read_version
from kamsite.source.surroundings import SourceError


def codes(snapshot: Snapshot) -> list[str]:
    return [f"{finding.place.file}: {finding.code} {finding.severity.word}" for finding in snapshot.findings]


def read_all(snapshot: Snapshot) -> dict[str, bytes]:
    return snapshot.read_many(snapshot.files)


def test_a_commit_is_read_as_it_was_whatever_lies_on_the_disk(repo: Repo) -> None:
    first = repo.commit("first", {"site.yaml": "s", "nordwind/plan.yaml": "1"})
    repo.git("tag", "v1")
    repo.commit("second", {"nordwind/plan.yaml": "2", "nordwind/people.yaml": "p"})
    repo.write({"nordwind/plan.yaml": "draft"})
    old = read_commit(repo.plans, "v1")
    assert read_all(old) == {"nordwind/plan.yaml": b"1", "site.yaml": b"s"}
    assert list(old.files) == ["nordwind/plan.yaml", "site.yaml"]
    assert old.files["nordwind/plan.yaml"].digest == "56a6051ca2b02b04ef92d5150c9ef600403cb1de"
    assert old.commit
    assert (old.commit.id, old.uncommitted, codes(old)) == (first, (), [])
    assert old.read("nordwind/plan.yaml") == b"1"


def test_a_branch_is_read_in_a_repository_whose_top_is_the_folder(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.branch("asien")
    repo.commit("asien", {"a/plan.yaml": "2"})
    repo.git("checkout", "-q", "main")
    assert read_commit(repo.top, "asien").read("plans/a/plan.yaml") == b"2"


def test_a_bare_repository_can_be_read_at_a_commit(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    bare = repo.top.parent / "bare.git"
    repo.git("clone", "-q", "--bare", str(repo.top), str(bare))
    assert read_commit(bare, "HEAD").read("plans/a/plan.yaml") == b"1"


def test_a_revision_that_is_none_and_a_folder_that_was_not_there_are_errors(repo: Repo) -> None:
    repo.commit("before the plans", {})
    (repo.top / "README.md").write_text("x")
    repo.commit("first", {"a/plan.yaml": "1"})
    for revision, message in [
        ("--all", "K008 No single commit is called `--all` here."),
        ("HEAD~1", "K008 The folder of the plans does not exist in `HEAD~1`."),
    ]:
        with pytest.raises(SourceError) as error:
            read_commit(repo.plans, revision)
        assert str(error.value) == message


def test_a_file_where_the_folder_is_now_is_no_folder(repo: Repo) -> None:
    repo.plans.rmdir()
    repo.plans.write_text("a file")
    repo.commit("a file")
    repo.plans.unlink()
    repo.commit("a folder", {"a/plan.yaml": "1"})
    with pytest.raises(SourceError) as error:
        read_commit(repo.plans, "HEAD~1")
    assert error.value.finding.code == "K008"


def test_without_git_there_is_no_commit_to_read(repo: Repo) -> None:
    with pytest.raises(SourceError) as error:
        read_commit(repo.top.parent, "HEAD")
    assert error.value.finding.code == "K001"


def hostile_tree(repo: Repo) -> None:
    """Commits a tree of plans/a that no checkout would make."""
    blob = repo.git("hash-object", "-w", "--stdin", given=b"x")
    lines = [
        f"100644 blob {blob}\tplan.yaml".encode(),
        f"120000 blob {blob}\tlink.md".encode(),
        f"160000 commit {'1' * 40}\tinner".encode(),
        f"100644 blob {blob}\tline\nbreak.md".encode(),
        f"100644 blob {blob}\tnot\xff.md".encode("latin-1"),
        f"100644 blob {blob}\t-rf".encode(),
        f'100644 blob {blob}\t"quoted".md'.encode(),
        f"100644 blob {blob}\tPlan.yaml".encode(),
        f"100755 blob {blob}\t.DS_Store".encode(),
    ]
    inner = repo.git("mktree", "-z", "--missing", given=b"\0".join(lines) + b"\0")
    plans = repo.git("mktree", given=f"040000 tree {inner}\ta\n".encode())
    top = repo.git("mktree", given=f"040000 tree {plans}\tplans\n".encode())
    commit = repo.git("commit-tree", top, "-m", "hostile")
    repo.git("update-ref", "refs/heads/main", commit)


def test_links_submodules_and_unusable_names_are_refused_each_with_a_finding(repo: Repo) -> None:
    hostile_tree(repo)
    repository = find_repository(repo.plans)
    assert repository
    commit = repository.head()
    assert commit
    for snapshot in (read_commit(repo.plans, "HEAD"), read_version(repository, commit, ["a"])):
        assert list(snapshot.files) == ['a/"quoted".md', "a/-rf", "a/Plan.yaml", "a/plan.yaml"]
        assert {path: file.kind for path, file in snapshot.refused.items()} == {
            "a/inner": "submodule",
            "a/link.md": "symlink",
        }
        assert codes(snapshot) == [
            "a/inner: K003 error",
            "a/line\\nbreak.md: K004 error",
            "a/link.md: K003 error",
            "a/not\\xff.md: K004 error",
            "a/plan.yaml: K005 error",
        ]
        with pytest.raises(KeyError):
            snapshot.read("a/link.md")


def test_a_tree_that_climbs_out_of_the_folder_reaches_nothing(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    blob = bytes.fromhex(repo.git("rev-parse", "HEAD:plans/a/plan.yaml"))

    def tree(content: bytes) -> bytes:
        made = repo.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=content)
        return bytes.fromhex(made)

    up = tree(b"100644 passwd\0" + blob)
    plans = tree(b"40000 ..\0" + up + b"100644 a/b\0" + blob + b"100644 plan.yaml\0" + blob)
    top = tree(b"40000 plans\0" + plans).hex()
    commit = repo.git("commit-tree", top, "-m", "climbing")
    repo.git("update-ref", "refs/heads/main", commit)
    snapshot = read_commit(repo.plans, "HEAD")
    assert not [path for path in snapshot.files if ".." in path]
    assert "../passwd: K004 error" in codes(snapshot)


def test_a_version_holds_the_top_files_and_the_accounts_that_were_asked_for(repo: Repo) -> None:
    repo.commit("first", {"site.yaml": "s", "a/plan.yaml": "1", "a/divisions/m/plan.yaml": "m", "b/plan.yaml": "b"})
    repository = find_repository(repo.plans)
    assert repository
    commit = repository.head()
    assert commit
    version = read_version(repository, commit, ["a/divisions/m", "missing"])
    assert read_all(version) == {"a/divisions/m/plan.yaml": b"m", "a/plan.yaml": b"1", "site.yaml": b"s"}
    whole = read_commit(repo.plans, "HEAD")
    assert read_version(repository, commit, ["a", "b"]).files == whole.files


def test_a_version_from_before_the_folder_is_empty(repo: Repo) -> None:
    (repo.top / "README.md").write_text("x")
    repo.git("add", "-A")
    repo.commit("first")
    repository = find_repository(repo.plans)
    assert repository
    commit = repository.head()
    assert commit
    assert not read_version(repository, commit, ["a"]).files


def test_a_shallow_clone_is_as_bad_as_the_caller_says(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.commit("second", {"a/plan.yaml": "2"})
    clone = repo.shallow_clone(repo.top.parent / "clone", 1)
    assert codes(read_commit(clone.plans, "HEAD")) == [".: K002 warning"]
    assert codes(read_commit(clone.plans, "HEAD", shallow=Severity.ERROR)) == [".: K002 error"]
    assert codes(read_commit(repo.plans, "HEAD")) == []
    repository = find_repository(clone.plans)
    assert repository
    commit = repository.head()
    assert commit
    assert codes(read_version(repository, commit, ["a"])) == []


def test_a_snapshot_survives_being_sent_to_another_process(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    snapshot = read_commit(repo.plans, "HEAD")
    snapshot.read("a/plan.yaml")
    sent = pickle.loads(pickle.dumps(snapshot))  # noqa: S301 - our own
    assert sent == snapshot
    assert sent.read("a/plan.yaml") == b"1"


def test_a_content_beyond_the_limit_is_an_error_at_its_file(repo: Repo) -> None:
    repo.commit("first", {"a/customer.md": "1", "a/large.md": "x" * 2_000_000, "a/plan.yaml": "1"})
    for snapshot in (
        read_commit(repo.plans, "HEAD"),
        in_memory({"a/customer.md": b"1", "a/large.md": b"x" * 2_000_000, "a/plan.yaml": b"1"}),
    ):
        for attempt in (lambda: snapshot.read("a/large.md", 1000), lambda: snapshot.read_many(snapshot.files, 1000)):  # noqa: B023
            with pytest.raises(SourceError) as error:
                attempt()
            assert (error.value.finding.code, error.value.finding.place.file) == ("K009", "a/large.md")
        assert snapshot.read("a/plan.yaml", 1000) == b"1"


def test_a_snapshot_in_memory_has_the_digests_that_git_would_give(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "b/ü.md": "ü"})
    snapshot = in_memory({"b/ü.md": "ü".encode(), "a/plan.yaml": b"1"})
    assert snapshot.files == read_commit(repo.plans, "HEAD").files
    assert read_all(snapshot) == read_all(read_commit(repo.plans, "HEAD"))


def test_a_repository_with_sha256_is_read_too(repo: Repo) -> None:
    other = Repo(repo.top.parent / "other", create=False)
    other.plans.mkdir(parents=True)
    other.git("init", "-q", "-b", "main", "--object-format=sha256")
    other.commit("first", {"a/plan.yaml": "1"})
    snapshot = read_commit(other.plans, "HEAD")
    assert snapshot.files["a/plan.yaml"].digest == sha256(b"blob 1\x001").hexdigest()
    assert snapshot.read("a/plan.yaml") == b"1"
    repository = find_repository(other.plans)
    assert repository
    assert snapshot.commit
    assert read_version(repository, snapshot.commit, ["a"]).files == snapshot.files
    assert reader_of(repository).tree_of(snapshot.commit.id)
