from collections.abc import Mapping
from pathlib import Path

import pytest
from repositories import Repo

from kamsite.source.chronicle import Chronicle, read_chronicle
from kamsite.source.gitrepo import Repository, find_repository
from kamsite.source.history import History, histories, read_histories
from kamsite.source.snapshot import read_commit
from kamsite.source.worktree import read_work_tree


def history(repo: Repo, account: str, *earlier: str, accounts: Mapping[str, tuple[str, ...]] | None = None) -> History:
    snapshot = read_work_tree(repo.plans)
    return read_histories(snapshot, {**(accounts or {}), account: earlier})[account]


def told(history: History) -> list[str]:
    return [f"v{version.number} {version.commit.subject}: {' '.join(version.files)}" for version in history.versions]


def opened(repo: Repo) -> Repository:
    repository = find_repository(repo.plans)
    assert repository
    return repository


def test_a_version_is_a_commit_that_changes_the_folder(repo: Repo) -> None:
    repo.commit("Nordwind angelegt", {"nordwind/plan.yaml": "1", "nordwind/people.yaml": "1"})
    repo.commit("Andere", {"other/plan.yaml": "1", "site.yaml": "s", "nordwind-2/plan.yaml": "x"})
    last = repo.commit("Vogt ist neu", {"nordwind/people.yaml": "2", "other/plan.yaml": "2"}, author="Zoë Müller")
    repo.commit("README")
    nordwind = history(repo, "nordwind")
    assert told(nordwind) == ["v2 Vogt ist neu: people.yaml", "v1 Nordwind angelegt: people.yaml plan.yaml"]
    assert nordwind.current
    assert nordwind.current.label == nordwind.label.en == nordwind.label.de == f"v2 · {last[:7]}"
    assert (nordwind.current.commit.id, nordwind.current.authors) == (last, ("Zoë Müller",))
    assert (nordwind.is_shallow, nordwind.is_versioned, nordwind.uncommitted) == (False, True, ())


def test_a_chapter_was_last_changed_where_its_yaml_prose_or_section_was(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "a/people.yaml": "1", "a/strategy.yaml": "1"})
    repo.commit("prose", {"a/people.md": "1"})
    repo.commit("entry", {"a/strategy/goals/asien.yaml": "1"})
    repo.commit("division", {"a/divisions/marine/plan.yaml": "1", "a/divisions/marine/figures.yaml": "1"})
    found = history(repo, "a")
    numbers = {chapter: found.last_change(chapter) for chapter in ("plan", "people", "strategy", "figures")}
    assert {chapter: version and version.number for chapter, version in numbers.items()} == {
        "plan": 1,
        "people": 2,
        "strategy": 3,
        "figures": None,
    }


def test_what_changes_a_division_is_a_version_of_it_and_of_its_account(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.commit("marine", {"a/divisions/marine/plan.yaml": "1"})
    repo.commit("second", {"a/plan.yaml": "2"})
    division = history(repo, "a/divisions/marine", accounts={"a": ()})
    assert told(division) == ["v1 marine: plan.yaml"]
    assert [version.number for version in history(repo, "a", accounts={"a/divisions/marine": ()}).versions] == [3, 2, 1]


def test_uncommitted_files_make_a_draft(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "b/plan.yaml": "1"})
    repo.write({"a/plan.yaml": "2", "a/divisions/m/plan.yaml": "1", "c/plan.yaml": "1"})
    found = read_histories(read_work_tree(repo.plans), {"a": (), "a/divisions/m": (), "b": (), "c": ()})
    assert (found["a"].label.en, found["a"].label.de) == ("v2 (draft)", "v2 (Entwurf)")
    assert found["a"].uncommitted == ("divisions/m/plan.yaml", "plan.yaml")
    assert (found["a/divisions/m"].uncommitted, found["a/divisions/m"].label.en) == (("plan.yaml",), "v1 (draft)")
    assert (found["b"].uncommitted, found["b"].label.en[:5]) == ((), "v1 · ")
    assert (found["c"].current, found["c"].label.en) == (None, "v1 (draft)")


def test_before_the_first_commit_every_plan_is_a_draft(repo: Repo) -> None:
    repo.write({"a/plan.yaml": "1"})
    assert (history(repo, "a").versions, history(repo, "a").label.en) == ((), "v1 (draft)")


def test_without_git_a_plan_is_not_versioned(tmp_path: Path) -> None:
    bare = Repo(tmp_path / "bare", create=False)
    bare.write({"a/plan.yaml": "1"})
    found = history(bare, "a")
    assert (found.is_versioned, found.current, found.label.de) == (False, None, "nicht versioniert")


def test_hidden_files_make_no_version(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    head = repo.commit("left behind", {"a/.DS_Store": "x", "a/plan.yaml~": "x"})
    assert [entry.commit.subject for entry in opened(repo).log(head)] == ["first"]
    assert told(history(repo, "a")) == ["v1 first: plan.yaml"]


def test_a_deleted_plan_keeps_its_history(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "b/plan.yaml": "1"})
    repo.commit("gone", {"a/plan.yaml": None})
    repo.commit("back", {"a/plan.yaml": "1"})
    assert told(history(repo, "a")) == ["v3 back: plan.yaml", "v2 gone: plan.yaml", "v1 first: plan.yaml"]


def test_the_history_of_a_commit_ends_there(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.commit("second", {"a/plan.yaml": "2"})
    repo.commit("third", {"a/plan.yaml": "3"})
    repo.write({"a/plan.yaml": "draft"})
    found = read_histories(read_commit(repo.plans, "HEAD~1"), {"a": ()})["a"]
    assert told(found) == ["v2 second: plan.yaml", "v1 first: plan.yaml"]
    assert found.uncommitted == ()


def test_hostile_file_names_do_not_disturb_the_history(repo: Repo) -> None:
    names = ["a/line\nbreak.md", "a/-rf", 'a/"q".md', "a/:100644 x", "müller & söhne/plan.yaml"]
    repo.commit("first", dict.fromkeys(["a/plan.yaml", *names], "x"))
    repo.commit("second", dict.fromkeys(names, "y"))
    assert told(history(repo, "a")) == [
        'v2 second: "q".md -rf :100644 x',
        'v1 first: "q".md -rf :100644 x plan.yaml',
    ]
    assert len(history(repo, "müller & söhne").versions) == 2


def test_behind_a_merge_stand_its_commits_that_changed_the_plan(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1", "b/plan.yaml": "1"})
    repo.branch("asien")
    repo.commit("eins", {"a/people.yaml": "1"}, author="Zoë Müller")
    repo.commit("b only", {"b/plan.yaml": "2"})
    repo.commit("zwei", {"a/people.yaml": "2"}, author="Ali Öz")
    repo.git("checkout", "-q", "main")
    repo.commit("meanwhile", {"a/plan.yaml": "2"})
    repo.merge("asien", message="Merge pull request #12 from weber/asien\n\nAsien dazu")
    found = history(repo, "a")
    assert told(found) == [
        "v3 Merge pull request #12 from weber/asien: people.yaml",
        "v2 meanwhile: plan.yaml",
        "v1 first: plan.yaml",
    ]
    merge = found.versions[0]
    assert [commit.subject for commit in merge.behind] == ["zwei", "eins"]
    assert (merge.authors, merge.request, merge.reason) == (("Ali Öz", "Zoë Müller"), "12", ("Asien dazu", ""))
    assert merge.by == "Ali Öz, Zoë Müller"
    assert [commit.subject for commit in history(repo, "b").versions[0].behind] == ["b only"]


def test_squashed_and_rebased_branches_are_ordinary_versions(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.branch("asien")
    repo.commit("eins", {"a/people.yaml": "1"})
    repo.commit("zwei", {"a/people.yaml": "2"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "asien")
    repo.commit("Asien dazu (#34)")
    repo.branch("europa")
    repo.commit("drei", {"a/plan.yaml": "3"})
    repo.commit("vier", {"a/plan.yaml": "4"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "europa")
    found = history(repo, "a")
    assert [version.commit.subject for version in found.versions] == ["vier", "drei", "Asien dazu (#34)", "first"]
    assert [version.request for version in found.versions] == [None, None, "34", None]
    assert {version.behind for version in found.versions} == {()}


def test_a_merge_of_several_branches_tells_the_commits_of_all(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    for name in ("x", "y"):
        repo.branch(name, "main")
        repo.commit(name, {f"a/{name}.md": "1"})
    repo.merge("x", "y", message="octopus")
    assert told(history(repo, "a")) == ["v2 octopus: x.md y.md", "v1 first: plan.yaml"]
    assert [commit.subject for commit in history(repo, "a").versions[0].behind] == ["y", "x"]


def test_a_branch_that_took_in_the_main_line_brings_only_its_own_commits(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.branch("asien")
    repo.commit("eins", {"a/people.yaml": "1"})
    repo.git("checkout", "-q", "main")
    repo.commit("meanwhile", {"a/figures.yaml": "2"})
    repo.git("checkout", "-q", "asien")
    repo.git("merge", "-q", "-m", "Merge branch 'main' into asien", "main")
    repo.commit("zwei", {"a/people.yaml": "2"})
    repo.merge("asien")
    found = history(repo, "a")
    assert [version.commit.subject for version in found.versions] == ["Merge branch 'x'", "meanwhile", "first"]
    assert [commit.subject for commit in found.versions[0].behind] == ["zwei", "eins"]
    assert found.versions[0].files == ("people.yaml",)


def test_a_branch_that_is_merged_twice_brings_only_what_is_new(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.branch("asien")
    repo.commit("eins", {"a/people.yaml": "1"})
    repo.merge("asien", message="merge 1")
    repo.git("checkout", "-q", "asien")
    repo.commit("zwei", {"a/people.yaml": "2"})
    repo.merge("asien", message="merge 2")
    behind = {v.commit.subject: [commit.subject for commit in v.behind] for v in history(repo, "a").versions}
    assert behind == {"merge 2": ["zwei"], "merge 1": ["eins"], "first": []}


def test_a_conflict_solved_in_the_merge_is_part_of_its_version(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1\n", "b/plan.yaml": "1\n"})
    repo.branch("asien")
    repo.commit("eins", {"a/plan.yaml": "2\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("meanwhile", {"a/plan.yaml": "3\n"})
    with pytest.raises(AssertionError):
        repo.merge("asien")
    repo.commit("solved", {"a/plan.yaml": "2 and 3\n", "b/plan.yaml": "touched in passing\n"})
    assert [version.commit.subject for version in history(repo, "a").versions] == ["solved", "meanwhile", "first"]
    assert told(history(repo, "b"))[0] == "v2 solved: plan.yaml"
    assert [commit.subject for commit in history(repo, "b").versions[0].behind] == ["solved"]
    assert [commit.subject for commit in history(repo, "a").versions[0].behind] == ["solved", "eins"]


def test_a_merge_that_changes_nothing_here_is_no_version(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.branch("asien")
    repo.commit("eins", {"a/plan.yaml": "2"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "dropped", "asien")
    assert told(history(repo, "a")) == ["v1 first: plan.yaml"]


def test_a_shallow_clone_knows_its_newest_versions_but_neither_numbers_nor_what_was_before(
    repo: Repo, tmp_path: Path
) -> None:
    for number in range(4):
        repo.commit(f"a{number}", {"a/plan.yaml": str(number)})
    repo.commit("b", {"b/plan.yaml": "1"})
    three = repo.shallow_clone(tmp_path / "three", 3)
    assert told(history(three, "a")) == ["vNone a3: plan.yaml"]
    assert history(three, "a").label.en == repo.git("rev-parse", "HEAD~1")[:7]
    one = repo.shallow_clone(tmp_path / "one", 1)
    found = read_histories(read_work_tree(one.plans), {"a": (), "b": ()})
    assert {(h.current, h.is_shallow, h.label.en) for h in found.values()} == {(None, True, "version unknown")}
    one.write({"a/plan.yaml": "draft"})
    assert (history(one, "a").label.en, history(one, "a").label.de) == ("draft", "Entwurf")


def test_a_clone_that_is_deep_enough_is_complete(repo: Repo, tmp_path: Path) -> None:
    repo.commit("root", {"a/plan.yaml": "1"})
    repo.branch("long")
    for number in range(5):
        repo.commit(f"long {number}", {f"a/{number}.md": "1"})
    repo.merge("long")
    clone = repo.shallow_clone(tmp_path / "clone", 3)
    found = history(clone, "a")
    assert told(found) == ["v2 Merge branch 'x': 0.md 1.md 2.md 3.md 4.md", "v1 root: plan.yaml"]
    assert not found.is_shallow
    assert [commit.subject for commit in found.versions[0].behind] == ["long 4"]


def test_tags_mark_the_version_that_was_newest_then(repo: Repo) -> None:
    repo.commit("a1", {"a/plan.yaml": "1", "b/plan.yaml": "1"})
    repo.commit("a2", {"a/plan.yaml": "2"})
    repo.git("tag", "light")
    repo.commit("b2", {"b/plan.yaml": "2"})
    repo.git("tag", "-a", "-m", "x", "Jahresgespräch")
    repo.commit("a3", {"a/plan.yaml": "3"})
    (repo.top / "README.md").write_text("x")
    repo.commit("outside")
    repo.git("tag", "outside")
    repo.branch("side")
    repo.commit("side", {"a/plan.yaml": "4"})
    repo.git("tag", "side")
    repo.git("tag", "blob", repo.git("rev-parse", "HEAD:plans/a/plan.yaml"))
    repo.git("checkout", "-q", "main")
    assert [version.tags for version in history(repo, "a").versions] == [("outside",), ("Jahresgespräch", "light"), ()]
    assert [version.tags for version in history(repo, "b").versions] == [("Jahresgespräch", "outside"), ("light",)]


def chronicle(repo: Repo, known: Chronicle | None = None, revision: str = "HEAD") -> Chronicle:
    return read_chronicle(opened(repo), opened(repo).resolve(revision), known)


def test_a_chronicle_that_goes_on_is_the_same_as_one_read_anew(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    seen = [chronicle(repo)]
    for number in range(3):
        repo.branch(f"branch{number}", "HEAD~1" if number else "HEAD")
        repo.commit(f"on branch {number}", {f"a/{number}.md": "x"})
        repo.git("checkout", "-q", "main")
        repo.commit(f"on main {number}", {"b/plan.yaml": str(number)})
        repo.merge(f"branch{number}", message=f"merge {number}")
        seen.append(chronicle(repo))
    whole = chronicle(repo)
    assert len(whole.entries) == 7
    for known in seen:
        assert chronicle(repo, known) == whole
    assert chronicle(repo, whole, "HEAD~1") == chronicle(repo, None, "HEAD~1")


def test_a_chronicle_of_a_history_that_was_rewritten_is_read_anew(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.commit("second", {"a/plan.yaml": "2"})
    known = chronicle(repo)
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.commit("instead", {"a/plan.yaml": "3"})
    assert [entry.commit.subject for entry in chronicle(repo, known).entries] == ["instead", "first"]
    foreign = Chronicle("1" * 40, known.entries)
    assert chronicle(repo, foreign) == chronicle(repo)
    # The side branch has the known commit as ancestor, but not along first parents.
    repo.branch("side", "HEAD~1")
    repo.commit("side", {"a/people.yaml": "3"})
    side = chronicle(repo)
    repo.merge("side")
    assert chronicle(repo, side) == chronicle(repo)


def test_what_was_known_from_a_clone_of_another_depth_is_read_anew(repo: Repo, tmp_path: Path) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.commit("second", {"a/plan.yaml": "2"})
    clone = repo.shallow_clone(tmp_path / "clone", 1)
    known = chronicle(clone)
    assert chronicle(clone, chronicle(repo)) == known
    clone.git("fetch", "-q", "--unshallow")
    assert known.is_cut
    assert chronicle(clone, known) == chronicle(repo)


def test_of_two_commits_with_the_same_start_the_older_keeps_its_short_id() -> None:
    from kamsite.source.chronicle import _with_short_ids
    from kamsite.source.commits import Change, Commit, Entry

    def entry(id_: str, *behind: Entry) -> Entry:
        commit = Commit(id_.ljust(40, "0"), id_[:7], "", "", 0, 0, 0, "", "", ())
        return Entry(commit, (Change("a/plan.yaml", "", id_),), behind)

    newest, merge = entry("aaaaaaabbb2"), entry("ccccccc", entry("aaaaaaabbc"), entry("aaaaaaabbb1"))
    entries = [newest, merge, entry("aaaaaaab"), entry("aaaaaaa1")]
    short = _with_short_ids(entries)
    assert [e.commit.short for e in short] == ["aaaaaaabbb2", "ccccccc", "aaaaaaab", "aaaaaaa"]
    assert [e.commit.short for e in short[1].behind] == ["aaaaaaabbc", "aaaaaaabb"]


def test_a_repository_without_plans_has_no_versions(repo: Repo) -> None:
    (repo.top / "README.md").write_text("x")
    repo.commit("outside")
    found = histories(chronicle(repo), {"a": ()})
    assert (found["a"].versions, found["a"].is_shallow) == ((), False)
