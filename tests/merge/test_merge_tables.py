"""Tables of customers merge row by row, and within a row value by value."""

from pathlib import Path

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main
from kamsite.merge.driver import Manner, Merged, Versions, merge_files
from kamsite.source.textmerge import Labels

BASE = "id;name;revenue;country\n1;Nordwind;100;DE\n2;Kranbau;200;DE\n3;Fjordlift;300;NO\n"


def merged(ours: str, theirs: str, base: str = BASE) -> Merged:
    versions = Versions(base.encode(), ours.encode(), theirs.encode())
    return merge_files(versions, None, Manner(Path(), Labels("base", "here", "there")), is_yaml=False, is_table=True)


def test_both_change_another_value_of_a_row() -> None:
    found = merged(BASE.replace("100", "150"), BASE.replace("Nordwind", "Nordwind AG"))
    assert (found.content.decode(), found.has_conflicts) == (BASE.replace("Nordwind;100", "Nordwind AG;150"), False)


def test_rows_that_both_add_stand_where_they_were_put() -> None:
    found = merged(BASE.replace("3;", "5;Elbe;5;DE\n3;"), f"{BASE}4;Save;4;HR\n")
    assert found.content.decode().splitlines()[1:] == [
        "1;Nordwind;100;DE",
        "2;Kranbau;200;DE",
        "5;Elbe;5;DE",
        "3;Fjordlift;300;NO",
        "4;Save;4;HR",
    ]


def test_one_sorts_and_removes_while_the_other_changes_neighbours() -> None:
    head, first, second, third = BASE.splitlines(keepends=True)
    found = merged(head + third + first, BASE.replace("100", "101").replace("300", "301"))
    assert found.content.decode() == head + third.replace("300", "301") + first.replace("100", "101")
    assert not found.has_conflicts
    assert second not in found.content.decode()


def test_the_same_value_changed_on_both_sides_is_a_conflict_of_that_row_alone() -> None:
    found = merged(BASE.replace("200", "210"), BASE.replace("200", "220").replace("300", "310"))
    assert (found.has_conflicts, found.rows) == (True, ("2",))
    assert found.content.decode() == BASE.replace(
        "2;Kranbau;200;DE\n",
        "<<<<<<< here\n2;Kranbau;210;DE\n=======\n2;Kranbau;220;DE\n>>>>>>> there\n",
    ).replace("300", "310")


def test_a_row_removed_here_and_changed_there_is_a_conflict() -> None:
    found = merged(BASE.replace("2;Kranbau;200;DE\n", ""), BASE.replace("200", "220"))
    assert found.rows == ("2",)
    assert "<<<<<<< here\n=======\n2;Kranbau;220;DE\n>>>>>>> there\n" in found.content.decode()


def test_values_in_quotes_keep_their_delimiters() -> None:
    found = merged(BASE.replace("Nordwind", '"Nordwind; Kiel"'), BASE.replace("100", "150"))
    assert '1;"Nordwind; Kiel";150;DE\n' in found.content.decode()
    there = merged(BASE.replace("100", "150"), BASE.replace("Nordwind", '"Nordwind; Kiel"'))
    assert there.content == found.content


@pytest.mark.parametrize(
    "ours",
    [
        BASE.replace("country", "land"),
        f"{BASE}1;Doppelt;1;DE\n",
        BASE.replace("Nordwind", '"Nordwind\nKiel"'),
        BASE.replace(";NO", ""),
    ],
)
def test_what_is_no_plain_table_is_merged_by_lines(ours: str) -> None:
    assert not merged(ours, BASE.replace("200", "220")).is_by_meaning


def test_git_merges_customers_by_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "repo")
    repo.commit("Anfang", {"site.yaml": "{}\n", "programme/customers.csv": BASE})
    monkeypatch.chdir(repo.top)
    assert main(["git-setup"]) == 0
    repo.commit("Einrichtung")
    repo.branch("crm")
    repo.commit("Namen", {"programme/customers.csv": BASE.replace("Nordwind", "Nordwind AG")})
    repo.git("checkout", "-q", "main")
    repo.commit("Umsätze", {"programme/customers.csv": BASE.replace("100", "150")})
    repo.merge("crm")
    merged_text = (repo.plans / "programme/customers.csv").read_text("utf-8")
    assert merged_text == BASE.replace("Nordwind;100", "Nordwind AG;150")
