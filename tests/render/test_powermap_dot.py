"""The map's DOT: opaque, complete, the same everywhere; and the hierarchy that it draws."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from random_maps import random_map

from kamsite.model.analyses.powermap import Influence, MapPerson, OurPerson, OurTie, PowerMapInput
from kamsite.render.powermap.dot import to_dot
from kamsite.render.powermap.hierarchy import Column, Entry, hierarchy_of

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL = PowerMapInput(
    people=(
        MapPerson("vogt", "Henrik Vogt", "Vorstand Technik", roles=("ratifier",)),
        MapPerson("brandt", "Dr. Sabine Brandt", "Leiterin Einkauf", "Einkauf", reports_to="vogt"),
        MapPerson("tanaka", "Kenji Tanaka", division="Asien", reports_to="vogt"),
    ),
    influences=(Influence("brandt", "vogt", 4),),
    staff=(OurPerson("weber", "Jonas Weber"),),
    ties=(OurTie("weber", "brandt", 4),),
    cluster_by_division=True,
)
GOLDEN = """\
digraph map {
	graph [newrank=true nodesep=0.5 ranksep=0.5 splines=none]
	node [fixedsize=true label="" shape=box]
	p0 [height=1.8264 width=3.1389]
	p1 [height=1.7014 width=3.1389]
	subgraph cluster_0 {
		graph [margin=16]
		p2 [height=1.2778 width=3.1389]
	}
	p0 -> p1 [weight=2]
	p0 -> p2 [weight=2]
}
"""


def people_without_superiors(count: int) -> tuple[MapPerson, ...]:
    return tuple(MapPerson(f"p{number}", f"Person {number}") for number in range(count))


def test_the_dot_of_a_small_map() -> None:
    assert to_dot(SMALL) == GOLDEN


def test_influence_and_our_relations_do_not_rearrange_the_hierarchy() -> None:
    assert to_dot(replace(SMALL, influences=(), ties=(), staff=())) == GOLDEN


def test_nothing_that_a_team_wrote_reaches_graphviz() -> None:
    hostile = 'x"]; evil [image="/etc/passwd" label=<<b>&amp;</b>>] \\N <script>'
    person = MapPerson(hostile, hostile, hostile, hostile, hostile, (hostile,), reports_to=hostile, href=hostile)
    dot = to_dot(PowerMapInput((person, replace(person, id="other", reports_to=hostile)), cluster_by_division=True))
    allowed = r"digraph map \{|\}|subgraph cluster_\d \{|(graph|node) \[[a-z0-9=. \"]*\]|p\d( -> p\d)? \[[a-z0-9=. ]*\]"
    assert all(re.fullmatch(allowed, line.strip()) for line in dot.splitlines())


def test_the_dot_is_the_same_whatever_the_hash_seed() -> None:
    program = "from random_maps import random_map; from kamsite.render.powermap.dot import to_dot; import hashlib; "
    program += "print(hashlib.sha256(''.join(to_dot(random_map(n)) for n in range(12)).encode()).hexdigest())"
    seen = set()
    for seed in ("0", "1", "4711"):
        path = os.pathsep.join((str(REPOSITORY), str(Path(__file__).parent)))
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        seen.add(run.stdout)
    assert len(seen) == 1


def test_a_map_of_nobody_is_an_empty_graph() -> None:
    assert "p0" not in to_dot(PowerMapInput())


def test_everybody_stands_in_exactly_one_column() -> None:
    for seed in range(60):
        power_map = random_map(seed)
        entries = [entry.id for column in hierarchy_of(power_map, 1.4).columns for entry in column.entries]
        assert sorted(entries) == sorted(person.id for person in power_map.people)


def test_a_narrow_tree_stays_a_plain_tree() -> None:
    columns = hierarchy_of(replace(SMALL, cluster_by_division=False), 1.4).columns
    assert all(len(column.entries) == 1 for column in columns)


def test_many_people_without_superiors_stand_in_columns_of_several() -> None:
    columns = hierarchy_of(PowerMapInput(people_without_superiors(24)), 1.4).columns
    assert 3 <= len(columns) <= 8
    assert {entry.level for column in columns for entry in column.entries} == {0}


def test_many_reports_hang_in_columns_below_their_superior() -> None:
    boss = MapPerson("boss", "Boss")
    reports = tuple(replace(person, reports_to="boss") for person in people_without_superiors(20))
    columns = hierarchy_of(PowerMapInput((boss, *reports)), 1.4).columns
    assert columns[0] == Column(None, (Entry("boss", 0),))
    assert all(column.above == "boss" and column.entries[0].level == 1 for column in columns[1:])


def test_a_column_holds_people_of_one_division_only() -> None:
    boss = MapPerson("boss", "Boss")
    reports = tuple(
        replace(person, reports_to="boss", division="AB"[number % 2])
        for number, person in enumerate(people_without_superiors(20))
    )
    division = {person.id: person.division for person in reports}
    tree = hierarchy_of(PowerMapInput((boss, *reports), cluster_by_division=True), 1.4)
    for column in tree.columns[1:]:
        assert len({division[entry.id] for entry in column.entries}) == 1


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_circle_of_superiors_is_drawn_as_a_tree_with_one_line_left_over(count: int) -> None:
    people = tuple(
        MapPerson(f"p{number}", f"P{number}", reports_to=f"p{(number + 1) % count}") for number in range(count)
    )
    tree = hierarchy_of(PowerMapInput(people), 1.4)
    assert len(tree.above) == count - 1
    assert len(tree.loops) == (1 if count > 1 else 0)
