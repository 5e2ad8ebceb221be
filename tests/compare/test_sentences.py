"""Changes as sentences in both languages."""

import pytest
from comparing import account, compared, criteria, only, read

from kamsite.compare.change import Derived
from kamsite.compare.names import names_of
from kamsite.compare.plans import compare_plans
from kamsite.language import Text
from kamsite.render.changes.sentences import derived_sentence, following, sentence
from kamsite.render.changes.summary import summary

PLAN = {
    "people.yaml": """people:
  brandt: {name: Dr. Sabine Brandt, attitude: positive, roles: [decider, buyer], influence: 3, reports_to: vogt}
  vogt: {name: Henrik Vogt}
relationships:
  - {person: brandt, by: weber, strength: 4, message: Wir halten Termine.}
""",
    "strategy.yaml": """goals:
  verfuegbarkeit:
    title: Verfügbarkeit
    due: 2027-06-30
    measure: {name: Stillstand, from: 9, to: 1, unit: h}
    actions: {messen: {title: Messreihe, owner: weber, due: 2026-Q3}}
pipeline:
  umruestung: {title: Umrüstung, volume: 1000000, probability: 40 %, competitors: [siebert]}
finance: {unit: EUR, products: {servo: {name: Servo, budget: {"2027": 1150000}}}}
""",
    "position.yaml": """competitors: {siebert: {name: Siebert AG}, borealis: {name: Borealis}}
swot: {strengths: [Wir sind pünktlich]}
""",
    "customer.yaml": "purchasing: {sourcing: dual, our_share: 30 %}\n",
    "plan.yaml": "account: {name: Nordwind, manager: weber, segment: key}\n",
}
SENTENCES = [
    ("attitude: positive", "attitude: negative", "Dr. Sabine Brandt: attitude to us positive → negative [now against us]", "Dr. Sabine Brandt: Einstellung zu uns Positiv → Negativ [jetzt gegen uns]"),
    ("influence: 3", "influence: 5", "Dr. Sabine Brandt: influence on purchases 3 (some) → 5 (decisive)", "Dr. Sabine Brandt: Einfluss auf Käufe 3 (spürbar) → 5 (entscheidend)"),
    ("reports_to: vogt", "reports_to: unknown", "Dr. Sabine Brandt: reports to Henrik Vogt → unknown", "Dr. Sabine Brandt: Berichtet an Henrik Vogt → unbekannt"),
    ("[decider, buyer]", "[decider]", "Dr. Sabine Brandt: roles in the buying centre: buyer (removed)", "Dr. Sabine Brandt: Rollen im Buying-Center: Einkäufer (entfernt)"),
    ("due: 2027-06-30", "due: 2027-08-31", "Verfügbarkeit: due two months later (30 June 2027 → 31 August 2027) [later than before]", "Verfügbarkeit: Fällig zwei Monate später (30. Juni 2027 → 31. August 2027) [später als bisher]"),
    ("due: 2026-Q3", "due: 2026-Q2", "Verfügbarkeit › Messreihe: due a quarter earlier (Q3 2026 → Q2 2026)", "Verfügbarkeit › Messreihe: Fällig ein Quartal früher (Q3 2026 → Q2 2026)"),
    ("1150000", "1290000", "Servo: budget 2027 +12\u00a0% (1.15 → 1.29\u00a0m\u00a0€)", "Servo: Budget 2027 +12\u00a0% (1,15 → 1,29\u00a0Mio.\u00a0€)"),
    ("probability: 40 %", "probability: 55 %", "Umrüstung: likelihood +15 points (40 → 55\u00a0%)", "Umrüstung: Wahrscheinlichkeit +15 Prozentpunkte (40 → 55\u00a0%)"),
    ("[siebert]", "[siebert, borealis]", "Umrüstung: competitors: Borealis (new)", "Umrüstung: Wettbewerber: Borealis (neu)"),
    ("from: 9, to: 1,", "from: 9, to: 2,", "Verfügbarkeit: measure target value +100\u00a0% (1 → 2\u00a0h)", "Verfügbarkeit: Messgröße Zielwert +100\u00a0% (1 → 2\u00a0h)"),
    ("sourcing: dual", "sourcing: single", "Purchasing strategy: sourcing dual sourcing → single sourcing", "Einkaufsstrategie: Bezugsquellen Zwei Lieferanten → Einzelbezug"),
    ("strength: 4", "strength: 2", "Dr. Sabine Brandt: strength 4 (trust) → 2 (occasional)", "Dr. Sabine Brandt: Stärke 4 (Vertrauen) → 2 (gelegentlich)"),
    ("  vogt: {", "  oez: {name: Emine Öz, title: Werkleiterin, roles: [user, decider], attitude: mentor}\n  vogt: {", "New person: Emine Öz (Werkleiterin, user, decider, attitude to us mentor) [a decider more]", "Person neu: Emine Öz (Werkleiterin, Nutzer, Entscheider, Einstellung zu uns Mentor) [ein Entscheider mehr]"),
    ("borealis: {name: Borealis}", "", "Removed competitor: Borealis", "Wettbewerber entfernt: Borealis"),
    ("Wir sind pünktlich", "Wir sind immer pünktlich", "Our SWOT: strengths: text edited: “immer”", "Unsere SWOT: Stärken: Text geändert: „immer“"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "english", "german"), SENTENCES)
def test_a_change_is_a_sentence(old: str, new: str, english: str, german: str) -> None:
    (name,) = [name for name, text in PLAN.items() if old in text]
    comparison = compared(PLAN, {**PLAN, name: PLAN[name].replace(old, new, 1)})
    change = only(comparison)
    assert sentence(change, "en", comparison.names) == english
    assert sentence(change, "de", comparison.names) == german


LONG = "Stillstand der Linien in Kiel bis Juni 2027 von neun auf eine Stunde im Monat senken"
MORE = {
    "strategy.yaml": f"""goals:
  verfuegbarkeit:
    title: {LONG}
    due: 2027-06-30
    measure: {{name: Stillstand, to: 1, unit: h}}
    milestones: {{eins: {{title: Linie 1}}, zwei: {{title: Linie 2}}}}
finance: {{unit: EUR, products: {{servo: {{name: Servo, budget: {{"2027": 1150000}}}}}}}}
white_space: {{servo: {{kiel: {{status: won}}}}}}
service: {{measures: [market_share]}}
""",
    "customer.yaml": "purchasing: {categories: {Antriebe: brandt}}\n",
    "people.yaml": "people: {brandt: {name: Dr. Sabine Brandt}}\nrelationships: []\n",
    "position.yaml": """portfolio: {kiel: {name: Kiel}}
potential: {revenue: {"2027": 1150000}}
perception: {ratings: [{year: 2025, score: 82}, {year: 2024, score: 80}]}
""",
    "figures.yaml": 'figures: {revenue: {unit: EUR, actual: {"2025": 1}}}\n',
}
CLEARER = [
    ("Monat senken", "Monat drücken", f"{LONG[:59]}…: goal “…ine Stunde im Monat senken” → “…ine Stunde im Monat drücken”", f"{LONG[:59]}…: Ziel „…ine Stunde im Monat senken“ → „…ine Stunde im Monat drücken“"),
    ("due: 2027-06-30", "due: 2033-12-31", f"{LONG[:59]}…: due 6.5 years later (30 June 2027 → 31 December 2033) [later than before]", f"{LONG[:59]}…: Fällig 6,5 Jahre später (30. Juni 2027 → 31. Dezember 2033) [später als bisher]"),
    ("name: Stillstand", "name: Ausfall", f"{LONG[:59]}…: measure “Stillstand” → “Ausfall”", f"{LONG[:59]}…: Messgröße „Stillstand“ → „Ausfall“"),
    ("    milestones: {eins: {title: Linie 1}, zwei: {title: Linie 2}}", "", f"{LONG[:59]}…: milestones: Linie 1, Linie 2 (removed)", f"{LONG[:59]}…: Meilensteine: Linie 1, Linie 2 (entfernt)"),
    ('{"2027": 1150000}}}}\nwhite', '{"2027": 1150001}}}}\nwhite', "Servo: budget 2027 +1\u00a0€ (1,150,000 → 1,150,001\u00a0€)", "Servo: Budget 2027 +1\u00a0€ (1.150.000 → 1.150.001\u00a0€)"),
    ("status: won", "status: blocked", "servo › Kiel: status won → blocked", "servo › Kiel: Stand Gewonnen → Versperrt"),
    ("[market_share]", "[market_share, revenue]", "Service in four steps: measures: Revenue (new)", "Leistung in vier Schritten: Messgrößen: Umsatz (neu)"),
    ("Antriebe: brandt", "Antriebe: unknown", "Purchasing strategy: product groups › Antriebe: Dr. Sabine Brandt → unknown", "Einkaufsstrategie: Warengruppen › Antriebe: Dr. Sabine Brandt → unbekannt"),
    ("relationships: []", "relationships: [{person: brandt, by: weber}]", "New relationship: Dr. Sabine Brandt (weber)", "Beziehung neu: Dr. Sabine Brandt (weber)"),
    ("{name: Kiel}", "{name: Kiel}, asien: {name: Asien, potential: 3100000}", "New division or country unit: Asien (potential 3.1\u00a0m\u00a0€)", "Sparte oder Ländereinheit neu: Asien (Potenzial 3,1\u00a0Mio.\u00a0€)"),
    ('potential: {revenue: {"2027": 1150000}}', "", "Account profile and potential: possible revenue: 2027 1.15\u00a0m\u00a0€ (removed) [the amount is gone]", "Account-Profil und Potenzialanalyse: Möglicher Umsatz: 2027 1,15\u00a0Mio.\u00a0€ (entfernt) [der Betrag ist weggefallen]"),
    ("score: 82", "score: 84", "How the customer sees us: supplier ratings 2025 score +2.4\u00a0% (82 → 84)", "Wahrnehmung durch den Kunden: Lieferantenbewertungen 2025 Ergebnis +2,4\u00a0% (82 → 84)"),
    ('revenue: {unit: EUR, actual: {"2025": 1}}', "", "Removed: Revenue", "Entfernt: Umsatz"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "english", "german"), CLEARER)
def test_a_sentence_names_what_is_meant_and_shows_where_two_values_differ(
    old: str, new: str, english: str, german: str
) -> None:
    (name,) = [name for name, text in MORE.items() if old in text]
    before, after = read(MORE), read({**MORE, name: MORE[name].replace(old, new, 1)})
    (change,) = compare_plans(before, after, criteria(), names := names_of((before, after), (), "EUR")).changes
    assert sentence(change, "en", names) == english
    assert sentence(change, "de", names) == german


@pytest.mark.parametrize("after", ["", "potential: {revenue: unknown}"])
def test_a_series_of_amounts_that_is_gone_is_no_new_amount(after: str) -> None:
    before = {"position.yaml": 'potential: {revenue: {"2027": 1150000}, requirements: [Eile]}\n'}
    change = compared(before, {"position.yaml": "potential: {" + after[12:-1] + ", requirements: [Eile]}\n"}).changes[0]
    assert change.reason == Text("the amount is gone", "der Betrag ist weggefallen")


def test_a_new_goal_of_ours_is_told_in_english() -> None:
    change = only(compared({}, {"strategy.yaml": "goals: {nah: {title: Nah am Kunden, due: 2027-06-30}}\n"}))
    assert sentence(change, "en").startswith("New goal of ours: Nah am Kunden (due 30 June 2027)")


def test_people_and_goals_of_a_division_have_their_names() -> None:
    files = {
        "people.yaml": "people: {vogt: {name: Henrik Vogt}}\n",
        "divisions/marine/plan.yaml": "account: {name: Marine}\n",
        "divisions/marine/people.yaml": "people: {jensen: {name: Lars Jensen}, holm: {name: Ida Holm, reports_to: vogt}}\n",
    }
    after = {name: text.replace("reports_to: vogt", "reports_to: jensen") for name, text in files.items()}
    one = account(files, after)[-1]
    assert sentence(one.changes[0], "en", one.names) == "Ida Holm: reports to Henrik Vogt → Lars Jensen"


def test_a_share_a_year_rises_by_points() -> None:
    before = {"position.yaml": "market: {growth: {value: 4.5, unit: '% a year'}}\n"}
    after = {"position.yaml": before["position.yaml"].replace("4.5", "5.5")}
    change = only(compared(before, after))
    assert sentence(change, "en") == "Our market: growth value +1 point (4.5 → 5.5\u00a0% a year)"


def test_the_criteria_of_the_selection_have_their_names() -> None:
    plan = {"plan.yaml": "account: {name: Nordwind}\nselection: {scores: {worth: 3}}\n"}
    before, after = read(plan), read({"plan.yaml": plan["plan.yaml"].replace("3", "4")})
    names = names_of((before, after), (), "EUR", {"criteria": {"worth": "Lebenszeitwert"}})
    (change,) = compare_plans(before, after, criteria(), names).changes
    assert sentence(change, "de", names) == "Auswahl: Bewertung › Lebenszeitwert: 3 (mittel) → 4 (hoch)"


def test_a_summary_tells_what_matters_most_first_and_counts_the_rest() -> None:
    after = dict(PLAN)
    for name, old, new in (
        ("people.yaml", "attitude: positive", "attitude: enemy"),
        ("people.yaml", "influence: 3", "influence: 4"),
        ("people.yaml", "strength: 4", "strength: 3"),
        ("strategy.yaml", "probability: 40 %", "probability: 55 %"),
        ("strategy.yaml", "to: 1,", "to: 2,"),
    ):
        after[name] = after[name].replace(old, new, 1)
    assert summary(compared(PLAN, after), "en") == (
        "Dr. Sabine Brandt: attitude to us positive → enemy; Verfügbarkeit: measure target value +100\u00a0% (1 → 2\u00a0h); "
        "Dr. Sabine Brandt: influence on purchases 3 (some) → 4 (strong); 2 more"
    )


def test_a_summary_tells_other_ids_last() -> None:
    before = {**PLAN, "customer.yaml": "goals: {asien: {title: Zwei Werke in Asien bis 2027}}\n"}
    after = {**before, "customer.yaml": before["customer.yaml"].replace("asien:", "werke:")}
    after["people.yaml"] = after["people.yaml"].replace("influence: 3", "influence: 4", 1)
    told = summary(compared(before, after), "en").split("; ")
    assert told[0].startswith("Dr. Sabine Brandt: influence on purchases")
    assert told[-1] == "Zwei Werke in Asien bis 2027: id asien → werke"


def test_a_summary_of_nothing_but_formatting_says_so() -> None:
    after = {**PLAN, "position.yaml": "competitors: {borealis: {name: Borealis}, siebert: {name: Siebert AG}}\n"
             "swot: {strengths: [Wir sind pünktlich]}\n"}  # fmt: skip
    assert summary(compared(PLAN, after), "de") == "nur anders geschrieben"
    assert summary(compared(PLAN, PLAN), "en") == "nothing changed"


def test_what_follows_from_changes_is_a_sentence_with_its_difference() -> None:
    pipeline = Derived("pipeline", 1_200_000.0, 1_300_000.0, unit="EUR")
    assert derived_sentence(pipeline, "en") == "Weighted pipeline +8.3\u00a0% (1.2 → 1.3\u00a0m\u00a0€)"
    assert derived_sentence(Derived("chapter", 0.5, 0.75, title=Text("Persons", "Personen")), "de") == (
        "Vollständigkeit, Personen +25 Prozentpunkte (50 → 75\u00a0%)"
    )
    quadrant = Derived("quadrant", Text("Win over", "Gewinnen"), Text("Focus", "Fokus"), "kiel", Text("Kiel", "Kiel"))
    assert derived_sentence(quadrant, "de") == "Portfolio, Kiel: Gewinnen → Fokus"


def test_of_a_verdict_each_sentence_that_went_or_came_is_told_on_its_own() -> None:
    gone, new = (Text("All.", "Alle."),), (Text("None.", "Keiner."), Text("One.", "Einer."))
    told = following(Derived("verdict", gone, new), "de")
    assert (told.line, told.gone, told.new) == ("Power-Map", ("Alle.",), ("Keiner.", "Einer."))
    assert derived_sentence(Derived("verdict", (), new), "en") == "Power map: – → None. One."


def test_what_follows_from_changes_shows_nothing_invisible_and_no_name_of_any_length() -> None:
    evil = "Deciders: Bra\u202endt " + "N" * 10_000
    told = derived_sentence(Derived("verdict", Text("All", "Alle"), Text(evil, evil)), "en")
    assert told.startswith("Power map: All → Deciders: Bra\\u202endt NNN")
    assert len(told) < 300


def test_nothing_invisible_of_a_plan_comes_into_a_sentence() -> None:
    evil = 'name: "Bra\\e[31mndt\\u202e"'
    after = {**PLAN, "people.yaml": PLAN["people.yaml"].replace("name: Dr. Sabine Brandt", evil)}
    comparison = compared(PLAN, after)
    assert all(sentence(change, "en", comparison.names).isprintable() for change in comparison.changes)
