"""Two power maps as one: what happened to people, lines and ties, and one tree for both."""

from msgspec.structs import replace

from kamsite.model.analyses.mapchanges import (
    Fate,
    MapChanges,
    Renamed,
    aspects,
    important_changes,
    map_changes,
)
from kamsite.model.analyses.powermap import (
    Influence,
    MapPerson,
    OurPerson,
    OurTie,
    PowerMapInput,
    superiors,
)

VOGT = MapPerson("vogt", "Henrik Vogt", influence=3)
BRANDT = MapPerson("brandt", "Sabine Brandt", roles=("decider",), influence=5, attitude="positive", reports_to="vogt")
OEZ = MapPerson("oez", "Çağla Öz", influence=4, attitude="mentor", reports_to="vogt")
CLERK = MapPerson("riedel", "Thomas Riedel", influence=1, reports_to="oez")
WEBER = OurPerson("weber", "Jonas Weber")


def people(*ones: MapPerson) -> PowerMapInput:
    return PowerMapInput(ones)


def fates(changes: MapChanges) -> dict[str, Fate]:
    return {id_: turn.fate for id_, turn in changes.people.items() if turn.fate is not Fate.SAME}


def test_nothing_changed_between_a_map_and_itself() -> None:
    power_map = PowerMapInput(
        (VOGT, BRANDT), (Influence("brandt", "vogt", 4),), (WEBER,), (OurTie("weber", "brandt", 3),)
    )
    changes = map_changes(power_map, power_map)
    assert changes.is_empty
    assert changes.both == power_map
    assert not changes.touched


def test_people_come_go_and_change() -> None:
    changes = map_changes(people(VOGT, BRANDT, OEZ), people(VOGT, replace(BRANDT, attitude="negative"), CLERK))
    assert fates(changes) == {"brandt": Fate.CHANGED, "riedel": Fate.ADDED, "oez": Fate.REMOVED}
    assert [one.id for one in changes.both.people] == ["vogt", "brandt", "riedel", "oez"]
    assert not changes.is_empty


def test_everything_that_a_card_shows_can_change_and_is_told_in_the_order_of_its_weight() -> None:
    after = replace(
        BRANDT,
        name="Sabine Brandt-Lau",
        title="Einkaufsleiterin",
        department="Einkauf",
        division="Antriebe",
        roles=("buyer",),
        influence=3,
        attitude="negative",
        contact=2,
        reports_to=None,
        uncovered=True,
        left=True,
    )
    turn = map_changes(people(VOGT, BRANDT), people(VOGT, after)).people["brandt"]
    assert aspects(turn) == (
        "attitude",
        "influence",
        "left",
        "covered",
        "roles",
        "contact",
        "reports_to",
        "name",
        "title",
        "department",
        "division",
    )


def test_the_order_of_roles_and_an_attitude_nobody_wrote_down_are_no_change() -> None:
    before = replace(BRANDT, roles=("decider", "buyer"), attitude=None)
    after = replace(BRANDT, roles=("buyer", "decider"), attitude="unknown")
    turn = map_changes(people(before), people(after)).people["brandt"]
    assert aspects(turn) == ()
    assert turn.fate is Fate.SAME


def test_another_address_of_the_page_is_no_change_and_whoever_is_gone_has_none() -> None:
    before = people(replace(BRANDT, href="old.html"), replace(OEZ, href="old.html"))
    changes = map_changes(before, people(replace(BRANDT, href="new.html")))
    assert changes.people["brandt"].fate is Fate.SAME
    assert changes.people["oez"].latest.href == ""


def test_a_person_with_another_id_is_the_same_person() -> None:
    before = PowerMapInput((VOGT, BRANDT, replace(CLERK, reports_to="brandt")), (Influence("riedel", "brandt", 2),))
    after = PowerMapInput(
        (VOGT, replace(BRANDT, id="lau", name="Sabine Lau"), replace(CLERK, reports_to="lau")),
        (Influence("riedel", "lau", 2),),
    )
    changes = map_changes(before, after, Renamed({"brandt": "lau"}))
    assert fates(changes) == {"lau": Fate.CHANGED}
    assert aspects(changes.people["lau"]) == ("name",)
    assert set(changes.lines.values()) == {Fate.SAME}
    assert [turn.fate for turn in changes.influences.values()] == [Fate.SAME]


def test_two_who_exchange_their_ids_are_not_mixed_up() -> None:
    before = people(VOGT, BRANDT)
    after = people(replace(VOGT, id="brandt"), replace(BRANDT, id="vogt", reports_to="brandt"))
    changes = map_changes(before, after, Renamed({"vogt": "brandt", "brandt": "vogt"}))
    assert changes.is_empty


def test_whoever_has_another_superior_hangs_below_the_new_one_and_keeps_a_line_to_the_old() -> None:
    changes = map_changes(people(VOGT, OEZ, CLERK), people(VOGT, OEZ, replace(CLERK, reports_to="vogt")))
    assert superiors(changes.both.people)["riedel"] == "vogt"
    assert changes.both.beside == (("riedel", "oez"),)
    assert changes.line("riedel", "vogt") is Fate.ADDED
    assert changes.line("riedel", "oez") is Fate.REMOVED
    assert changes.touched == {"riedel", "vogt", "oez"}


def test_whoever_has_no_superior_any_more_stays_below_the_former_one() -> None:
    changes = map_changes(people(VOGT, BRANDT), people(VOGT, replace(BRANDT, reports_to=None)))
    assert superiors(changes.both.people) == {"brandt": "vogt"}
    assert changes.line("brandt", "vogt") is Fate.REMOVED
    assert changes.both.beside == ()


def test_whoever_was_below_and_is_above_now_stands_above() -> None:
    before = people(VOGT, BRANDT)
    after = people(replace(VOGT, reports_to="brandt"), replace(BRANDT, reports_to=None))
    changes = map_changes(before, after)
    assert superiors(changes.both.people) == {"vogt": "brandt"}
    assert changes.both.beside == (("brandt", "vogt"),)


def test_a_long_chain_turned_upside_down_is_no_problem() -> None:
    chain = [MapPerson(str(n), str(n), reports_to=str(n - 1)) for n in range(5_000)]
    turned = [MapPerson(str(n), str(n), reports_to=str(n + 1)) for n in range(5_000)]
    assert len(superiors(map_changes(people(*chain), people(*turned)).both.people)) == 4_999


def test_influences_and_ties_come_go_and_change() -> None:
    before = PowerMapInput(
        (VOGT, BRANDT),
        (Influence("brandt", "vogt", 4),),
        (WEBER,),
        (OurTie("weber", "brandt", 3, label="Liefertreue"), OurTie("weber", "brandt", 1)),
    )
    after = PowerMapInput(
        (VOGT, BRANDT),
        (Influence("brandt", "vogt", 5), Influence("vogt", "brandt", 2)),
        (WEBER,),
        (OurTie("weber", "brandt", 3, label="Preis"),),
    )
    changes = map_changes(before, after)
    assert [turn.fate for turn in changes.influences.values()] == [Fate.CHANGED, Fate.ADDED]
    assert [turn.fate for turn in changes.ties.values()] == [Fate.CHANGED, Fate.REMOVED]
    assert changes.of_fate(Fate.CHANGED) == frozenset()
    assert changes.touched == {"vogt", "brandt"}


def test_lines_that_lead_to_nobody_cannot_change() -> None:
    before = PowerMapInput((replace(BRANDT, reports_to="gone"),), (Influence("brandt", "x", 1),))
    after = PowerMapInput((replace(BRANDT, reports_to="brandt"),), (Influence("brandt", "y", 1),))
    assert map_changes(before, after).is_empty


def test_of_many_people_those_stay_who_matter_or_at_whom_something_changed() -> None:
    many = [MapPerson(f"p{n}", f"P{n}", influence=1, reports_to="vogt") for n in range(30)]
    before = PowerMapInput((VOGT, BRANDT, *many), (Influence("p3", "p4", 1),))
    after = PowerMapInput((VOGT, BRANDT, *many[:-1], replace(many[0], id="new")))
    after = replace(after, people=(*after.people[:2], replace(many[0], contact=3), *after.people[3:]))
    changes = important_changes(map_changes(before, after))
    assert set(changes.people) == {"brandt", "p0", "p3", "p4", "p29", "new", "vogt"}
    assert {one.id for one in changes.both.people} == set(changes.people)


def test_a_small_map_shows_everybody() -> None:
    changes = map_changes(people(VOGT, BRANDT, OEZ), people(VOGT, BRANDT, replace(OEZ, contact=2)))
    assert important_changes(changes) is changes
