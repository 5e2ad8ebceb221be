"""The dashboard of the programme: what is late, what asks for a decision, what an edition hides, what is missing."""

from pathlib import Path

from pagecheck import said_in, words
from programme_site import AS_OF, MODEL, built
from sites import PLANS, pages, publish, write

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
    assert "Nordwind Antriebe AG Jonas Weber 2" in said_in(page, "accounts")
    assert said_in(page, "accounts").endswith("Logistik")


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
    assert "Alle zentralen Fragen sind beantwortet." in said_in(page, "questions")


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
    assert "Punktwert 4,15, Key Account ab 4,2: noch einer?" in said_in(made["programme/index.html"], "decisions")
    assert "Jonas Weber 4,15" in said_in(made["programme/index.html"], "accounts")
    assert "4,15" in said_in(made["programme/selection.html"], "ranking")
    assert "4,15 −0,05" in said_in(made["programme/selection.html"], "stability")
    assert "Es gibt Pläne. 2,3" in said_in(made["programme/fitness.html"], "development")


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
        assert f"Mittel aller Aussagen {mean} {said} Befragte" in said_in(made["programme/fitness.html"], "glance")
        assert f"Fitness {mean} von 5, Juni 2026 · ▲ +1 Roadmap" in said_in(made["programme/index.html"], "glance")


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
        assert ("noch einer?" in said_in(made["programme/index.html"], "decisions")) is is_told
        said = said_in(made["programme/selection.html"], "glance")
        assert f"Bewertung sagt etwas anderes {int(is_told)}" in said


def test_where_buy_in_is_hidden_the_dashboard_does_not_call_it_missing(tmp_path: Path) -> None:
    page = built(tmp_path, "company", CHOSEN)["programme/index.html"]
    assert "Zusagen der Abteilungen" not in words(page)
    assert "Keine Zusage von" not in words(page)
    head = page.partition('id="accounts"')[2].partition("<thead>")[2].partition("</thead>")[0]
    assert words(head) == "Key Account Verantwortlich Plan vollständig Überfällig"
    told = "Gezählt ist nur, was diese Ausgabe zeigt."
    assert told in said_in(page, "accounts")
    assert told not in said_in(built(tmp_path / "team", "team", CHOSEN)["programme/index.html"], "accounts")


def test_where_names_are_hidden_the_dashboard_says_what_the_mean_leaves_out(tmp_path: Path) -> None:
    left_out = "Bei der Fitness fehlt, was in einer Runde weniger als 3 Personen bewertet haben."
    assert left_out in said_in(built(tmp_path, "company")["programme/index.html"], "glance")
    assert left_out not in words(built(tmp_path / "team", "team")["programme/index.html"])


def test_files_that_nobody_has_begun_are_told_on_the_dashboard(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "programme/levers.yaml": "levers: {a: {title: Nur einer}}\n"})
    publish(plans, tmp_path / "out", as_of=AS_OF, keep_going=True)
    page = pages(tmp_path / "out")["programme/index.html"]
    missing = ["Kunden & ABC", "Auswahl", "Reifegrad", "Fitness-Check", "Leistungs- und Betreuungsmodell", "Profile"]
    told = said_in(page, "missing").replace("&amp;", "&")
    assert [title for title in missing if title in told] == missing
    assert "programme?file_name=customers.csv" in page
    assert "https://git.example/plans/-/new/main/programme?file_name=maturity.yaml" in page
    assert "Zu entscheiden ist nichts." in words(page)


def test_where_there_is_only_a_table_of_customers_the_dashboard_tells_of_it_and_of_the_rest(tmp_path: Path) -> None:
    table = "id;name;revenue\n1;Nordwind Antriebe AG;900000\n"
    plans = write(tmp_path / "plans", {**PLANS, "programme/customers.csv": table})
    publish(plans, tmp_path / "out", edition="team", as_of=AS_OF, keep_going=True)
    page = pages(tmp_path / "out")["programme/index.html"]
    assert "A-Kunden 1 1 ohne Plan" in said_in(page, "glance")
    assert "Reifegrad" in said_in(page, "missing")


def test_topics_that_nobody_rated_are_told_with_what_to_do(tmp_path: Path) -> None:
    thin = "dimensions: {strategy: {topics: {goals: {title: Ziele}}}}\n"
    page = built(tmp_path, None, {"programme/maturity.yaml": thin})["programme/maturity.html"]
    assert "Ist – Soll – Lücke – 0 von einem Thema am Soll" in said_in(page, "glance")
    assert "Noch ist kein Thema bewertet." in said_in(page, "topics")
    assert "<svg" not in page.partition('id="topics"')[2].partition("</section>")[0]
