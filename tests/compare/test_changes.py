"""What changed between two versions of a plan, told by meaning."""

from comparing import compared, only

from kamsite.compare.change import Kind, Level

BRANDT = "people:\n  brandt: {name: Dr. Sabine Brandt, attitude: positive, roles: [decider, buyer]}\n"


def test_an_attitude_that_changed_is_one_change_of_the_person() -> None:
    change = only(compared({"people.yaml": BRANDT}, {"people.yaml": BRANDT.replace("positive", "negative")}))
    assert (change.kind, change.path) == (Kind.CHANGED, ("people", "brandt", "attitude"))
    assert (change.before, change.after, change.title) == ("positive", "negative", "Dr. Sabine Brandt")
    assert str(change.after_place) == "nordwind/people.yaml:2:37"


def test_a_new_person_is_one_change_with_everything_about_them() -> None:
    change = only(compared({"people.yaml": BRANDT}, {"people.yaml": BRANDT + "  vogt: {name: Henrik Vogt}\n"}))
    assert (change.kind, change.path, change.after) == (Kind.ADDED, ("people", "vogt"), {"name": "Henrik Vogt"})


def test_the_order_of_people_is_cosmetic() -> None:
    vogt = "  vogt: {name: Henrik Vogt}\n"
    before = {"people.yaml": BRANDT + vogt}
    after = {"people.yaml": BRANDT.replace("people:\n", "people:\n" + vogt)}
    assert only(compared(before, after)).level is Level.COSMETIC


def test_a_share_written_in_another_way_is_no_change() -> None:
    before = "purchasing: {our_share: 62 %}\n"
    assert compared({"customer.yaml": before}, {"customer.yaml": before.replace("62 %", "0.62")}).is_empty


def test_the_same_change_has_the_same_fingerprint_wherever_it_is_made() -> None:
    vogt = "  vogt: {name: Henrik Vogt}\n"
    here = only(compared({"people.yaml": BRANDT}, {"people.yaml": BRANDT.replace("positive", "enemy")}))
    there = only(
        compared({"people.yaml": BRANDT + vogt}, {"people.yaml": (BRANDT + vogt).replace("positive", "enemy")})
    )
    other = only(compared({"people.yaml": BRANDT}, {"people.yaml": BRANDT.replace("positive", "neutral")}))
    assert here.fingerprint == there.fingerprint
    assert here.fingerprint != other.fingerprint
    assert len(here.fingerprint) == 16
