"""What changed on the power map, from two versions of a plan: renames, verdict before and after, sections, table."""

from collections.abc import Mapping
from dataclasses import replace

from comparing import COVER, account, criteria, read

from kamsite.compare.change import Unreadable
from kamsite.compare.names import names_of
from kamsite.compare.plans import Criteria, compare_account
from kamsite.language import LANGUAGES, told
from kamsite.model.analyses.mapchanges import Fate
from kamsite.model.field import Field
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.project import project_field
from kamsite.model.schema import load_schemas
from kamsite.model.staff import StaffMember
from kamsite.render.blocks import Group, Picture, Prose, Section, Table
from kamsite.render.mapchanges import (
    MapComparison,
    change_table,
    map_change_figure,
    map_change_section,
    map_comparison,
    map_comparisons,
)
from kamsite.render.maps import Layouts

BEFORE = """people:
  vogt: {name: Henrik Vogt, title: Vorstand, influence: 3, attitude: neutral}
  brandt: {name: Dr. Sabine Brandt, roles: [decider], influence: 5, attitude: positive, reports_to: vogt, contact: 4}
  oez: {name: Çağla Öz, influence: 4, attitude: mentor, reports_to: vogt, influences: {brandt: 3}}
relationships:
  - {person: brandt, by: weber, strength: 4}
"""
AFTER = BEFORE.replace("attitude: positive", "attitude: negative").replace("{brandt: 3}", "{brandt: 5}")
STAFF: Mapping[str, StaffMember] = {}


def compared(
    before: str, after: str, fields: Mapping[str, Field] | None = None, *, has_links: bool = True
) -> MapComparison | None:
    older, newer = read({"people.yaml": before}), read({"people.yaml": after})
    (comparison, *_) = compare_account(older, newer, criteria(), names_of((older, newer), ()))
    return map_comparison(older, newer, comparison, fields or criteria().fields, (STAFF, STAFF), has_links=has_links)


def certain(before: str, after: str) -> MapComparison:
    found = compared(before, after)
    assert found is not None
    return found


def html_of(section: Section) -> str:
    return "".join(str(getattr(block, "html", "")) for block in section.blocks)


def test_a_plan_in_which_nothing_changed_on_the_map_has_no_map_of_changes() -> None:
    assert compared(BEFORE, BEFORE) is None
    assert compared(BEFORE, BEFORE.replace("influence: 3,", "influence: 3, languages: [de],")) is None


def test_a_new_plan_has_no_map_of_changes() -> None:
    plan = read({"people.yaml": BEFORE})
    (comparison,) = account({"people.yaml": BEFORE}, {"people.yaml": AFTER})
    assert map_comparison(None, plan, comparison, criteria().fields, (STAFF, STAFF)) is None
    assert map_comparison(plan, None, comparison, criteria().fields, (STAFF, STAFF)) is None


def test_a_renamed_person_is_one_card() -> None:
    after = BEFORE.replace("brandt", "lau").replace("lau: {name: Dr. Sabine Brandt", "lau: {name: Dr. Sabine Lau")
    changes = certain(BEFORE, after.replace("roles: [decider]", "formerly: brandt, roles: [decider]")).changes
    assert changes.people["lau"].fate is Fate.CHANGED
    assert "brandt" not in changes.people
    assert {turn.fate for turn in changes.influences.values()} == {Fate.SAME}


def test_the_verdict_tells_what_was_and_what_is() -> None:
    section = map_change_section(Layouts("none"), certain(BEFORE, AFTER), "en")
    html = html_of(section)
    assert "Key players who support us: Dr. Sabine Brandt (positive)." in html
    assert "Against us: Dr. Sabine Brandt (negative) has influence" in html
    assert html.index("verdicts__before") < html.index("verdicts__after")


def test_a_verdict_that_stays_is_said_once() -> None:
    html = html_of(
        map_change_section(Layouts("none"), certain(BEFORE, BEFORE.replace("contact: 4", "contact: 5")), "de")
    )
    assert "Unverändert: Schlüsselpersonen auf unserer Seite" in html
    assert "verdicts" not in html


def test_a_page_has_verdict_map_and_table() -> None:
    section = map_change_section(Layouts(""), certain(BEFORE, AFTER), "en")
    assert section.title == "Power map: what changed"
    assert [type(block) for block in section.blocks] == [Prose, Prose, Picture, Group]
    told = html_of(section)
    assert "verdicts__before" in told
    assert "1 person changed, 1 line changed." in told
    group = section.blocks[-1]
    assert isinstance(group, Group)
    assert group.title == "The same as a table"


def test_without_an_engine_the_table_still_says_it() -> None:
    section = map_change_section(Layouts("none"), certain(BEFORE, AFTER), "en")
    assert not any(isinstance(block, Picture) for block in section.blocks)
    assert isinstance(section.blocks[-1], Group)


def test_the_table_tells_people_lines_and_relations() -> None:
    after = AFTER.replace("strength: 4", "strength: 2").replace("title: Vorstand, ", "")
    after = after.replace("relationships:", "  klose: {name: Peter Klose, attitude: enemy}\nrelationships:")
    found = certain(BEFORE, after)
    rows = [tuple(str(cell) for cell in row.cells) for row in change_table(found.told, found.names, "en").rows]
    assert any(row[:4] == ("Dr. Sabine Brandt", "Attitude to us", "positive", "negative") for row in rows)
    assert any(row[0] == "Çağla Öz" and row[2:4] == ("3 (some)", "5 (decisive)") for row in rows)
    assert any(row[0] == "Henrik Vogt" and row[3] == "removed" for row in rows)
    assert any(row[0] == "Peter Klose" and row[1] == "New person" for row in rows)
    assert any(row[:4] == ("Dr. Sabine Brandt", "Strength", "4 (trust)", "2 (occasional)") for row in rows)


def test_both_languages_at_once_say_what_each_says_alone() -> None:
    found = certain(BEFORE, AFTER.replace("contact: 4", "contact: 2"))
    both = [map_change_section(Layouts(""), found, "both")]
    for language in LANGUAGES:
        alone = [map_change_section(Layouts(""), found, language)]
        for one, other in zip(both, alone, strict=True):
            assert told(one.title, language) == other.title
            assert told(html_of(one), language) == html_of(other)
        groups = both[-1].blocks[-1], alone[-1].blocks[-1]
        assert isinstance(groups[0], Group)
        assert isinstance(groups[1], Group)
        tables = groups[0].blocks[0], groups[1].blocks[0]
        assert isinstance(tables[0], Table)
        assert isinstance(tables[1], Table)
        cells = [[told(cell, language) for cell in row.cells] for row in tables[0].rows]
        assert cells == [[str(cell) for cell in row.cells] for row in tables[1].rows]


def test_a_page_that_stands_for_itself_has_no_links() -> None:
    found = compared(BEFORE, AFTER, has_links=False)
    assert found is not None
    figure = map_change_figure(Layouts(""), found, "en")
    assert figure is not None
    assert "href" not in figure
    assert "\x01" not in figure


def test_an_edition_that_hides_what_people_think_says_nothing_of_it() -> None:
    shown = frozenset({"public", "internal"})
    fields = {
        name: field for name, known in criteria().fields.items() if (field := project_field(known, shown)) is not None
    }
    schemas = load_schemas()
    plans = []
    for text in (BEFORE, AFTER.replace("Vorstand", "Vorstand Technik")):
        contents = {f"nordwind/{name}": body.encode() for name, body in {**COVER, "people.yaml": text}.items()}
        written, _ = read_plan(sort_files("nordwind", contents), contents.__getitem__, schemas)
        plans.append(give_types(written, schemas, shown))
    (comparison, *_) = compare_account(plans[0], plans[1], Criteria(fields), names_of(tuple(plans), ()))
    found = map_comparison(plans[0], plans[1], comparison, fields, (STAFF, STAFF))
    assert found is not None
    told = html_of(map_change_section(Layouts(""), found, "en"))
    assert "Before: Vorstand" in told
    assert "verdicts" not in told
    assert "egative" not in told


def test_people_who_could_not_be_read_are_not_drawn_as_gone() -> None:
    older, newer = read({"people.yaml": BEFORE}), read({"people.yaml": "people: {}\n"})
    (comparison, *_) = compare_account(older, newer, criteria(), names_of((older, newer), ()))
    fields = criteria().fields
    assert map_comparison(older, newer, comparison, fields, (STAFF, STAFF)) is not None
    for file, is_drawn in (
        ("nordwind/people.yaml", False),
        ("nordwind/people/brandt.yaml", False),
        ("nordwind", False),
        ("nordwind/position.yaml", True),
    ):
        unread = replace(comparison, unreadable=(Unreadable(file, False, ()),))
        assert (map_comparison(older, newer, unread, fields, (STAFF, STAFF)) is not None) is is_drawn, file


def test_maps_of_all_plans_that_differ_are_compared() -> None:
    older, newer = read({"people.yaml": BEFORE}), read({"people.yaml": AFTER})
    plans = tuple(compare_account(older, newer, criteria(), names_of((older, newer), ())))
    found = map_comparisons(plans, [older], [newer], criteria().fields, (STAFF, STAFF))
    assert list(found) == ["nordwind"]
