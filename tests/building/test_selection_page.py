"""The page on the selection: ranks, reasons, missing scores, who supports a key account, and who may see it."""

import re
from datetime import date
from pathlib import Path

import pytest
from pagecheck import dead_links, said_in, words
from repositories import Repo, without_user_configuration
from sites import PLANS, pages, publish, site, write, written

AS_OF = date(2026, 11, 28)
SELECTION = """
    criteria:
      revenue: {title: Umsatz, weight: 30, question: Wie viel kauft er?}
      potential: {title: Potenzial, weight: 60}
      fit: {title: Passung, weight: 10}
    key_account_from: 3.5
    focus_from: 2.5
    departments: [service, logistics]
    priority_rule: Nach Eingang.
    """
NORDWIND = """
    account: {name: Nordwind Antriebe AG, manager: weber, segment: key, key_account_since: 2019}
    selection:
      decided_by: kaya
      decided_on: 2026-04-09
      reason: Größter Kunde im Kanarienviertel.
      scores: {revenue: 4, potential: 4, fit: 5}
      buy_in: {Service: kaya}
    """
THORNMERE = """
    account: {name: Thornmere Packaging Ltd, manager: kaya, segment: focus}
    selection: {scores: {revenue: 2, potential: 5, fit: unknown}}
    """
PROGRAMME = {
    "programme/selection.yaml": SELECTION,
    "nordwind/plan.yaml": NORDWIND,
    "thornmere/plan.yaml": THORNMERE,
    "programme/customers.csv": "id;name;revenue;potential;plan\n1;Nordwind;900;3000000;nordwind\n"
    "2;Thornmere;80;900000;thornmere\n3;Thornmere UK;20;100000;thornmere\n",
}


def files(changed: dict[str, str] | None = None) -> dict[str, str]:
    left = {name: text for name, text in PLANS.items() if not name.startswith(("nordwind/", "thornmere/"))}
    return {**left, **PROGRAMME, **(changed or {})}


def built(tmp_path: Path, edition: str = "team", changed: dict[str, str] | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", files(changed)), tmp_path / "out", edition=edition, as_of=AS_OF)
    return pages(tmp_path / "out")


def test_accounts_stand_in_the_order_of_their_scores_with_the_reasons(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/selection.html"]
    told = said_in(page, "ranking")
    assert "Nordwind Antriebe AG 1 Key Account 4,10" in told
    assert "Deniz Kaya 9. April 2026 Größter Kunde im Kanarienviertel." in told
    assert "2019 laut Plan" in told
    assert "Thornmere Packaging Ltd 2 Fokuskunde Nach Punkten: Key Account 4,00" in told
    assert "zwischen 3,70 und 4,10: 1 Bewertung fehlt" in told
    assert 'href="../nordwind/plan.html#section-selection"' in page


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    built(tmp_path, changed={"thornmere/plan.yaml": "account: {name: Thornmere Ltd, segment: standard}\n"})
    assert list(dead_links(site(tmp_path / "out"))) == []


def test_the_plan_says_what_its_scores_are_worth_and_what_is_missing(tmp_path: Path) -> None:
    made = built(tmp_path)
    told = said_in(made["nordwind/plan.html"], "section-selection")
    assert "Umsatz 4 30 %" in told
    assert "Gewichtete Bewertung 4,1 Key Account ab 3,5: erreicht" in told
    assert "Service Deniz Kaya Logistik noch keine Zusage" in told
    assert 'href="../programme/selection.html"' in made["nordwind/plan.html"]
    other = said_in(made["thornmere/plan.html"], "section-selection")
    assert "zwischen 3,70 und 4,10, weil Bewertungen fehlen" in other
    assert "Zusage" not in other


def test_the_plan_names_criteria_by_which_nobody_judged(tmp_path: Path) -> None:
    half = THORNMERE.replace(", fit: unknown", "")
    told = said_in(built(tmp_path, changed={"thornmere/plan.yaml": half})["thornmere/plan.html"], "section-selection")
    assert "Potenzial 5 60 % Passung nicht bewertet 10 %" in told


def test_the_glance_tells_what_needs_a_decision(tmp_path: Path) -> None:
    told = said_in(built(tmp_path)["programme/selection.html"], "glance")
    assert "Key Accounts 1 von 2 Kunden mit Plan, und ein Fokuskunde" in told
    assert "Bewertung sagt etwas anderes 1" in told
    assert "Bewertung unvollständig 1 nicht nach allen Kriterien bewertet" in told
    assert "Stabile Grenze 1 von 2" in told


def test_weights_are_shown_as_shares_of_all(tmp_path: Path) -> None:
    told = said_in(built(tmp_path)["programme/selection.html"], "criteria")
    assert "Umsatz 30 % Wie viel kauft er?" in told
    assert "Potenzial 60 %" in told


def test_all_scores_are_a_table_from_which_a_script_can_count(tmp_path: Path) -> None:
    page = built(tmp_path)["programme/selection.html"]
    told = said_in(page, "what-if")
    assert "Nordwind Antriebe AG 1 4,10 Key Account 4 4 5" in told
    assert "Thornmere Packaging Ltd 2 4,00 Key Account 2 5 ?" in told
    assert '<li data-weight="60.0">Potenzial</li>' in page
    assert re.search(r'<script[^>]*src="../assets/selection\.js"', page)
    assert "selection.js" not in built(tmp_path / "b")["programme/customers.html"]


def test_the_potential_of_all_numbers_of_an_account_is_added_up(tmp_path: Path) -> None:
    told = said_in(built(tmp_path)["programme/selection.html"], "chart")
    assert "Thornmere Packaging Ltd Fokuskunde 4,00 1.000.000 €" in told


def test_departments_that_did_not_promise_stand_out(tmp_path: Path) -> None:
    told = said_in(built(tmp_path)["programme/selection.html"], "buy-in")
    assert "Kunde Service Logistik Nordwind Antriebe AG Deniz Kaya fehlt" in told


def test_how_we_choose_is_told_also_where_scores_are_hidden(tmp_path: Path) -> None:
    page = built(tmp_path, "company")["programme/selection.html"]
    assert "Vorrangregel Nach Eingang." in said_in(page, "how")
    assert "Potenzial 60 %" in said_in(page, "criteria")
    for name, content in site(tmp_path / "out").items():
        assert b"Kanarienviertel" not in content, name
    assert not re.search('id="(ranking|what-if|stability|chart|buy-in|glance)"', page)


def test_the_customer_sees_nothing_of_it(tmp_path: Path) -> None:
    made = built(tmp_path, "customer")
    assert "programme/selection.html" not in made
    assert all("Kanarienviertel" not in html and "Vorrangregel" not in html for html in made.values())


def test_sales_driven_selection_counts_focus_accounts_by_manager(tmp_path: Path) -> None:
    sales = PLANS["site.yaml"].replace("languages:", "selection: {model: sales, focus_limit: 2}\n        languages:")
    page = built(tmp_path, changed={"site.yaml": sales})["programme/selection.html"]
    assert "Deniz Kaya 1 von 2 Thornmere Packaging Ltd" in said_in(page, "focus")
    assert "Jeder Betreuer wählt bis zu 2 Fokuskunden" in said_in(page, "how")


@pytest.mark.parametrize(("limit", "is_many"), [(0, True), (9, False)])
def test_where_the_company_selects_more_key_accounts_than_meant_stand_out(
    tmp_path: Path, limit: int, is_many: bool
) -> None:
    company = f"selection: {{model: company, key_limit: {limit}}}\n        languages:"
    changed = {"site.yaml": PLANS["site.yaml"].replace("languages:", company)}
    page = built(tmp_path, changed=changed)["programme/selection.html"]
    assert f"für wenige Kunden, bis zu {limit};" in said_in(page, "how")
    assert (f"mehr als die vorgesehenen {limit}" in said_in(page, "glance")) is is_many


def test_without_a_threshold_nobody_is_on_the_wrong_side_of_it(tmp_path: Path) -> None:
    page = built(tmp_path, changed={"programme/selection.yaml": SELECTION.replace("key_account_from: 3.5", "")})[
        "programme/selection.html"
    ]
    assert "Bewertung sagt etwas anderes" not in said_in(page, "glance")
    assert "Noch ist keine Grenze gesetzt" in said_in(page, "stability")
    assert "Nach Punkten" not in words(page)


def test_without_scores_it_says_what_to_do(tmp_path: Path) -> None:
    plain = "account: {name: Nordwind AG, manager: weber, segment: key}\n"
    page = built(tmp_path, changed={"nordwind/plan.yaml": plain, "thornmere/plan.yaml": plain})
    assert "Noch hat kein Plan Bewertungen." in said_in(page["programme/selection.html"], "ranking")


def test_many_accounts_have_parts(tmp_path: Path) -> None:
    many = {
        f"k{number:03}/plan.yaml": f"account: {{name: Kunde {number}, segment: standard}}\n"
        f"selection: {{scores: {{revenue: {number % 5 + 1}}}}}\n"
        for number in range(130)
    }
    made = built(tmp_path, changed=many)
    assert [name for name in made if name.startswith("programme/selection")] == [
        "programme/selection-2.html",
        "programme/selection.html",
    ]
    assert said_in(made["programme/selection-2.html"], "ranking").count("Kunde ") == 33


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    return Repo(tmp_path / "repository")


def test_since_when_is_known_from_git(repo: Repo, tmp_path: Path) -> None:
    repo.write(written(files({"nordwind/plan.yaml": NORDWIND.replace("segment: key", "segment: focus")})))
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Begun")
    repo.now += 40 * 24 * 3600
    repo.write(written({"nordwind/plan.yaml": NORDWIND}))
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Chosen")
    publish(repo.plans, tmp_path / "site", edition="team", as_of=AS_OF)
    page = pages(tmp_path / "site")["programme/selection.html"]
    assert "4,10 10. Feb. 2026 2019 laut Plan" in said_in(page, "ranking")
    assert "oder früher" not in said_in(page, "ranking")
