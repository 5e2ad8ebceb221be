"""Entries and texts that went elsewhere."""

from comparing import account, kinds, only

from kamsite.compare.change import Address, Kind

SWOT = "swot:\n  strengths: [Wir liefern seit Jahren pünktlich, Kurze Wege]\n  weaknesses: [Wir sind teuer]\n"


def test_a_strength_that_became_a_weakness_is_one_move() -> None:
    after = "swot:\n  strengths: [Kurze Wege]\n  weaknesses: [Wir sind teuer, Wir liefern seit Jahren pünktlich]\n"
    change = only(*account({"position.yaml": SWOT}, {"position.yaml": after}))
    assert change.kind is Kind.MOVED
    assert change.origin_address.path[:2] == ("swot", "strengths")
    assert (change.path[:2], change.position) == (("swot", "weaknesses"), 1)


def test_what_moved_to_another_chapter_keeps_what_was_edited() -> None:
    before = {"customer.yaml": SWOT, "position.yaml": "swot: {strengths: [Wir sind pünktlich]}\n"}
    after = {
        "customer.yaml": SWOT.replace("Wir liefern seit Jahren pünktlich, ", ""),
        "position.yaml": "swot: {strengths: [Wir sind pünktlich, Wir liefern seit neun Jahren pünktlich]}\n",
    }
    moved, edited = account(before, after)[0].changes
    assert (moved.kind, moved.chapter, moved.origin_address.chapter) == (Kind.MOVED, "position", "customer")
    assert (edited.kind, edited.is_probable) == (Kind.TEXT_EDITED, False)
    assert moved.is_probable


def test_a_person_who_went_to_a_division_is_told_there() -> None:
    division = {"divisions/marine/plan.yaml": "account: {name: Marine}\n"}
    vogt = "  vogt: {name: Henrik Vogt, title: Vorstand Technik, attitude: neutral}\n"
    before = {**division, "people.yaml": f"people:\n  brandt: {{name: Sabine Brandt}}\n{vogt}"}
    after = {
        **division,
        "people.yaml": "people:\n  brandt: {name: Sabine Brandt}\n",
        "divisions/marine/people.yaml": f"people:\n{vogt}".replace("neutral", "positive"),
    }
    own, marine = account(before, after)
    assert not own.changes
    assert kinds(marine) == [Kind.MOVED, Kind.CHANGED]
    assert marine.changes[0].origin == Address("nordwind", "people", ("people", "vogt"))
    assert marine.changes[0].path == ("people", "vogt")


def test_a_short_text_that_is_gone_here_and_new_there_is_not_moved() -> None:
    before, after = "swot: {strengths: [Preis]}\n", "swot: {weaknesses: [Preis]}\n"
    assert sorted(kinds(account({"position.yaml": before}, {"position.yaml": after})[0])) == [Kind.ADDED, Kind.REMOVED]


def test_a_division_that_has_another_folder_is_the_same_division() -> None:
    people = "people: {brandt: {name: Sabine Brandt}}\n"
    before = {"divisions/see/plan.yaml": "account: {name: Nordwind Marine}\n", "divisions/see/people.yaml": people}
    certain = {
        "divisions/marine/plan.yaml": "account: {name: Nordwind Marine, formerly: see}\n",
        "divisions/marine/people.yaml": people,
    }
    guessed = {
        "divisions/marine/plan.yaml": "account: {name: Nordwind Marine}\n",
        "divisions/marine/people.yaml": people.replace("Sabine Brandt", "Dr. Sabine Brandt"),
    }
    for after, is_probable in ((certain, False), (guessed, True)):
        marine = account(before, after)[1]
        assert (marine.id, marine.before_id) == ("nordwind/divisions/marine", "nordwind/divisions/see")
        assert (marine.changes[0].kind, marine.changes[0].is_probable) == (Kind.RENAMED, is_probable)
        assert marine.is_probable is is_probable


def test_a_new_division_is_one_change_with_all_of_it() -> None:
    after = {"divisions/marine/plan.yaml": "account: {name: Marine}\n", "divisions/marine/plan.md": "Text\n"}
    marine = account({}, after)[1]
    assert only(marine).after == {"plan": {"account": {"name": "Marine"}}, "plan.md": "Text\n"}
    assert marine.is_new
