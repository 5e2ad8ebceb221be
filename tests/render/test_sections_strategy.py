"""Mission, goals, financial plan, pipeline, service, marketing and white space."""

import pytest
from section_plans import drawn, html_of, plan_of, section, show_of, text_of

GOAL = """
    goals:
      ziel:
        title: Stillstand senken
        measure: {{name: Stillstand, unit: h, from: 9, to: 1, actual: {actual}}}
        due: {due}
"""


def _goal(actual: str = "{2026-06: 5}", due: str = "2027-06-30") -> str:
    return text_of(section("strategy", GOAL.format(actual=actual, due=due)))


def test_the_way_of_a_goal_is_told_as_a_share_of_the_way() -> None:
    text = _goal()
    assert "Stillstand 5 h 50 % des Weges, gemessen Juni 2026" in text
    assert "9 h → 1 h" in text


def test_a_goal_that_moved_away_says_so_in_words() -> None:
    assert "weiter entfernt als am Anfang" in _goal("{2026-06: 12}")


def test_a_goal_beyond_its_target_says_how_far() -> None:
    assert "110 % des Weges" in _goal("{2026-06: 0.2}")


def test_a_goal_that_nobody_measured_says_so() -> None:
    assert "noch nicht gemessen" in _goal("{}")


def test_the_course_of_a_goal_shows_every_value_in_order_of_time() -> None:
    assert "März 2026 8 h → Juni 2026 6,5 h" in _goal("{2026-06: 6.5, 2026-03: 8}")


def test_a_goal_whose_start_equals_its_target_has_no_share() -> None:
    yaml = "goals: {ziel: {title: Halten, measure: {name: Anteil, unit: '%', from: 5, to: 5, actual: {2026: 5}}}}"
    text = text_of(section("strategy", yaml))
    assert "des Weges" not in text
    assert "5 % gemessen 2026" in text


def test_the_missing_letters_of_smart_stand_with_their_reasons() -> None:
    html = section("strategy", "goals: {ziel: {title: Besser werden}}")
    assert html.count("smart__letter--missing") == 5
    assert "Terminiert fehlt: es hat keinen Termin" in text_of(html)


def test_what_is_overdue_says_so_in_a_word() -> None:
    yaml = """
        goals:
          ziel:
            title: Stillstand senken
            due: 2026-09-30
            milestones: {m1: {title: Linie 1, due: 2026-06-30}, m2: {title: Linie 2, due: 2026-07-31, done: true}}
            actions:
              gestern: {title: Sensor bestellen, due: 2026-11-19, status: doing}
              heute: {title: Danach, due: 2026-11-20}
    """
    text = text_of(section("strategy", yaml))
    assert text.count("überfällig") == 3
    assert "Linie 1 30. Juni 2026 überfällig" in text
    assert "Linie 2 31. Juli 2026 ✓ erreicht" in text


def test_a_dropped_goal_is_never_overdue() -> None:
    assert "überfällig" not in text_of(section("strategy", "goals: {z: {title: Alt, due: 2025, status: dropped}}"))


def test_a_goal_names_the_projects_that_serve_it() -> None:
    yaml = "goals: {ziel: {title: Wachsen}}\npipeline: {los: {title: Los 1, goal: ziel}, rest: {title: Anderes}}"
    text = text_of(section("strategy", yaml))
    assert "Unsere Vorhaben dazu Los 1" in text
    assert "Anderes" not in text


PIPELINE = """
    pipeline:
      gross: {title: Umrüstung, volume: 1000000, probability: 60 %, decision: 2026-10-01, owner: weber}
      klein: {title: Wartung, volume: 200000, probability: 0.5, decision: 2027-03-01}
      offen: {title: Idee}
      vorbei: {title: Alt, volume: 900000, probability: 90 %, decision: 2026-01-01, status: won}
"""


def test_the_weighted_sum_leaves_out_what_is_decided_and_counts_what_is_not_rated() -> None:
    text = text_of(section("strategy", PIPELINE))
    assert "Offen gesamt 1.200.000 € 700.000 €" in text
    assert "1 ohne Volumen oder Wahrscheinlichkeit" in text
    assert "Offene Vorhaben 3" in text


def test_a_decision_in_the_past_is_marked_only_while_it_is_open() -> None:
    html = section("strategy", PIPELINE)
    assert "1. Oktober 2026 überfällig" in text_of(html)
    assert "1. Januar 2026 überfällig" not in text_of(html)


def test_a_pipeline_without_open_projects_has_no_sums_above_it() -> None:
    text = text_of(section("strategy", "pipeline: {a: {title: Alt, volume: 5, status: lost}}"))
    assert "Gewichtetes Volumen" not in text


FINANCE = """
    finance:
      unit: EUR
      products:
        servo: {name: Servo, actual: {2025: 905000}, budget: {2025: 850000, 2026: 1150000}}
        service: {name: Service, actual: {2025: 95000}, budget: {2025: 150000}}
"""


def test_the_budget_is_compared_per_product_and_in_total() -> None:
    text = text_of(section("strategy", FINANCE))
    assert "▲ +6,5 %" in text
    assert "▼ −36,7 %" in text
    assert "Alle Produkte" in text
    assert "1.000.000" in text
    assert "■ ±0 %" in text


def test_products_in_another_unit_are_not_in_the_sum() -> None:
    text = text_of(section("strategy", FINANCE + "        teile: {name: Teile, unit: Stück, actual: {2025: 7}}\n"))
    assert "Produkte in anderen Einheiten sind nicht in der Summe." in text
    assert "1.000.007" not in text
    assert "Teile (Stück)" in text


def test_a_budget_of_zero_is_compared_by_the_amount() -> None:
    yaml = "finance: {unit: EUR, products: {a: {name: A, actual: {2025: 500}, budget: {2025: 0}}}}"
    assert "▲ +500" in text_of(section("strategy", yaml))


def test_the_calendar_holds_the_coming_two_years_and_names_what_lies_outside() -> None:
    yaml = """
        marketing:
          messe: {title: Hausmesse, kind: in_house_fair, date: 2027-03-18}
          quartal: {title: Workshop, date: 2027-Q2}
          frueher: {title: Rückblick, date: 2025-03-01}
          spaeter: {title: Ausblick, date: 2031}
          offen: {title: Irgendwann}
    """
    html = section("strategy", yaml)
    text = text_of(html)
    assert html.count('class="month') - html.count("month__") == 24
    assert "März 18. Hausmesse Hausmesse" in text
    assert "April Workshop" in text
    assert "oder ohne Termin: Rückblick, Ausblick, Irgendwann." in text
    assert "1. März 2025 (vergangen)" in text


def test_events_that_all_lie_outside_make_no_calendar() -> None:
    assert "calendar" not in section("strategy", "marketing: {a: {title: Alt, date: 2020}}")


def test_white_space_says_each_status_with_a_sign_and_sums_the_potential() -> None:
    yaml = """
        finance: {products: {servo: {name: Servoantriebe}}}
        white_space:
          servo: {kiel: won, asien: {status: blocked, reason: Zulassung fehlt, potential: 2100000}}
          service: {kiel: unknown}
    """
    plan = plan_of({"strategy": yaml})
    text = text_of(html_of(drawn(show_of(plan), "strategy", "white_space")))
    assert "Servoantriebe" in text
    assert "✓ Gewonnen" in text
    assert "✕ Versperrt Zulassung fehlt" in text
    assert "2,1 Mio. €" in text


def test_three_missions_stand_side_by_side() -> None:
    plan = plan_of({"strategy": "mission: {horizon: 2030, account: Bevorzugter Partner}"})
    text = text_of(html_of(drawn(show_of(plan, mission="Maschinen in **Bewegung**"), "strategy", "mission")))
    assert "bis 2030" in text
    assert "Maschinen in Bewegung" in text
    assert "noch offen" in text


@pytest.mark.parametrize(("language", "word"), [("de", "Noch offen."), ("en", "Still open.")])
def test_an_empty_step_of_service_is_marked(language: str, word: str) -> None:
    html = section("strategy", "service: {priority_rule: Zuerst Nordwind}", language)  # type: ignore[arg-type]
    assert text_of(html).count(word) == 3


def test_measures_of_service_bring_their_latest_value() -> None:
    figures = "figures: {revenue: {unit: EUR, actual: {2025: 1110000}, target: {2025: 1030000}}}"
    text = text_of(section("strategy", "service: {measures: [revenue]}", figures=figures))
    assert "2025: 1.110.000 € , Soll 1.030.000 €" in text
