"""The figures of all plans, what moved in them, and all plans in brief."""

import re
from pathlib import Path

import pytest
from pagecheck import section, words
from repositories import Repo
from sites import PLANS, pages, publish, write

DAY = 24 * 3600
LATER = 322 * DAY
SITE = "languages: [en]\nlayout: {engine: none}\n"
COVER = "account: {name: %s, manager: %s, segment: key, country: DE}\n"
PEOPLE = """people:
  vogt: {name: Henrik Vogt, attitude: %s, roles: [decider], influence: 4}
  klose: {name: Peter Klose, attitude: %s, influence: 5}
"""
STRATEGY = """goals: {linie: {title: Neue Linie, status: %s, due: 2027-03-31}}
finance: {products: {servo: {actual: {2025: 900000}, budget: {2025: 1000000, 2027: %s}}}}
pipeline: {linie: {title: Linie 3, volume: %s, probability: 50 %%}}
"""


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, str]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return pages(tmp_path / "out")


@pytest.fixture
def moved(tmp_path: Path) -> dict[str, str]:
    """A site whose only account changed in the last weeks, and once two months before."""
    repo = Repo(tmp_path / "repo")
    files = {
        "site.yaml": SITE,
        "staff.yaml": "weber: {name: Jonas Weber}\n",
        "nordwind/plan.yaml": COVER % ("Nordwind", "weber"),
        "nordwind/people.yaml": PEOPLE % ("neutral", "positive"),
        "nordwind/strategy.yaml": STRATEGY % ("on_track", 2000000, 400000),
    }
    repo.commit("begin", files)
    repo.now += LATER - 60 * DAY
    repo.commit("a visit", {"nordwind/people.yaml": PEOPLE % ("positive", "positive")})
    repo.now += 60 * DAY
    changed = {
        "nordwind/people.yaml": PEOPLE % ("mentor", "negative"),
        "nordwind/strategy.yaml": STRATEGY % ("at_risk", 2500000, 500000),
    }
    repo.commit("a meeting", changed)
    publish(repo.plans, tmp_path / "site")
    return pages(tmp_path / "site")


def test_what_moved_is_told_for_better_and_for_worse_since_a_month_and_a_quarter(moved: dict[str, str]) -> None:
    page = moved["key-figures.html"]
    better, worse = words(section(page, "better")), words(section(page, "worse"))
    assert "What Since 1 October 2026 Since 1 August 2026" in better
    assert "Henrik Vogt Nordwind Positive ▲ Mentor Neutral ▲ Mentor" in better
    assert "Budget 2027 Nordwind 2.0 m € ▲ 2.5 m € 2.0 m € ▲ 2.5 m €" in better
    assert "Pipeline, weighted Nordwind 200 k € ▲ 250 k €" in better
    assert "Goal: Neue Linie Nordwind On track ▼ At risk" in worse
    assert "Peter Klose Nordwind Positive ▼ Negative" in worse
    assert "Better / worse 3 / 2 Since 1 October 2026" in words(section(page, "glance"))


def test_what_moved_is_counted_by_manager_and_leads_to_the_accounts(moved: dict[str, str]) -> None:
    table = section(moved["key-figures.html"], "manager")
    link = r'href="(index\.html#accounts\?manager=weber[^"]*worse[^"]*)">3 / 2<'
    assert re.search(link, table)
    accounts = section(moved["index.html"], "accounts")
    assert "Got better since 1 August 2026" in words(accounts)


def test_what_moved_only_before_the_last_month_stands_below_with_its_column_empty(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    files = {"site.yaml": SITE, "staff.yaml": "weber: {name: Jonas Weber}\n"}
    cover = {"nordwind/plan.yaml": COVER % ("Nordwind", "weber"), "nordwind/people.yaml": PEOPLE % ("enemy", "enemy")}
    repo.commit("begin", files | cover)
    repo.now += LATER - 60 * DAY
    repo.commit("a visit", {"nordwind/people.yaml": PEOPLE % ("neutral", "enemy")})
    repo.now += 60 * DAY
    repo.commit("now", {"nordwind/people.yaml": PEOPLE % ("neutral", "negative")})
    publish(repo.plans, tmp_path / "site")
    better = section(pages(tmp_path / "site")["key-figures.html"], "better")
    rows = re.findall(r"<tr><th scope=.row.>.*?</tr>", better)
    assert [words(row) for row in rows] == [
        "Peter Klose Nordwind Enemy ▲ Negative Enemy ▲ Negative",
        "Henrik Vogt Nordwind Enemy ▲ Neutral",
    ]
    assert "<td></td>" in rows[1]


def test_a_plan_that_nobody_changed_lately_did_not_move(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    files = {"site.yaml": SITE, "staff.yaml": "weber: {name: Jonas Weber}\n"}
    cover = {"nordwind/plan.yaml": COVER % ("Nordwind", "weber"), "nordwind/people.yaml": PEOPLE % ("enemy", "enemy")}
    repo.commit("begin", files | cover)
    repo.commit("early", {"nordwind/people.yaml": PEOPLE % ("mentor", "mentor")})
    repo.now += LATER
    repo.commit("another", {"zeller/plan.yaml": COVER % ("Zeller", "weber")})
    publish(repo.plans, tmp_path / "site")
    page = pages(tmp_path / "site")["key-figures.html"]
    assert 'id="better"' not in page, "a new plan is no move either"


def test_a_division_counts_once_and_a_number_says_what_it_is_against_budget(tmp_path: Path) -> None:
    finance = "finance: {products: {servo: {actual: {2025: %s}, budget: {2025: %s}}}}\n"
    page = built(
        tmp_path,
        {
            "nordwind/strategy.yaml": finance % (900000, 1000000),
            "nordwind/divisions/marine/plan.yaml": "account: {name: Marine ApS, manager: kaya}\n",
            "nordwind/divisions/marine/strategy.yaml": finance % (300000, 200000),
        },
    )["en/key-figures.html"]
    assert "Revenue, latest 900 k € ▼ −10 % against budget" in words(section(page, "glance"))
    table = words(section(page, "manager"))
    assert "Deniz Kaya 2 300 k € ▲ +50 %" in table, "where its account is in another group it counts"
    assert "From budget to actual, 2025" in words(section(page, "bridge"))


def test_divisions_tell_their_own_figures_below_the_account_as_a_whole(tmp_path: Path) -> None:
    finance = "finance: {products: {servo: {actual: {2025: %s}, budget: {2025: %s}}}}\n"
    made = built(
        tmp_path,
        {
            "nordwind/strategy.yaml": finance % (900000, 1000000),
            "nordwind/divisions/marine/plan.yaml": "account: {name: Marine ApS, manager: kaya}\n",
            "nordwind/divisions/marine/people.yaml": PEOPLE % ("mentor", "negative"),
            "nordwind/divisions/marine/strategy.yaml": finance % (300000, 200000),
        },
    )
    table = section(made["en/key-figures.html"], "division")
    whole, marine = re.findall(r"<tr[^>]*><th scope=.row.>.*?</tr>", table)
    assert "900 k € ▼ −10 %" in words(whole), "what the division sells stands in the account's revenue already"
    assert 'href="index.html#accounts?whole=nordwind&amp;sort=-revenue"' in whole
    assert words(marine).startswith("Marine ApS 300 k € ▲ +50 % 0 / 1 1 / 1"), words(marine)
    assert 'href="nordwind/divisions/marine/strategy.html#section-finance"' in marine
    assert 'data-column="whole" data-choice' in section(made["en/index.html"], "accounts")


def test_without_divisions_there_is_no_table_of_them(moved: dict[str, str]) -> None:
    assert 'id="division"' not in moved["key-figures.html"]


def test_numbers_lead_to_the_rows_that_they_are_made_of(tmp_path: Path) -> None:
    page = built(tmp_path, {})["en/key-figures.html"]
    links = re.findall(r'href="([^"]*\?[^"]*)"', section(page, "manager"))
    assert "index.html#accounts?manager=weber" in links
    assert all(link.startswith("index.html#accounts?manager=") for link in links)


def test_goals_of_which_nobody_says_how_they_stand_leave_no_empty_link(tmp_path: Path) -> None:
    goals = "goals: {linie: {title: Neue Linie}, asien: {title: Zwei Werke}}\n"
    page = built(tmp_path, {"nordwind/strategy.yaml": goals})["en/key-figures.html"]
    assert not re.search(r"<a [^>]*></a>", page)


def test_an_edition_shows_figures_without_money_and_people_where_it_shows_neither(tmp_path: Path) -> None:
    made = built(tmp_path, {}, edition="company")
    page = words(made["en/key-figures.html"])
    for secret in ("Revenue", "Pipeline, weighted", "Deciders", "against us", "To budget"):
        assert secret not in page
    assert "Complete on average" in page
    assert "Who decides" not in words(made["en/briefing.html"])


def test_all_plans_in_brief_tell_who_decides_and_what_could_go_wrong(tmp_path: Path) -> None:
    changed = {
        "nordwind/people.yaml": PEOPLE % ("positive", "enemy"),
        "nordwind/strategy.yaml": (STRATEGY % ("off_track", 2000000, 400000))
        + "open_questions: {wann: {question: Wann entscheidet die Bank?}}\n",
    }
    row = words(section(built(tmp_path, changed)["en/briefing.html"], "plans"))
    assert "Henrik Vogt + Positive nobody of us" in row
    assert "Revenue 2025: 900 k € ▼ −10 % to budget Pipeline, weighted: 200 k €" in row
    assert "Nobody of us addresses Henrik Vogt Against us: Peter Klose Off track Neue Linie" in row
    assert "We do not know: Wann entscheidet die Bank?" in row


def test_an_overview_tells_in_words_what_is_new(moved: dict[str, str]) -> None:
    new = words(section(moved["nordwind/index.html"], "new"))
    assert "Peter Klose: attitude to us positive → negative" in new
    assert "a meeting" in new, "the reason stands below"


def test_an_overview_tells_what_we_do_not_know_with_who_finds_out(tmp_path: Path) -> None:
    questions = """
        open_questions:
          bank: {question: Wann entscheidet die Bank?, owner: weber, due: 2020-01-31}
          chef: {question: Wer wird Chef?, answer: Frau Brandt}
        pipeline: {linie: {title: Linie, volume: unknown}}
        """
    page = built(tmp_path, {"nordwind/strategy.yaml": questions})["en/nordwind/index.html"]
    unknown = words(section(page, "unknown"))
    assert "31 Jan 2020 Wann entscheidet die Bank? overdue Jonas Weber" in unknown
    assert "1 values that the plan marks as unknown" in unknown
    assert "Wer wird Chef?" not in unknown


def test_a_year_without_an_actual_is_not_said_to_have_none(moved: dict[str, str]) -> None:
    said = moved["key-figures.html"].partition("<desc")[2].partition("</desc>")[0].partition(">")[2]
    assert words(said) == "Actual 2025: 0.9 m €; Budget 2025: 1 m €; Budget 2027: 2.5 m €"


def test_goals_of_which_nobody_says_how_they_stand_are_not_counted_as_off_or_on_track(tmp_path: Path) -> None:
    goals = "goals: {a: {title: Linie}, b: {title: Werk}}"
    page = built(tmp_path, {"nordwind/strategy.yaml": goals})["key-figures.html"]
    figure = page.partition("<dt>Ziele auf Kurs</dt>")[2].partition("</div>")[0]
    assert words(figure) == "0 / 2 2 ohne Stand"
    assert '<div class="figure">\n<dt>Ziele auf Kurs' in page
