"""`formerly`: the history of a plan whose folder was renamed."""

from collections.abc import Mapping

from repositories import Repo

from kamsite.source.history import History, read_histories
from kamsite.source.worktree import read_work_tree


def history(repo: Repo, accounts: Mapping[str, tuple[str, ...]], account: str) -> History:
    return read_histories(read_work_tree(repo.plans), accounts)[account]


def told(history: History) -> list[str]:
    return [f"{version.commit.subject}: {version.folder}: {' '.join(version.files)}" for version in history.versions]


def rename(repo: Repo, old: str, new: str, message: str = "renamed") -> None:
    (repo.plans / new).parent.mkdir(parents=True, exist_ok=True)
    (repo.plans / old).rename(repo.plans / new)
    repo.commit(message, {f"{new}/plan.yaml": f"formerly: {old}"})


def test_a_renamed_folder_keeps_its_versions(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1", "old/people.yaml": "1"})
    repo.commit("second", {"old/people.yaml": "2"})
    rename(repo, "old", "new")
    repo.commit("third", {"new/people.yaml": "3"})
    found = history(repo, {"new": ("old",)}, "new")
    assert told(found) == [
        "third: new: people.yaml",
        "renamed: new: plan.yaml",
        "second: old: people.yaml",
        "first: old: people.yaml plan.yaml",
    ]
    assert ([version.number for version in found.versions], found.formerly) == ([4, 3, 2, 1], ("old",))
    people, plan = found.last_change("people"), found.last_change("plan")
    assert people
    assert plan
    assert (people.number, plan.number) == (4, 3)


def test_moving_alone_changes_no_chapter(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1", "old/people.yaml": "1", "old/gone.md": "x"})
    (repo.plans / "old/gone.md").unlink()
    rename(repo, "old", "new")
    found = history(repo, {"new": ("old",)}, "new")
    assert told(found)[0] == "renamed: new: gone.md plan.yaml"
    changed = found.last_change("people")
    assert changed
    assert changed.commit.subject == "first"


def test_without_formerly_nothing_is_guessed(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1", "old/people.yaml": "the same text\n" * 99})
    rename(repo, "old", "new")
    assert told(history(repo, {"new": ()}, "new")) == ["renamed: new: people.yaml plan.yaml"]


def test_a_new_account_under_the_earlier_name_has_a_history_of_its_own(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1"})
    rename(repo, "old", "new")
    repo.commit("another customer", {"old/plan.yaml": "x"})
    repo.commit("both", {"old/plan.yaml": "y", "new/people.yaml": "y"})
    repo.commit("gone again", {"old/plan.yaml": None})
    found = history(repo, {"new": ("old",), "old": ()}, "new")
    assert told(found) == ["both: new: people.yaml", "renamed: new: plan.yaml", "first: old: plan.yaml"]


def test_a_name_taken_over_from_a_deleted_account_does_not_bring_its_history(repo: Repo) -> None:
    repo.commit("alpha", {"alpha/plan.yaml": "1", "beta/plan.yaml": "b"})
    repo.commit("alpha is gone", {"alpha/plan.yaml": None})
    rename(repo, "beta", "alpha")
    found = history(repo, {"alpha": ("beta",)}, "alpha")
    assert told(found) == ["renamed: alpha: plan.yaml", "alpha: beta: plan.yaml"]


def test_an_older_account_of_the_same_name_is_not_mistaken_for_a_way_back(repo: Repo) -> None:
    repo.commit("alpha", {"alpha/plan.yaml": "1"})
    repo.commit("alpha is gone", {"alpha/plan.yaml": None})
    repo.commit("beta", {"beta/plan.yaml": "b"})
    rename(repo, "beta", "alpha")
    assert told(history(repo, {"alpha": ("beta",)}, "alpha")) == ["renamed: alpha: plan.yaml", "beta: beta: plan.yaml"]


def test_several_earlier_names_are_followed_in_any_order(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    rename(repo, "a", "b", "to b")
    rename(repo, "b", "c", "to c")
    for earlier in (("a", "b"), ("b", "a"), ("b", "nothing", "c", "a")):
        found = history(repo, {"c": earlier}, "c")
        assert told(found) == ["to c: c: plan.yaml", "to b: b: plan.yaml", "first: a: plan.yaml"]
        assert found.formerly == ("b", "a")


def test_a_rename_there_and_back_is_followed(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    rename(repo, "a", "b", "to b")
    rename(repo, "b", "a", "back")
    assert told(history(repo, {"a": ("b",)}, "a")) == [
        "back: a: plan.yaml",
        "to b: b: plan.yaml",
        "first: a: plan.yaml",
    ]


def test_a_folder_copied_first_and_removed_later_is_followed(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1"})
    repo.commit("copied", {"new/plan.yaml": "1"})
    repo.commit("removed", {"old/plan.yaml": None})
    assert told(history(repo, {"new": ("old",)}, "new")) == ["copied: new: plan.yaml", "first: old: plan.yaml"]


def test_removing_the_earlier_folder_later_is_an_ordinary_version(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1"})
    repo.commit("copied", {"new/plan.yaml": "1"})
    repo.commit("removed", {"old/plan.yaml": None, "new/plan.yaml": "formerly: old"})
    assert told(history(repo, {"new": ("old",)}, "new")) == [
        "removed: new: plan.yaml",
        "copied: new: plan.yaml",
        "first: old: plan.yaml",
    ]


def test_a_rename_on_a_merged_branch_is_followed(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1"})
    repo.branch("rename")
    repo.commit("before", {"old/plan.yaml": "2"})
    rename(repo, "old", "new")
    repo.merge("rename", message="merged")
    found = history(repo, {"new": ("old",)}, "new")
    assert told(found) == ["merged: new: plan.yaml", "first: old: plan.yaml"]
    assert [commit.subject for commit in found.versions[0].behind] == ["renamed", "before"]


def test_a_division_moves_with_its_account(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1", "old/divisions/marine/plan.yaml": "1"})
    rename(repo, "old", "new")
    assert told(history(repo, {"new": ("old",), "new/divisions/marine": ()}, "new/divisions/marine")) == [
        "renamed: new/divisions/marine: ",
        "first: old/divisions/marine: plan.yaml",
    ]


def test_a_division_renamed_after_its_account_is_followed_through_both(repo: Repo) -> None:
    repo.commit("first", {"old/plan.yaml": "1", "old/divisions/marine/plan.yaml": "1"})
    rename(repo, "old", "new")
    rename(repo, "new/divisions/marine", "new/divisions/schiff", "division renamed")
    accounts = {"new": ("old",), "new/divisions/schiff": ("new/divisions/marine",)}
    assert told(history(repo, accounts, "new/divisions/schiff")) == [
        "division renamed: new/divisions/schiff: plan.yaml",
        "renamed: new/divisions/marine: ",
        "first: old/divisions/marine: plan.yaml",
    ]


def test_a_plan_that_names_itself_or_nonsense_as_earlier_name_is_no_trouble(repo: Repo) -> None:
    repo.commit("first", {"a/plan.yaml": "1"})
    repo.commit("second", {"a/plan.yaml": "2"})
    found = history(repo, {"a": ("a", "", "../..", "\0", "divisions/x", "/divisions/")}, "a")
    assert told(found) == ["second: a: plan.yaml", "first: a: plan.yaml"]
