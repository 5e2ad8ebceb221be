"""The pages of the KAM programme: who may see what people think, what is missing, what is late."""

import re
from datetime import date
from pathlib import Path

from pagecheck import said_in, words
from programme_site import AS_OF, FITNESS, LEVERS, MATURITY, MODEL, PROFILES, PROGRAMME, built
from sites import PLANS, differences, pages, publish, site, write

# -- who may see what people think -------------------------------------------------------------------------------------


def test_who_rated_what_is_told_where_personal_data_may_be_seen(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/fitness.html"]
    assert "Deniz Kaya 4 · Martina Lenz 4 · Jonas Weber 1" in said_in(page, "people")
    assert "Es gibt Pläne. Bewertungen: 1 · 4 · 4 1 bis 4" in said_in(page, "disputed")
    assert "Die Auswahl wird überprüft. 2 5" in said_in(page, "development")


def test_elsewhere_nobody_is_named_and_few_ratings_are_left_out(tmp_path: Path) -> None:
    made = built(tmp_path, "company")
    page = made["programme/fitness.html"]
    assert not re.search("Kaya|Weber|Lenz", words(page.partition("<main")[2].partition("</main>")[0]))
    assert 'id="people"' not in page
    assert "Bewertungen: 1 · 4 · 4" in said_in(page, "disputed")
    assert said_in(page, "development").endswith("Die Auswahl wird überprüft. Alle Aussagen 1,3 3")
    assert "Was in einer Runde weniger als 3 Personen bewertet haben, fehlt." in said_in(page, "glance")


def test_profiles_are_only_where_personal_data_may_be_seen(tmp_path: Path) -> None:
    assert "programme/profiles.html" not in built(tmp_path / "company", "company")
    page = built(tmp_path / "team")["programme/profiles.html"]
    assert "Jonas Weber Key Account Manager Kundenanalyse 3 von 5 gefordert gebucht: Analyse in zwei Tagen" in said_in(
        page, "gaps"
    )
    assert "Passung 60 %" in said_in(page, "roles")
    assert "Kundenanalyse (Jonas Weber −2)" in said_in(page, "trainings")


def test_an_edition_for_some_accounts_has_no_programme(tmp_path: Path) -> None:
    everything = "public, internal, commercial, personal"
    settings = PLANS["site.yaml"] + f"  some: {{shows: [{everything}], accounts: [nordwind]}}\n"
    made = built(tmp_path, "some", {"site.yaml": settings})
    assert [file for file in made if "programme" in file] == []
    assert "KAM-Programm" not in made["index.html"]


# -- what they say -----------------------------------------------------------------------------------------------------


def test_large_gaps_are_told_with_the_levers_that_work_on_them(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/maturity.html"]
    told = said_in(page, "gaps")
    assert "Kundenpläne Systeme und Steuerung 3 → 5 Pläne für alle" in told
    assert "Betreuung Leistungs- und Betreuungsmodell 2 → 4 kein Stellhebel setzt an" in told
    assert "Definition" not in told
    assert "Vier Pläne." in said_in(page, "systems_and_steering")


def test_the_roadmap_says_what_is_late_and_what_decides_about_the_end(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/levers.html"]
    assert "Module erledigt 1 von 3" in said_in(page, "glance")
    roadmap = said_in(page, "roadmap")
    assert "Pläne einführen Mai 2026 – Oktober 2026 überfällig" in roadmap
    assert "Die Roadmap endet im Dezember 2027. Das hängt ab von: Global." in roadmap
    assert "61 Tage" in roadmap, "the months between a module and the one that waits for it are its buffer"
    ranking = said_in(page, "priorities")
    assert "1. Pläne für alle" in ranking
    assert "Wachstum 5 × Leichtigkeit 4 = 20 schließt eine Lücke von 2 bei Kundenpläne zuerst" in ranking


def test_a_day_later_the_roadmap_is_judged_anew(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {**PLANS, **PROGRAMME})
    for day, said in ((date(2026, 10, 31), "läuft"), (date(2026, 11, 1), "überfällig")):
        publish(plans, tmp_path / "out", as_of=day, keep_going=True, cache=tmp_path / "cache")
        page = pages(tmp_path / "out")["programme/levers.html"]
        assert f"Oktober 2026 {said}" in said_in(page, "roadmap")


CHANGES = {
    "programme/fitness.yaml": FITNESS.replace("lenz: 4", "lenz: 3"),
    "programme/maturity.yaml": MATURITY.replace("as_is: 3", "as_is: 1"),
    "programme/levers.yaml": LEVERS.replace("growth: 5", "growth: 2"),
    "programme/model.yaml": MODEL.replace("owner: kaya", "owner: lenz"),
    "programme/profiles.yaml": PROFILES.replace("analyse: 3", "analyse: 4"),
    "staff.yaml": PROGRAMME["staff.yaml"].replace("Martina Lenz", "Martina Lenz-Öz"),
    "nordwind/strategy.yaml": PROGRAMME["nordwind/strategy.yaml"].replace("Kisten", "Kästen"),
}


def test_no_page_stays_as_it_was_when_what_it_tells_of_changes(tmp_path: Path) -> None:
    plans, warm = write(tmp_path / "plans", {**PLANS, **PROGRAMME}), tmp_path / "warm"
    publish(plans, warm, as_of=AS_OF, cache=tmp_path / "cache", keep_going=True)
    for file, text in CHANGES.items():
        write(plans, {file: text})
        publish(plans, warm, as_of=AS_OF, cache=tmp_path / "cache", keep_going=True)
        publish(plans, tmp_path / file.replace("/", "-"), as_of=AS_OF, keep_going=True)
        assert differences(site(tmp_path / file.replace("/", "-")), site(warm)) == [], file


def test_questions_without_an_answer_come_first_with_who_owes_it(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/model.html"]
    told = said_in(page, "questions")
    assert "Noch nicht beantwortet überfällig Verantwortlich Deniz Kaya Bis 30. Juni 2026" in told
    assert told.index("Deniz Kaya") < told.index("Rufbereitschaft nur für Key Accounts")
    assert "niemand kümmert sich" in told, "a question that nobody wrote about is open, too"
    assert "Beantwortete Fragen 1 von 8" in said_in(page, "glance")


def test_what_plans_promise_stands_beside_what_the_model_gives(tmp_path: Path) -> None:
    told = said_in(built(tmp_path)["programme/model.html"], "promises")
    assert "Rufbereitschaft nachts Nordwind Antriebe AG Key Account Service Rufbereitschaft" in told
    assert "Kisten Nordwind Antriebe AG Key Account nicht im Modell" in told


def test_a_task_for_which_nobody_answers_is_marked_where_it_stands(tmp_path: Path) -> None:
    told = said_in(built(tmp_path)["programme/model.html"], "responsibilities")
    assert "Termin zusagen niemand verantwortet es" in told
    assert "Angebot erstellen A R" in told


def test_sections_that_are_missing_are_told_with_an_example(tmp_path: Path) -> None:
    page = built(tmp_path, None, {"programme/levers.yaml": "levers: {a: {title: Nur einer}}\n"})[
        "programme/levers.html"
    ]
    assert "Projektmodule" in said_in(page, "missing")
    assert "https://git.example/plans/-/edit/main/programme/levers.yaml" in page


def test_what_is_wrong_in_a_file_stands_on_the_page_on_which_it_is_missing(tmp_path: Path) -> None:
    """Findings can quote anything: a narrower edition says only that there are some, for its own pages."""
    broken = {
        "programme/model.yaml": "<<<<<<< HEAD\nservices: {}\n=======\nservices: {a: {title: A}}\n>>>>>>> x\n",
        "programme/profiles.yaml": "profiles: [Geheimprofil]\n",
        "programme/customers.csv": "id;name;revenue\n" + "1;Nordwind;geheim\n" * 30 + "2;Thornmere;90\n",
    }
    team, company = (built(tmp_path / name, name, broken) for name in ("team", "company"))
    assert "Markierungen von git. programme/model.yaml:1:1" in said_in(team["programme/model.html"], "errors")
    told = said_in(team["programme/customers.html"], "errors")
    assert told.count("programme/customers.csv:") == 8
    assert "22 weitere unter den Befunden" in told
    files = "In customers.csv, model.yaml, profiles.yaml gibt es Fehler; Werte mit Fehlern fehlen auf dieser Seite"
    assert files in said_in(team["programme/index.html"], "glance")
    assert "In model.yaml gibt es Fehler" in said_in(company["programme/model.html"], "errors")
    assert "In model.yaml gibt es Fehler" in said_in(company["programme/index.html"], "glance")
    everything = "".join(company.values())
    assert "eheim" not in everything
    assert "profiles.yaml" not in everything
    assert "Markierungen von git" not in everything
    assert 'id="errors"' not in team["programme/maturity.html"]
