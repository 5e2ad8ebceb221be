"""Blobs are read in one go, by a reader that a lost object or a dead git does not stop."""

import os
import subprocess

import pytest
from repositories import Repo, found, trouble

from kamsite.source.objects import BlobReader, reader_of
from kamsite.source.surroundings import SourceError


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
