"""The pages of the KAM programme: who may see what people think, what is missing, what is late, who changed it."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from repositories import Repo
from sites import PLANS, differences, pages, publish, site, write, written

from kamsite.render.search import shards

AS_OF = date(2026, 11, 28)
FITNESS = """
    statements:
      plans: {title: Es gibt Pläne., note: Auch für Divisionen.}
      reviewed: {title: Die Auswahl wird überprüft.}
    rounds:
      2026-01: {plans: {weber: 1, kaya: 2, lenz: 1}, reviewed: {weber: 2}}
      2026-10: {plans: {weber: 1, kaya: 4, lenz: 4}, reviewed: {weber: 5, kaya: 5}}
    """
MATURITY = """
    dimensions:
      strategy: {title: Strategie, topics: {definition: {title: Definition, as_is: 4, target: 4}}}
      service_and_care: {topics: {care: {title: Betreuung, as_is: 2, target: 4}}}
      systems_and_steering: {topics: {plans: {title: Kundenpläne, as_is: 3, target: 5, evidence: Vier Pläne.}}}
    """
LEVERS = """
    levers:
      plans: {title: Pläne für alle, growth: 5, ease: 4, from: PowerPoint, to: git, topics: [plans], module: plaene}
      later: {title: Viel später, growth: 1, ease: 2}
    modules:
      auswahl: {title: Auswahl, start: 2026-01, end: 2026-04, owner: lenz, status: done}
      plaene: {title: Pläne einführen, start: 2026-05, end: 2026-10, owner: weber, after: [auswahl], status: doing}
      global: {title: Global, start: 2027-01, end: 2027-12, after: [plaene]}
    """
MODEL = """
    services: {ruf: {title: Rufbereitschaft, segments: [key]}, katalog: {title: Katalog, segments: [key, standard]}}
    care: {key: proactive, standard: reactive}
    responsibilities:
      angebot: {title: Angebot erstellen, process: selling, raci: {key_account_manager: A, inside_sales: R}}
      termin: {title: Termin zusagen, process: fulfilment, raci: {logistics: R}}
    questions:
      services: {answer: Rufbereitschaft nur für Key Accounts.}
      regional_global: {answer: "", owner: kaya, due: 2026-06-30}
    """
PROFILES = """
    profiles: {kam: {title: Key Account Manager, skills: {analyse: {title: Kundenanalyse, required: 5}}}}
    people: {weber: {profile: kam, skills: {analyse: 3}}}
    trainings: {kurs: {title: Analyse in zwei Tagen, skills: [analyse], participants: [weber], date: 2027-02-10}}
    """
PROGRAMME = {
    "staff.yaml": PLANS["staff.yaml"] + "lenz: {name: Martina Lenz}\n",
    "nordwind/strategy.yaml": """
        service: {special_services: [{service: Rufbereitschaft nachts, department: Service}, {service: Kisten}]}
        """,
    "programme/fitness.yaml": FITNESS,
    "programme/maturity.yaml": MATURITY,
    "programme/levers.yaml": LEVERS,
    "programme/model.yaml": MODEL,
    "programme/profiles.yaml": PROFILES,
}


def built(tmp_path: Path, edition: str | None = None, changed: dict[str, str] | None = None) -> dict[str, str]:
    plans = write(tmp_path / "plans", {**PLANS, **PROGRAMME, **(changed or {})})
    publish(plans, tmp_path / "out", edition=edition, as_of=AS_OF, keep_going=True)
    return pages(tmp_path / "out")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def section(html: str, name: str) -> str:
    found = html.partition(f'id="{name}"')[2].partition("</section>")[0]
    assert found, f"there is no section {name}"
    return words(found)


# -- who may see what people think -------------------------------------------------------------------------------------


def test_who_rated_what_is_told_where_personal_data_may_be_seen(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/fitness.html"]
    assert "Deniz Kaya 4 · Martina Lenz 4 · Jonas Weber 1" in section(page, "people")
    assert "Es gibt Pläne. Bewertungen: 1 · 4 · 4 1 bis 4" in section(page, "disputed")
    assert "Die Auswahl wird überprüft. 2 5" in section(page, "development")


def test_elsewhere_nobody_is_named_and_few_ratings_are_left_out(tmp_path: Path) -> None:
    made = built(tmp_path, "company")
    page = made["programme/fitness.html"]
    assert not re.search("Kaya|Weber|Lenz", words(page.partition("<main")[2].partition("</main>")[0]))
    assert 'id="people"' not in page
    assert "Bewertungen: 1 · 4 · 4" in section(page, "disputed")
    assert section(page, "development").endswith("Die Auswahl wird überprüft. Alle Aussagen 1,3 3")
    assert "Was in einer Runde weniger als 3 Personen bewertet haben, fehlt." in section(page, "glance")


def test_profiles_are_only_where_personal_data_may_be_seen(tmp_path: Path) -> None:
    assert "programme/profiles.html" not in built(tmp_path / "company", "company")
    page = built(tmp_path / "team")["programme/profiles.html"]
    assert "Jonas Weber Key Account Manager Kundenanalyse 3 von 5 gefordert gebucht: Analyse in zwei Tagen" in section(
        page, "gaps"
    )
    assert "Passung 60 %" in section(page, "roles")
    assert "Kundenanalyse (Jonas Weber −2)" in section(page, "trainings")


def test_an_edition_for_some_accounts_has_no_programme(tmp_path: Path) -> None:
    everything = "public, internal, commercial, personal"
    settings = PLANS["site.yaml"] + f"  some: {{shows: [{everything}], accounts: [nordwind]}}\n"
    made = built(tmp_path, "some", {"site.yaml": settings})
    assert [file for file in made if "programme" in file] == []
    assert "KAM-Programm" not in made["index.html"]


# -- what they say -----------------------------------------------------------------------------------------------------


def test_large_gaps_are_told_with_the_levers_that_work_on_them(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/maturity.html"]
    told = section(page, "gaps")
    assert "Kundenpläne Systeme und Steuerung 3 → 5 Pläne für alle" in told
    assert "Betreuung Leistungs- und Betreuungsmodell 2 → 4 kein Stellhebel setzt an" in told
    assert "Definition" not in told
    assert "Vier Pläne." in section(page, "systems_and_steering")


def test_the_roadmap_says_what_is_late_and_what_decides_about_the_end(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/levers.html"]
    assert "Module erledigt 1 von 3" in section(page, "glance")
    roadmap = section(page, "roadmap")
    assert "Pläne einführen Mai 2026 – Oktober 2026 überfällig" in roadmap
    assert "Die Roadmap endet im Dezember 2027. Das hängt ab von: Global." in roadmap
    assert "61 Tage" in roadmap, "the months between a module and the one that waits for it are its buffer"
    ranking = section(page, "priorities")
    assert "1. Pläne für alle" in ranking
    assert "Wachstum 5 × Leichtigkeit 4 = 20 schließt eine Lücke von 2 bei Kundenpläne zuerst" in ranking


def test_a_day_later_the_roadmap_is_judged_anew(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {**PLANS, **PROGRAMME})
    for day, said in ((date(2026, 10, 31), "läuft"), (date(2026, 11, 1), "überfällig")):
        publish(plans, tmp_path / "out", as_of=day, keep_going=True, cache=tmp_path / "cache")
        page = pages(tmp_path / "out")["programme/levers.html"]
        assert f"Oktober 2026 {said}" in section(page, "roadmap")


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
    told = section(page, "questions")
    assert "Noch nicht beantwortet überfällig Verantwortlich Deniz Kaya Bis 30. Juni 2026" in told
    assert told.index("Deniz Kaya") < told.index("Rufbereitschaft nur für Key Accounts")
    assert "niemand kümmert sich" in told, "a question that nobody wrote about is open, too"
    assert "Beantwortete Fragen 1 von 8" in section(page, "glance")


def test_what_plans_promise_stands_beside_what_the_model_gives(tmp_path: Path) -> None:
    told = section(built(tmp_path)["programme/model.html"], "promises")
    assert "Rufbereitschaft nachts Nordwind Antriebe AG Key Account Service Rufbereitschaft" in told
    assert "Kisten Nordwind Antriebe AG Key Account nicht im Modell" in told


def test_a_task_for_which_nobody_answers_is_marked_where_it_stands(tmp_path: Path) -> None:
    told = section(built(tmp_path)["programme/model.html"], "responsibilities")
    assert "Termin zusagen niemand verantwortet es" in told
    assert "Angebot erstellen A R" in told


def test_sections_that_are_missing_are_told_with_an_example(tmp_path: Path) -> None:
    page = built(tmp_path, None, {"programme/levers.yaml": "levers: {a: {title: Nur einer}}\n"})[
        "programme/levers.html"
    ]
    assert "Projektmodule" in section(page, "missing")
    assert "https://git.example/plans/-/edit/main/programme/levers.yaml" in page


# -- what git knows ----------------------------------------------------------------------------------------------------


def _seconds(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T09:00:00+01:00").timestamp())


@pytest.fixture
def versions(tmp_path: Path) -> Repo:
    """A programme with two versions, a year apart."""
    repo = Repo(tmp_path / "repo")
    repo.now = _seconds("2025-11-03")
    older = MATURITY.replace("as_is: 3, target: 5", "as_is: 1, target: 5")
    repo.commit("Begun", written({**PLANS, **PROGRAMME, "programme/maturity.yaml": older}))
    repo.now = _seconds("2026-11-05")
    repo.commit("Reviewed", written({"programme/maturity.yaml": MATURITY}), author="Martina Lenz")
    return repo


def test_the_development_comes_from_earlier_versions(versions: Repo, tmp_path: Path) -> None:
    publish(versions.plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    page = pages(tmp_path / "out")["programme/maturity.html"]
    assert "Kundenpläne Vier Pläne. 3 5 2" in section(page, "systems_and_steering")
    assert "3. Nov. 2025 : 1 · 5. Nov. 2026 : 3" in section(page, "systems_and_steering")
    assert "Zuletzt geändert am 5. November 2026 von Martina Lenz" in words(page)
    assert "Zuletzt geändert am 3. November 2025" in words(pages(tmp_path / "out")["programme/levers.html"])


def test_the_roadmap_tells_which_ends_moved_since_they_were_first_planned(versions: Repo, tmp_path: Path) -> None:
    later = LEVERS.replace("start: 2027-01, end: 2027-12", "start: 2027-01, end: 2028-03")
    versions.commit("Put off", written({"programme/levers.yaml": later}))
    publish(versions.plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    made = pages(tmp_path / "out")
    for page in ("levers", "index"):
        told = section(made[f"programme/{page}.html"], "roadmap")
        assert "Januar 2027 – März 2028 zuerst geplant bis 31. Dez. 2027" in told
        assert told.count("zuerst geplant bis") == 1


def test_what_is_not_committed_yet_is_told(versions: Repo, tmp_path: Path) -> None:
    versions.write({"programme/maturity.yaml": MATURITY.replace("as_is: 3", "as_is: 4")})
    publish(versions.plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    made = pages(tmp_path / "out")
    assert "noch nicht eingetragen" in words(made["programme/maturity.html"])
    assert "noch nicht eingetragen" not in words(made["programme/levers.html"])


# -- the dashboard -----------------------------------------------------------------------------------------------------

SELECTION = """
    criteria: {potential: {title: Potenzial, weight: 1}}
    key_account_from: 3.5
    departments: [Service, Logistik]
    """
CHOSEN = {
    "programme/selection.yaml": SELECTION,
    "nordwind/plan.yaml": PLANS["nordwind/plan.yaml"]
    + "selection: {scores: {potential: 2}, decided_by: lenz, buy_in: {Service: kaya}}\n",
    "programme/customers.csv": "id;name;revenue;plan\n1;Nordwind;1000000;nordwind\n2;Kran AG;900000;\n3;Klein;1000;\n",
}


def rows(html: str, name: str) -> list[str]:
    """The rows of the table in a section, without its head."""
    found = html.partition(f'id="{name}"')[2].partition("</section>")[0].partition("<tbody>")[2]
    return [words(row) for row in found.split("</tr>") if words(row)]


def test_the_dashboard_begins_with_what_is_late_and_names_who_it_is_about(tmp_path: Path) -> None:
    page = built(tmp_path, None, CHOSEN)["programme/index.html"]
    assert rows(page, "decisions")[:5] == [
        "Modul: Pläne einführen Überfällig seit 31. Okt. 2026: neues Ende, oder abbrechen? Jonas Weber",
        "Wie unterscheidet sich die Betreuung regionaler und globaler Key Accounts? Die Antwort war bis 30. Juni 2026 "
        "fällig. Deniz Kaya",
        "Zentrale Fragen ohne Antwort 6, um die sich niemand kümmert: Wer?",
        "A-Kunden ohne Plan 1 von 2, zusammen 900 Tsd. €: Welche bekommen einen?",
        "Nordwind Antriebe AG Punktwert 2,00, Key Account ab 3,5: noch einer? Jonas Weber",
    ]
    told = words(page)
    assert "Zusagen der Abteilungen 1 von 2" in told
    assert "A-Kunden 2 1 ohne Plan" in told
    assert "Stand 28. November 2026" in told
    assert "Nordwind Antriebe AG Jonas Weber 2" in section(page, "accounts")
    assert section(page, "accounts").endswith("Logistik")


def test_where_hardly_anything_is_open_all_of_it_is_told(tmp_path: Path) -> None:
    answers = "".join(f"      {name}: {{answer: Ja.}}\n" for name in ("services", "care", "regional_global", "tools"))
    answers += "".join(f"      {name}: {{answer: Ja.}}\n" for name in ("organisation", "units", "responsibilities"))
    answered = MODEL.partition("    questions:")[0] + "    questions:\n" + answers + "      enablement: {answer: Ja.}\n"
    page = built(tmp_path, None, {**CHOSEN, "programme/model.yaml": answered})["programme/index.html"]
    told = rows(page, "decisions")
    assert told[1:] == [
        "A-Kunden ohne Plan 1 von 2, zusammen 900 Tsd. €: Welche bekommen einen?",
        "Nordwind Antriebe AG Punktwert 2,00, Key Account ab 3,5: noch einer? Jonas Weber",
        "Nordwind Antriebe AG Keine Zusage von Logistik: Wer fragt dort nach? Jonas Weber",
        "Aufgabe: Termin zusagen Keine Rolle verantwortet es: Welche soll es tun?",
        "Reifegrad: Betreuung 2 → 4, und kein Stellhebel setzt an: ein Stellhebel, oder ein anderes Soll?",
        "Zusagen über das Modell hinaus 1 von 2 in den Plänen: zu Leistungen machen, oder beenden?",
        "Aussage: Es gibt Pläne. Von 1 bis 4 bewertet: Was meinen wir damit?",
    ]
    assert "Alle zentralen Fragen sind beantwortet." in section(page, "questions")


def test_the_dashboard_keeps_what_an_edition_hides(tmp_path: Path) -> None:
    page = words(built(tmp_path, "company", CHOSEN)["programme/index.html"])
    assert "A-Kunden" not in page, "customers without a plan are commercial"
    assert "Passung" not in page
    assert "Fähigkeiten, die fehlen" not in page
    assert "Fitness 3 " in page, "the mean of what at least three people rated"


def test_scores_are_the_same_on_all_pages_and_rounded_as_people_do(tmp_path: Path) -> None:
    """4.15 and 4.35 are a trifle less in the computer; 2.25 is just between two."""
    chosen = """
        criteria: {revenue: {title: Umsatz, weight: 85}, fit: {title: Passung, weight: 15}}
        key_account_from: 4.2
        """
    plan = """
        account: {name: Nordwind Antriebe AG, manager: weber, segment: key}
        selection: {scores: {revenue: 4, fit: 5}}
        """
    rated = "statements: {a: {title: Es gibt Pläne.}}\nrounds: {2026-01: {a: {kaya: 2, lenz: 2, weber: 2, roth: 3}}}\n"
    changed = {"programme/selection.yaml": chosen, "nordwind/plan.yaml": plan, "programme/fitness.yaml": rated}
    made = built(tmp_path, None, changed)
    assert "Punktwert 4,15, Key Account ab 4,2: noch einer?" in section(made["programme/index.html"], "decisions")
    assert "Jonas Weber 4,15" in section(made["programme/index.html"], "accounts")
    assert "4,15" in section(made["programme/selection.html"], "ranking")
    assert "4,15 −0,05" in section(made["programme/selection.html"], "stability")
    assert "Es gibt Pläne. 2,3" in section(made["programme/fitness.html"], "development")


def test_a_change_over_other_statements_than_before_says_that_it_is_over_the_same(tmp_path: Path) -> None:
    rated = """
        statements: {a: {title: Es gibt Pläne.}, b: {title: Global gilt ein Preis.}}
        rounds:
          2026-01: {a: {kaya: 2, lenz: 2, weber: 2}}
          2026-06: {a: {kaya: 3, lenz: 3, weber: 3}OTHER}
        """
    for other, said in ((", b: {kaya: 0, lenz: 1, weber: 0}", "▲ +1 bei denselben Aussagen"), ("", "▲ +1")):
        made = built(tmp_path / (other and "other"), None, {"programme/fitness.yaml": rated.replace("OTHER", other)})
        mean = "1,7" if other else "3"
        assert f"Mittel aller Aussagen {mean} {said} Befragte" in section(made["programme/fitness.html"], "glance")
        assert f"Fitness {mean} von 5, Juni 2026 · ▲ +1 Roadmap" in section(made["programme/index.html"], "glance")


def test_a_score_of_which_hardly_anything_is_known_asks_for_no_decision(tmp_path: Path) -> None:
    chosen = """
        criteria: {revenue: {title: Umsatz, weight: 90}, fit: {title: Passung, weight: 10}}
        key_account_from: 4
        """
    plan = """
        account: {name: Nordwind Antriebe AG, manager: weber, segment: key}
        selection: {scores: {SCORES}}
        """
    for scores, is_told in (("fit: 1", False), ("revenue: 1", True)):
        changed = {"programme/selection.yaml": chosen, "nordwind/plan.yaml": plan.replace("SCORES", scores)}
        made = built(tmp_path / scores[:3], None, changed)
        assert ("noch einer?" in section(made["programme/index.html"], "decisions")) is is_told
        said = section(made["programme/selection.html"], "glance")
        assert f"Bewertung sagt etwas anderes {int(is_told)}" in said


def test_where_buy_in_is_hidden_the_dashboard_does_not_call_it_missing(tmp_path: Path) -> None:
    page = built(tmp_path, "company", CHOSEN)["programme/index.html"]
    assert "Zusagen der Abteilungen" not in words(page)
    assert "Keine Zusage von" not in words(page)
    head = page.partition('id="accounts"')[2].partition("<thead>")[2].partition("</thead>")[0]
    assert words(head) == "Key Account Verantwortlich Plan vollständig Überfällig"
    told = "Gezählt ist nur, was diese Ausgabe zeigt."
    assert told in section(page, "accounts")
    assert told not in section(built(tmp_path / "team", "team", CHOSEN)["programme/index.html"], "accounts")


def test_where_names_are_hidden_the_dashboard_says_what_the_mean_leaves_out(tmp_path: Path) -> None:
    left_out = "Bei der Fitness fehlt, was in einer Runde weniger als 3 Personen bewertet haben."
    assert left_out in section(built(tmp_path, "company")["programme/index.html"], "glance")
    assert left_out not in words(built(tmp_path / "team", "team")["programme/index.html"])


def test_files_that_nobody_has_begun_are_told_on_the_dashboard(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "programme/levers.yaml": "levers: {a: {title: Nur einer}}\n"})
    publish(plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    page = pages(tmp_path / "out")["programme/index.html"]
    missing = ["Kunden & ABC", "Auswahl", "Reifegrad", "Fitness-Check", "Leistungs- und Betreuungsmodell", "Profile"]
    told = section(page, "missing").replace("&amp;", "&")
    assert [title for title in missing if title in told] == missing
    assert "programme?file_name=customers.csv" in page
    assert "https://git.example/plans/-/new/main/programme?file_name=maturity.yaml" in page
    assert "Zu entscheiden ist nichts." in words(page)


def test_where_there_is_only_a_table_of_customers_the_dashboard_tells_of_it_and_of_the_rest(tmp_path: Path) -> None:
    table = "id;name;revenue\n1;Nordwind Antriebe AG;900000\n"
    plans = write(tmp_path / "plans", {**PLANS, "programme/customers.csv": table})
    publish(plans, tmp_path / "out", edition="team", as_of=AS_OF, keep_going=True)
    page = pages(tmp_path / "out")["programme/index.html"]
    assert "A-Kunden 1 1 ohne Plan" in section(page, "glance")
    assert "Reifegrad" in section(page, "missing")


def test_topics_that_nobody_rated_are_told_with_what_to_do(tmp_path: Path) -> None:
    thin = "dimensions: {strategy: {topics: {goals: {title: Ziele}}}}\n"
    page = built(tmp_path, None, {"programme/maturity.yaml": thin})["programme/maturity.html"]
    assert "Ist – Soll – Lücke – 0 von einem Thema am Soll" in section(page, "glance")
    assert "Noch ist kein Thema bewertet." in section(page, "topics")
    assert "<svg" not in page.partition('id="topics"')[2].partition("</section>")[0]


def test_what_is_wrong_in_a_file_stands_on_the_page_on_which_it_is_missing(tmp_path: Path) -> None:
    """Findings can quote anything: a narrower edition says only that there are some, for its own pages."""
    broken = {
        "programme/model.yaml": "<<<<<<< HEAD\nservices: {}\n=======\nservices: {a: {title: A}}\n>>>>>>> x\n",
        "programme/profiles.yaml": "profiles: [Geheimprofil]\n",
        "programme/customers.csv": "id;name;revenue\n" + "1;Nordwind;geheim\n" * 30 + "2;Thornmere;90\n",
    }
    team, company = (built(tmp_path / name, name, broken) for name in ("team", "company"))
    assert "Markierungen von git. programme/model.yaml:1:1" in section(team["programme/model.html"], "errors")
    told = section(team["programme/customers.html"], "errors")
    assert told.count("programme/customers.csv:") == 8
    assert "22 weitere unter den Befunden" in told
    files = "In customers.csv, model.yaml, profiles.yaml gibt es Fehler; Werte mit Fehlern fehlen auf dieser Seite"
    assert files in section(team["programme/index.html"], "glance")
    assert "In model.yaml gibt es Fehler" in section(company["programme/model.html"], "errors")
    assert "In model.yaml gibt es Fehler" in section(company["programme/index.html"], "glance")
    everything = "".join(company.values())
    assert "eheim" not in everything
    assert "profiles.yaml" not in everything
    assert "Markierungen von git" not in everything
    assert 'id="errors"' not in team["programme/maturity.html"]


# -- search ------------------------------------------------------------------------------------------------------------


def found_in(tmp_path: Path) -> dict[str, list[str]]:
    """What search finds in the programme: title, place and text, by address."""
    said = shards.read_file(site(tmp_path / "out")[shards.plan_file("")])
    told = {entry[3]: [entry[1], said["places"][entry[2]], entry[4]] for entry in said["entries"]}
    return {address: entry for address, entry in told.items() if address.startswith("programme/")}


def test_the_programme_is_found_where_it_stands(tmp_path: Path) -> None:
    made = built(tmp_path)
    found = found_in(tmp_path)
    assert found["programme/levers.html#plans"][0] == "Pläne für alle"
    assert found["programme/levers.html#plans"][2].startswith("PowerPoint · git")
    assert found["programme/maturity.html#systems_and_steering-plans"][2] == "Vier Pläne."
    title, place, _ = found["programme/model.html#question-services"]
    assert title.startswith("Worin unterscheidet sich das Leistungsangebot")
    assert "Zentrale Fragen" in place
    assert found["programme/profiles.html#training-kurs"][0] == "Analyse in zwei Tagen"
    for address in found:
        page, _, anchor = address.partition("#")
        assert (f'id="{anchor}"' if anchor else "<h1>") in made[page], address


def test_search_finds_no_more_of_the_programme_than_an_edition_shows(tmp_path: Path) -> None:
    built(tmp_path, "company")
    found = found_in(tmp_path)
    assert {address.partition("#")[0] for address in found} == {
        f"programme/{page}.html" for page in ("index", "maturity", "fitness", "levers", "model")
    }
