"""What is left of single files when somebody is erased; names as people write them."""

import pytest
import yaml

from kamsite.model.erasing import Erasing
from kamsite.model.naming import called, pattern_of
from kamsite.model.subject import Subject

BRANDT = Subject(
    "people",
    "brandt",
    ("nordwind",),
    ("brandt", "einkauf2"),
    ("Dr. Sabine Brandt",),
    ("s.b@nordwind.example", "+49 (0)431 5550-210"),
    ("nordwind/assets/sb.png",),
    ("Henrik Vogt",),
)
LENZ = Subject("staff", "lenz", ids=("lenz",), names=("Petra Lenz",), avoided=("thornmere",))


def left(file: str, text: str, *subjects: Subject) -> str:
    return Erasing(subjects or (BRANDT,), "X").content(file, text.encode()).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frau Dr. Sabine\nBrandt kommt.", "X kommt."),
        ("Brandts Büro, BRANDT, Brandt-Termin", "X Büro, X, X-Termin"),
        ("Brandt, Sabine; S. Brandt", "X; X"),
        ("Brandung, Weinbrandt und brandt", "Brandung, Weinbrandt und brandt"),
        ("s.b@nordwind.example, k.brandt@nordwind.example, k.brand@x.example", "X, X, k.brand@x.example"),
        ("0431/5550210, +49 431 5550 210, 0049431-5550210, 1431 5550210", "X, X, X, 1431 5550210"),
        ("[Frau Brandt](people.yaml#brandt) und [Plan](plan.md)", "X und [Plan](plan.md)"),
        ("![Bild](assets/sb.png) [Rede](assets/rede-brandt.pdf)", "Bild Rede"),
        ("siehe notizen/gespraech-brandt.md", "siehe notizen/gespraech-erased.md"),
    ],
)
def test_names_in_prose_give_way(text: str, expected: str) -> None:
    assert left("nordwind/people.md", text) == expected


def test_elsewhere_a_surname_alone_may_be_anybodys() -> None:
    text = "Dr. Sabine Brandt, Herr Brandt, k.brandt@x.example, s.b@nordwind.example, gespraech-brandt"
    assert left("thornmere/people.md", text) == "X, Herr Brandt, k.brandt@x.example, X, gespraech-brandt"


def test_a_surname_that_somebody_else_bears_stays_where_it_stands_alone() -> None:
    shared = Subject("people", "b", ("nordwind",), ("b",), ("Sabine Brandt",), others=("Karl Brandt",))
    assert left("nordwind/people.md", "Herr Brandt, Sabine Brandt", shared) == "Herr Brandt, X"


def test_somebody_of_the_same_name_elsewhere_stays() -> None:
    namesake = Subject(
        "people", "b", ("nordwind",), ("b",), ("Sabine Brandt",), ("s@n.example",), namesakes=("thornmere",)
    )
    text = "Sabine Brandt, s@n.example"
    assert left("thornmere/people.md", text, namesake) == "Sabine Brandt, X"
    assert left("other/people.md", text, namesake) == "X, X"


def test_an_everyday_word_is_a_name_only_behind_a_title() -> None:
    klein = Subject("people", "klein", ("nordwind",), ("klein",), ("Anna Klein",))
    assert left("nordwind/people.md", "Klein anfangen mit Frau Klein, A. Klein.", klein) == "Klein anfangen mit X, X."


def test_entries_references_and_what_could_not_be_without_them_go() -> None:
    text = """people:
  brandt: {name: Sabine Brandt, attitude: enemy}
  vogt: {name: Henrik Vogt, reports_to: brandt, influences: {brandt: 3, nissen: 2}, source: gespraech-brandt}
relationships:
- {person: brandt, by: weber}
- {person: vogt, by: weber}
"""
    assert yaml.safe_load(left("nordwind/people.yaml", text)) == {
        "people": {"vogt": {"name": "Henrik Vogt", "influences": {"nissen": 2}, "source": "gespraech-erased"}},
        "relationships": [{"person": "vogt", "by": "weber"}],
    }


def test_ids_that_hold_the_name_are_the_same_everywhere() -> None:
    text = "account: {name: N}\nsources:\n  gespraech-brandt: {title: Gespräch}\n  einkauf2: {title: Liste}\n"
    found = yaml.safe_load(left("nordwind/plan.yaml", text))
    assert list(found["sources"]) == ["gespraech-erased", "einkauf2"]


def test_a_picture_that_is_gone_is_named_nowhere() -> None:
    text = "account: {name: N, logo: assets/sb.png}\n"
    assert yaml.safe_load(left("nordwind/plan.yaml", text)) == {"account": {"name": "N"}}
    assert left("thornmere/plan.yaml", text) == text


def test_lines_stay_where_only_words_are_others() -> None:
    text = "# Ziele\ngoals:\n  a:\n    title: Mit Brandt reden   # wie besprochen\n    owner: weber\n"
    assert left("nordwind/strategy.yaml", text) == text.replace("Brandt", "X")


def test_what_is_not_about_the_person_stays_as_it_is_written() -> None:
    text = "goals:   {a:  {title: 'Brandung'}}  # brand\n"
    assert left("nordwind/strategy.yaml", text) == text
    assert left("nordwind/people.md", "Brandung\r\n") == "Brandung\r\n"


def test_a_file_that_cannot_be_read_and_names_the_person_says_nothing() -> None:
    assert left("nordwind/people.yaml", "people:\n  brandt: [\nattitude: enemy") == "{"
    assert left("nordwind/people.yaml", "people:\n  vogt: [\n") == "people:\n  vogt: [\n"


def test_settings_never_say_who_is_erased() -> None:
    text = "title: Plans\nerased:\n- nordwind/brandt\n- zzz\n\nlead: weber\n"
    assert left("site.yaml", text) == "title: Plans\n\n\n\n\nlead: weber\n"


def test_rows_of_customers_lose_who_owns_them() -> None:
    text = 'id;customer;owner\n1;Acme;lenz\n2;"Lenz GmbH";"lenz"\n3;Beta;kaya\n'
    assert left("programme/customers.csv", text, LENZ) == 'id;customer;owner\n1;Acme;\n2;"X GmbH";\n3;Beta;kaya\n'


def test_of_one_of_us_the_surname_stays_where_somebody_else_bears_it() -> None:
    assert left("nordwind/people.md", "Frau Lenz", LENZ) == "X"
    assert left("thornmere/people.md", "Frau Lenz, Petra Lenz", LENZ) == "Frau Lenz, X"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("nordwind/people/brandt.yaml", ""),
        ("nordwind/divisions/marine/people/einkauf2.yaml", ""),
        ("nordwind/assets/sb.png", ""),
        ("nordwind/assets/rede-brandt.pdf", ""),
        ("nordwind/strategy/goals/brandt-gewinnen.yaml", "nordwind/strategy/goals/erased-gewinnen.yaml"),
        ("nordwind/people.yaml", "nordwind/people.yaml"),
        ("thornmere/people/brandt.yaml", "thornmere/people/brandt.yaml"),
        ("thornmere/assets/rede-brandt.pdf", "thornmere/assets/rede-brandt.pdf"),
    ],
)
def test_files_with_the_name_are_gone_or_called_otherwise(file: str, told: str) -> None:
    assert Erasing((BRANDT,), "X").path(file) == told


def test_commits_are_told_without_the_person() -> None:
    erasing = Erasing((BRANDT, LENZ), "X")
    assert erasing.text("Frau Brandt und Frau Lenz", ["nordwind/people.yaml"]) == "X und X"
    assert erasing.text("Frau Brandt und Frau Lenz", ["thornmere/people.yaml"]) == "Frau Brandt und Frau Lenz"
    assert [erasing.author(name) for name in ("Petra Lenz", "Petra Lenzen", "Karl Lenz")] == [
        "X",
        "Petra Lenzen",
        "Karl Lenz",
    ]


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Prof. Dr.-Ing. Karl-Friedrich von der Heide", ("Karl-Friedrich",), "von der Heide"),
        ("Müller-Lüdenscheidt, Jörg", ("Jörg",), "Müller-Lüdenscheidt"),
        ("Herr Klein", (), "Klein"),
        ("Ian Long, Ph.D.", ("Ian",), "Long"),
        ("Anna Maria Groß (geb. Fuchs)", ("Anna", "Maria"), "Groß"),
    ],
)
def test_a_name_is_taken_apart(name: str, given: tuple[str, ...], surname: str) -> None:
    found = called(name)
    assert found is not None
    assert (found.given, found.surname) == (given, surname)


@pytest.mark.parametrize("name", ["N. N.", "", "?", "X."])
def test_what_is_no_name_finds_nobody(name: str) -> None:
    assert pattern_of([name], [], is_near=True) is None


@pytest.mark.parametrize("text", ["Jörg Müller", "Joerg Mueller", "JÖRG MÜLLER", "Müller, Jörg", "Herrn J. Müller"])
def test_umlauts_and_capitals_make_no_difference(text: str) -> None:
    pattern = pattern_of(["Dr. Jörg Müller"], [], is_near=True)
    assert pattern is not None
    assert pattern.fullmatch(text)
