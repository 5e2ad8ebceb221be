"""The power map as values: hierarchy without circles, important people, the verdict in words."""

import pytest
from msgspec.structs import replace

from kamsite.model.analyses.powermap import (
    Influence,
    MapPerson,
    OurPerson,
    OurTie,
    PowerMapInput,
    important_only,
    important_people,
    superiors,
    verdict,
)

BOSS = MapPerson("vogt", "Henrik Vogt", influence=3)
BUYER = MapPerson("brandt", "Sabine Brandt", roles=("decider",), influence=5, attitude="neutral", reports_to="vogt")
FRIEND = MapPerson("oez", "Çağla Öz", influence=4, attitude="mentor", reports_to="vogt")
ENEMY = MapPerson("klose", "Peter Klose", influence=4, attitude="enemy", reports_to="oez")
CLERK = MapPerson("riedel", "Thomas Riedel", influence=1, attitude="neutral", reports_to="oez")
WEBER = OurPerson("weber", "Jonas Weber")


def german(power_map: PowerMapInput) -> str:
    return "\n".join(sentence.de for sentence in verdict(power_map))


def test_a_circle_of_reporting_lines_is_cut_above_the_most_influential() -> None:
    circle = (
        MapPerson("a", "A", reports_to="b", influence=2),
        MapPerson("b", "B", reports_to="c", influence=5),
        MapPerson("c", "C", reports_to="a"),
        MapPerson("d", "D", reports_to="a"),
    )
    assert superiors(circle) == {"a": "b", "c": "a", "d": "a"}


def test_reporting_to_oneself_or_to_nobody_known_is_standing_on_top() -> None:
    people = (MapPerson("a", "A", reports_to="a"), MapPerson("b", "B", reports_to="nobody"))
    assert superiors(people) == {}


def test_a_very_long_chain_of_command_is_no_problem() -> None:
    chain = tuple(MapPerson(str(n), str(n), reports_to=str(n - 1)) for n in range(20_000))
    assert len(superiors(chain)) == 19_999


def test_important_are_key_players_strong_opponents_and_people_we_know() -> None:
    power_map = PowerMapInput(
        people=(
            BOSS,
            BUYER,
            FRIEND,
            replace(ENEMY, influence=3),
            replace(ENEMY, id="weak", influence=2),
            CLERK,
            replace(CLERK, id="known"),
            replace(BUYER, id="gone", left=True),
        ),
        staff=(WEBER,),
        ties=(OurTie("weber", "known"),),
    )
    assert important_people(power_map) == {"brandt", "oez", "klose", "known"}


def test_the_important_map_keeps_who_joins_them_and_counts_who_is_left_out() -> None:
    people = (
        MapPerson("top", "Top"),
        MapPerson("middle", "Middle", reports_to="top"),
        MapPerson("fork", "Fork", reports_to="middle"),
        replace(BUYER, reports_to="fork"),
        MapPerson("low", "Low", reports_to="fork"),
        replace(FRIEND, reports_to="low"),
        MapPerson("idle", "Idle", reports_to="top"),
    )
    influences = (Influence("oez", "brandt", 4), Influence("idle", "brandt", 2))
    small = important_only(PowerMapInput(people=people, influences=influences))
    assert [(one.id, one.reports_to, one.skipped) for one in small.people] == [
        ("fork", None, 0),
        ("brandt", "fork", 0),
        ("oez", "fork", 1),
    ]
    assert small.influences == influences[:1]


def test_the_important_map_leaves_out_those_of_us_who_know_nobody_on_it() -> None:
    petersen = OurPerson("petersen", "Inga Petersen")
    power_map = PowerMapInput((BUYER,), staff=(WEBER, petersen), ties=(OurTie("weber", "brandt"),))
    assert important_only(power_map).staff == (WEBER,)


def test_nobody_on_the_map_is_said() -> None:
    assert german(PowerMapInput()) == "Auf der Power-Map steht noch niemand."
    assert german(PowerMapInput((replace(BUYER, left=True),))) == "Auf der Power-Map steht noch niemand."


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((BUYER,), "noch keine Kontakte"),
        ((BUYER, replace(CLERK, contact=3)), "keine Schlüsselperson"),
        ((replace(BUYER, contact=3),), "keine davon steht auf unserer Seite: Sabine Brandt."),
        ((BUYER, replace(FRIEND, contact=5)), "Schlüsselpersonen auf unserer Seite: Çağla Öz (Mentor)."),
    ],
)
def test_the_verdict_says_how_far_our_contacts_carry(people: tuple[MapPerson, ...], said: str) -> None:
    assert said in verdict(PowerMapInput(people))[0].de


def test_the_verdict_names_deciders_whom_nobody_covers() -> None:
    people = (replace(BUYER, uncovered=True), FRIEND)
    assert "Entscheider, die niemand von uns betreut: Sabine Brandt." in german(PowerMapInput(people))


def test_the_verdict_asks_for_a_decider_where_there_is_none() -> None:
    assert "Klären Sie, wer das letzte Wort hat." in german(PowerMapInput((FRIEND,)))


def test_coverage_is_not_claimed_where_relations_are_not_shown() -> None:
    assert "betreut" not in german(PowerMapInput((BUYER,)))


def test_the_verdict_says_which_opponents_influence_whom() -> None:
    power_map = PowerMapInput((BUYER, FRIEND, ENEMY), (Influence("klose", "oez", 3), Influence("klose", "brandt", 5)))
    assert "Gegen uns: Peter Klose (Feind) beeinflusst Sabine Brandt (Stärke 5) und Çağla Öz (Stärke 3)." in german(
        power_map
    )


def test_the_verdict_shows_a_way_to_a_key_player_through_a_supporter() -> None:
    said = german(PowerMapInput((BUYER, FRIEND), (Influence("oez", "brandt", 4),)))
    assert "Der meiste Einfluss wirkt auf Sabine Brandt: von Çağla Öz (Stärke 4)." in said
    assert "Ein Weg zu Sabine Brandt (neutral): über Çağla Öz (Stärke 4)." in said


def test_of_many_names_the_first_are_told_and_the_others_counted() -> None:
    people = tuple(replace(BUYER, id=f"p{n}", name=f"P{n}", uncovered=True) for n in range(9))
    assert "P0, P1, P2, P3, P4 und 4 weitere." in german(PowerMapInput(people))


def test_names_with_braces_are_no_templates() -> None:
    people = (replace(BUYER, name="{0} {x}", uncovered=True),)
    assert "{0} {x}" in german(PowerMapInput(people))
