"""What holds for all sections that are drawn in their own way."""

from pathlib import Path

import pytest
from section_plans import (
    HOSTILE,
    Filler,
    drawn,
    field_of,
    html_of,
    leaves,
    lost,
    plan_from_values,
    show_of,
    text_of,
    wrong_nesting,
)

from kamsite.language import LANGUAGES, Language
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.schema import load_schemas
from kamsite.render.sections import DRAWINGS
from kamsite.source.document import Value

SECTIONS = sorted(DRAWINGS)
NAMES = [f"{chapter}.{section}" for chapter, section in SECTIONS]


def _filled(filler: Filler) -> Plan:
    return plan_from_values({chapter: filler.chapter(chapter) for chapter in CHAPTERS})


@pytest.fixture(scope="module")
def full() -> Plan:
    """A plan with every field of every section."""
    return _filled(Filler())


@pytest.mark.parametrize(("chapter", "section"), SECTIONS, ids=NAMES)
def test_every_drawing_is_of_a_section_in_the_schema(chapter: str, section: str) -> None:
    assert section in field_of(chapter).properties


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("chapter", "section"), SECTIONS, ids=NAMES)
def test_nothing_that_was_written_is_lost(full: Plan, chapter: str, section: str, language: Language) -> None:
    assert lost(show_of(full, language), chapter, section) == []


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_when_some_is_missing_and_some_is_unknown(seed: int) -> None:
    show = show_of(_filled(Filler(seed, left_out=0.4, unknown=0.25)))
    assert [line for chapter, section in SECTIONS for line in lost(show, chapter, section)] == []


@pytest.mark.parametrize("seed", range(4))
def test_html_is_well_formed_whatever_is_there(seed: int) -> None:
    show = show_of(_filled(Filler(seed, left_out=0.3, unknown=0.2)))
    for chapter, section in SECTIONS:
        assert wrong_nesting(html_of(drawn(show, chapter, section))) == [], (chapter, section)


@pytest.mark.parametrize(("chapter", "section"), SECTIONS, ids=NAMES)
@pytest.mark.parametrize("nothing", [{}, []], ids=["empty mapping", "empty list"])
def test_an_empty_section_is_no_mistake(chapter: str, section: str, nothing: Value) -> None:
    is_list = field_of(chapter).properties[section].item is not None
    if is_list != isinstance(nothing, list):
        return
    show = show_of(plan_from_values({chapter: {section: nothing}}))
    assert wrong_nesting(html_of(drawn(show, chapter, section))) == []


@pytest.mark.parametrize(("chapter", "section"), SECTIONS, ids=NAMES)
def test_everything_unknown_is_said_to_be_unknown(chapter: str, section: str) -> None:
    show = show_of(_filled(Filler(unknown=1.0)))
    assert lost(show, chapter, section) == []


@pytest.mark.parametrize(("chapter", "section"), SECTIONS, ids=NAMES)
def test_hostile_text_stays_text(chapter: str, section: str) -> None:
    written = _with_text(Filler().chapter(chapter), HOSTILE + " " + "Ü" * 400)
    show = show_of(plan_from_values({chapter: written if isinstance(written, dict) else {}}))
    html = html_of(drawn(show, chapter, section))
    assert "<script" not in html
    assert wrong_nesting(html) == []


def _with_text(value: Value, text: str) -> Value:
    """The same value with the hostile text in place of every canary."""
    if isinstance(value, dict):
        return {key: _with_text(inside, text) for key, inside in value.items()}
    if isinstance(value, list):
        return [_with_text(inside, text) for inside in value]
    return text if isinstance(value, str) and value.startswith("kanarie") else value


@pytest.mark.parametrize("number", [0, -1, -1234567.89, 1e-9, 1e15, 1e300, 10**400])
def test_any_number_can_be_drawn(number: float) -> None:
    values = {chapter: _with_number(Filler().chapter(chapter), number) for chapter in CHAPTERS}
    show = show_of(plan_from_values({key: value for key, value in values.items() if isinstance(value, dict)}))
    for chapter, section in SECTIONS:
        html = html_of(drawn(show, chapter, section))
        assert "nan" not in html.split('"')
        assert "inf" not in html.split('"')
        assert wrong_nesting(html) == []


def _with_number(value: Value, number: float) -> Value:
    """The same value with another number in place of every amount."""
    if isinstance(value, dict):
        return {key: _with_number(inside, number) for key, inside in value.items()}
    if isinstance(value, list):
        return [_with_number(inside, number) for inside in value]
    return number if isinstance(value, int) and not isinstance(value, bool) and value >= 1000 else value


def test_drawing_twice_gives_the_same() -> None:
    first, second = (show_of(_filled(Filler(7, left_out=0.2))) for _ in range(2))
    for chapter, section in SECTIONS:
        assert html_of(drawn(first, chapter, section)) == html_of(drawn(second, chapter, section))


_REMARKS = (
    "noch offen",
    "noch niemand",
    "niemand von uns",
    "Quelle offen",
    "noch nicht gemessen",
    "fehlt:",
    "nicht bewertet",
)


@pytest.mark.parametrize(
    "shows",
    [{"public"}, {"public", "internal"}, {"public", "internal", "commercial"}, {"public", "internal", "personal"}],
    ids=lambda shows: "+".join(sorted(shows)),
)
def test_an_edition_never_remarks_on_the_absence_of_what_it_hides(shows: set[str]) -> None:
    """In a plan with every field a remark that something is missing can only come from what the edition hides."""
    seen = frozenset(shows)
    plan = give_types(_filled(Filler()).text, load_schemas(), seen)
    show = show_of(plan, shows=seen)
    for chapter, section in SECTIONS:
        if chapter in show.fields and section in plan.data[chapter]:
            text = text_of(html_of(drawn(show, chapter, section)))
            assert [remark for remark in _REMARKS if remark.lower() in text.lower()] == [], (chapter, section, text)


@pytest.mark.shared
def test_every_value_of_the_example_plan_is_on_its_pages(shared: Path) -> None:
    folder = shared / "example-plans"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "nordwind-antriebe").rglob("*"))
        if path.is_file()
    }
    text, _ = read_plan(sort_files("nordwind-antriebe", files), files.__getitem__, load_schemas())
    plan = give_types(text, load_schemas())
    show = show_of(plan)
    missing = []
    for chapter, section in SECTIONS:
        if section in plan.data[chapter]:
            missing += [line for line in lost(show, chapter, section) if "'divisions/marine'" not in line]
    assert missing == []
    assert sum(1 for chapter in CHAPTERS for _ in leaves(dict(plan.data[chapter]), None)) > 300
