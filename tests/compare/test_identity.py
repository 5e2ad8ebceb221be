"""Which entry before is which entry after: by id, by formerly, by what the schema names, by likeness."""

from comparing import compared, kinds, only

from kamsite.compare.change import Address, Kind, Level

PEOPLE = """people:
  brandt: {name: Dr. Sabine Brandt, title: Leiterin Einkauf, department: Einkauf, roles: [decider, buyer]}
  vogt: {name: Henrik Vogt, reports_to: brandt, influences: {brandt: 4}}
relationships:
  - {person: brandt, by: weber, strength: 4, message: Wir sagen Termine zu und halten sie.}
"""


def people(text: str) -> dict[str, str]:
    return {"people.yaml": text}


def test_formerly_says_for_certain_that_an_entry_was_renamed() -> None:
    after = PEOPLE.replace("brandt", "brandt-dr").replace("Einkauf, roles", "Einkauf, formerly: brandt, roles")
    changes = compared(people(PEOPLE), people(after)).changes
    renamed = changes[0]
    assert (renamed.kind, renamed.path, renamed.is_probable) == (Kind.RENAMED, ("people", "brandt-dr"), False)
    assert renamed.origin == Address("nordwind", "people", ("people", "brandt"))
    assert (renamed.before, renamed.after) == ("brandt", "brandt-dr")


def test_what_refers_to_a_renamed_entry_means_the_same_as_before() -> None:
    comparison = compared(people(PEOPLE), people(PEOPLE.replace("brandt", "brandt-dr")))
    assert [(change.kind, change.path) for change in comparison.at_least(Level.CONTENT)] == [
        (Kind.RENAMED, ("people", "brandt-dr"))
    ]
    assert kinds(comparison)[1:] == [Kind.CHANGED, Kind.RENAMED, Kind.CHANGED]  # superior, influence, relationship


def test_an_entry_that_says_nearly_the_same_under_another_id_is_probably_the_same() -> None:
    after = PEOPLE.replace("brandt", "sabine").replace("title: Leiterin Einkauf", "title: Chefin Einkauf")
    renamed, title = compared(people(PEOPLE), people(after)).at_least(Level.CONTENT)
    assert (renamed.kind, renamed.is_probable) == (Kind.RENAMED, True)
    assert (title.path, title.origin) == (
        ("people", "sabine", "title"),
        Address("nordwind", "people", ("people", "brandt", "title")),
    )


def test_two_people_with_nothing_in_common_are_not_one() -> None:
    after = "people:\n  oez: {name: Emine Öz, title: Werkleiterin}\n"
    assert sorted(kinds(compared(people("people:\n  vogt: {name: Henrik Vogt, left: 2026}\n"), people(after)))) == [
        Kind.ADDED,
        Kind.REMOVED,
    ]


def test_our_people_in_the_team_are_never_taken_for_each_other() -> None:
    cover = "account: {name: Nordwind}\nteam: {members: {weber: {role: service, task: Alles}}}\n"
    after = cover.replace("weber", "kaya")
    assert sorted(kinds(compared({"plan.yaml": cover}, {"plan.yaml": after}))) == [Kind.ADDED, Kind.REMOVED]


def test_a_relationship_is_known_by_person_and_by_us_wherever_it_stands() -> None:
    two = PEOPLE + "  - {person: vogt, by: kaya, strength: 2}\n"
    turned = PEOPLE.replace("  - {person: brandt", "  - {person: vogt, by: kaya, strength: 3}\n  - {person: brandt")
    strength, order = compared(people(two), people(turned)).changes
    assert (strength.path, strength.before, strength.after) == (("relationships", "vogt · kaya", "strength"), 2, 3)
    assert (order.kind, order.level, order.path) == (Kind.REORDERED, Level.COSMETIC, ("relationships",))


def test_a_relationship_that_somebody_else_of_us_took_over_is_one_change() -> None:
    change = only(compared(people(PEOPLE), people(PEOPLE.replace("by: weber", "by: kaya"))))
    assert (change.kind, change.path) == (Kind.CHANGED, ("relationships", "brandt · kaya", "by"))
    assert not change.is_probable
    assert change.origin == Address("nordwind", "people", ("relationships", "brandt · weber", "by"))


def test_equal_identities_are_matched_one_to_one_and_equal_entries_first() -> None:
    twice = PEOPLE + "  - {person: brandt, by: weber, strength: 1}\n"
    after = PEOPLE + "  - {person: brandt, by: weber, strength: 2}\n"
    change = only(compared(people(twice), people(after)))
    assert (change.path, change.before, change.after) == (("relationships", "brandt · weber (2)", "strength"), 1, 2)
    removed = only(compared(people(twice), people(PEOPLE)))
    assert (removed.kind, removed.position) == (Kind.REMOVED, 1)


def test_one_word_in_place_of_another_is_one_change_and_of_several_each_is_told() -> None:
    role = only(compared(people(PEOPLE), people(PEOPLE.replace("[decider, buyer]", "[decider, user]"))))
    assert (role.kind, role.before, role.after) == (Kind.CHANGED, "buyer", "user")
    both = compared(people(PEOPLE), people(PEOPLE.replace("[decider, buyer]", "[user, ratifier]")))
    assert sorted(kinds(both)) == [Kind.ADDED, Kind.ADDED, Kind.REMOVED, Kind.REMOVED]


def test_the_same_said_in_another_form_is_no_change() -> None:
    before = {
        "customer.yaml": "profile: {founded: 1921, products: [Servos]}\npurchasing: {our_share: 62 %}\n",
        "figures.yaml": "figures: {revenue: {unit: EUR, actual: {2025: 5}}}\n",
        "people.yaml": "people: {brandt: {name: Sabine Brandt, source: gb, title: null, needs: []}}\n",
    }
    after = {
        "customer.yaml": 'profile: {founded: "1921", products: [{text: Servos}]}\npurchasing: {our_share: 0.62}\n',
        "figures.yaml": 'figures: {revenue: {unit: "EUR", actual: {"2025": 5.0}}}\n',
        "people.yaml": "people: {brandt: {name: Sabine Brandt, source: [gb]}}\n",
    }
    assert compared(before, after).is_empty


def test_an_entry_in_a_file_of_its_own_is_the_same_entry() -> None:
    after = {
        "people.yaml": PEOPLE.replace("  vogt: {name: Henrik Vogt, reports_to: brandt, influences: {brandt: 4}}\n", ""),
        "people/vogt.yaml": "name: Henrik Vogt\nreports_to: brandt\ninfluences: {brandt: 4}\n",
    }
    assert compared(people(PEOPLE), after).is_empty


def test_unknown_is_not_nothing() -> None:
    change = only(compared(people(PEOPLE), people(PEOPLE.replace("Henrik Vogt", "Henrik Vogt, attitude: unknown"))))
    assert (change.kind, change.before, change.after) == (Kind.ADDED, None, "unknown")


def test_a_text_written_over_several_lines_is_only_formatted() -> None:
    one = "people: {brandt: {name: Brandt, listens_because: Sie wird an Liefertreue gemessen.}}\n"
    other = (
        "people:\n  brandt:\n    name: Brandt\n    listens_because: |\n      Sie wird an\n      Liefertreue gemessen.\n"
    )
    change = only(compared(people(one), people(other)))
    assert (change.kind, change.level) == (Kind.FORMATTED, Level.COSMETIC)
