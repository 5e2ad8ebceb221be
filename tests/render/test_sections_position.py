"""Portfolio, projects, perception, SWOT, figures and the customer's sections."""

from section_plans import drawn, html_of, plan_of, section, show_of, text_of

from kamsite.render.blocks import Cards

PORTFOLIO = """
    portfolio:
      marine: {name: Marine, attitude: 1, potential: 2400000, revenue: 310000}
      asien: {name: Asien, attitude: -1, potential: 3100000, revenue: 0}
      neu: {name: Neu, attitude: unknown, potential: 900000}
"""


def test_divisions_stand_in_their_field_and_a_negative_one_without_chances_is_marked() -> None:
    text = text_of(section("position", PORTFOLIO))
    assert "Marine Fokus" in text
    assert "Asien Gewinnen" in text
    assert text.count("wie wir sie gewinnen: noch offen") == 1


def test_a_division_without_attitude_is_named_below_the_drawing() -> None:
    assert "Haltung oder Potenzial unbekannt: Neu." in text_of(section("position", PORTFOLIO))


def test_an_edition_without_potential_has_no_drawing_and_no_fields() -> None:
    plan = plan_of({"position": PORTFOLIO})
    show = show_of(plan, shows=frozenset({"public", "internal"}))
    html = html_of(drawn(show, "position", "portfolio"))
    assert "<svg" not in html
    assert "Fokus" not in text_of(html)


def test_a_division_links_to_its_plan() -> None:
    from kamsite.model.load import give_types, read_plan, sort_files
    from kamsite.model.schema import load_schemas

    files = {
        "nordwind/plan.yaml": b"account: {name: Nordwind}",
        "nordwind/position.yaml": b"portfolio: {m: {name: Marine, attitude: 2, potential: 5, plan: divisions/marine}}",
        "nordwind/divisions/marine/plan.yaml": b"account: {name: Marine ApS}",
    }
    text, _ = read_plan(sort_files("nordwind", files), files.__getitem__, load_schemas())
    html = html_of(drawn(show_of(give_types(text, load_schemas())), "position", "portfolio"))
    assert html.count("\x02nordwind/divisions/marine/index.html\x02") == 2


def test_the_win_rate_counts_what_was_decided() -> None:
    yaml = """
        projects:
          a: {title: A, result: won, volume: 300000, year: 2024}
          b: {title: B, result: lost, volume: 100000, year: 2025}
          c: {title: C, result: withdrawn, volume: 900000}
    """
    text = text_of(section("position", yaml))
    assert "50 %" in text
    assert "1 von 2 entschiedenen · nach Volumen 75 %" in text


def test_a_lost_project_without_reason_or_competitor_is_marked_twice() -> None:
    assert text_of(section("position", "projects: {b: {title: B, result: lost}}")).count("noch offen") == 2
    assert "noch offen" not in text_of(section("position", "projects: {b: {title: B, result: won}}"))


def test_the_ladder_marks_today_and_what_is_wanted() -> None:
    html = section("position", "perception: {partnership: 3, target_partnership: 4}")
    assert html.count("is-reached") == 3
    assert html.count('aria-current="step"') == 1
    assert "angestrebt" in text_of(html)


def test_ratings_are_drawn_as_shares_of_the_possible_points() -> None:
    html = section(
        "position", "perception: {ratings: [{year: 2024, score: 40, max: 50}, {year: 2025, score: 82, max: 100}]}"
    )
    assert "2024: 80" in html.replace("\u00a0", " ")
    assert "82 von 100" in text_of(html)


def test_a_weakness_of_the_customer_without_contribution_is_open_and_ours_is_not() -> None:
    yaml = "swot: {weaknesses: [Die Linien stehen.], threats: [{text: Siebert, contribution: Rahmenangebot}]}"
    assert text_of(section("customer", yaml)).count("Unser Beitrag ist noch offen") == 1
    assert "noch offen" not in text_of(section("position", yaml))


def test_shares_of_owners_are_drawn_the_largest_first_with_the_rest() -> None:
    html = section("customer", "owners: {a: {name: Streubesitz, share: 10 %}, b: {name: Stiftung, share: 62 %}}")
    text = text_of(html)
    assert text.index("Stiftung 62 %") < text.index("Streubesitz 10 %")
    assert "nicht benannt" in text


def test_our_share_above_the_cap_is_remarked() -> None:
    yaml = "purchasing: {max_supplier_share: 30 %, our_share: 34 %}"
    assert "über der Obergrenze" in text_of(section("customer", yaml))


def test_all_nine_roles_of_the_workshop_are_listed_and_missing_ones_marked() -> None:
    text = text_of(section("plan", "workshop: {participants: {sales: [weber]}}\naccount: {name: N}"))
    assert text.count("niemand dabei") == 8
    assert "1 von 9 Rollen waren vertreten." in text


def test_a_figure_is_compared_with_its_target_in_the_same_period() -> None:
    yaml = """
        figures:
          revenue: {unit: EUR, actual: {2024: 890000, 2025: 1110000}, target: {2025: 1030000}, source: crm}
          market_share: {unit: "%", actual: {2025: 34}, target: {2025: 32}}
          returns: {unit: "%", actual: {2025: 0.9}, target: {2025: 0.5}}
          eigene: {label: Eigene, target: {2026: 5}}
    """
    html = section("figures", yaml)
    text = text_of(html)
    assert "1.110.000 € 1.030.000 € ▲ +7,8 %" in text
    assert "▲ +2 Pkt." in text
    assert text.count("Quelle offen") == 3
    assert "noch kein Istwert" in text
    assert 'delta--down"><span class="delta__arrow" aria-hidden="true">▲</span> +0,4' in html.replace("\u00a0", " ")


def test_splits_stand_below_each_other_with_the_whole() -> None:
    yaml = "figures: {revenue: {unit: EUR, actual: {2025: 300}, by: {region: {DE: {actual: {2025: 200}}}}}}"
    text = text_of(section("figures", yaml))
    assert "Umsatz, nach Region" in text
    assert "DE 200 Gesamt 300" in text


def test_entries_of_one_id_in_two_sections_have_two_anchors() -> None:
    plan = plan_of({"strategy": "goals: {asien: {title: Asien}}\npipeline: {asien: {title: Los, note: Neu}}"})
    show = show_of(plan)
    (goals,) = drawn(show, "strategy", "goals")
    assert isinstance(goals, Cards)
    assert [card.id for card in goals.cards] == ["asien"]
    assert "#pipeline-asien" in html_of(drawn(show, "strategy", "pipeline"))


def test_a_key_figure_shows_its_latest_value_and_the_change() -> None:
    figure = "{label: Umsatz, unit: MEUR, values: {2023: 100, 2024: 800, 2025: 900}, peers: {B: {2025: 1}}}"
    yaml = f"profile: {{key_figures: {{r: {figure}}}}}"
    html = section("customer", yaml)
    assert "900 MEUR 2025 · ▲ +12,5 % seit 2024" in text_of(html)
    assert "<desc>Nordwind AG: von 100" in html
