"""What the customer sees of goals: those that are agreed on, and nothing that tells of others."""

from pathlib import Path

from sites import PLANS, pages, publish, write

GOALS = """
    goals:
      halt: {title: Stillstand halbieren, due: 2027-06, agreed_with_customer: true}
      plan: {title: Umsatz verdoppeln, due: 2027-06}
    """


def strategy(tmp_path: Path, edition: str) -> str:
    plans = write(tmp_path / "plans", {**PLANS, "nordwind/strategy.yaml": GOALS})
    publish(plans, tmp_path / "site", keep_going=True, edition=edition)
    return pages(tmp_path / "site")["nordwind/strategy.html"]


def test_the_customer_reads_of_agreed_goals_and_not_of_five(tmp_path: Path) -> None:
    page = strategy(tmp_path, "customer")
    assert "<h2>Gemeinsam vereinbarte Ziele</h2>" in page
    assert "Stillstand halbieren" in page
    assert "Umsatz verdoppeln" not in page
    assert "fünf" not in page
    assert "Mit dem Kunden abgestimmt" not in page


def test_the_company_reads_of_all_of_them_and_which_are_agreed(tmp_path: Path) -> None:
    page = strategy(tmp_path, "company")
    assert "<h2>Die fünf wichtigsten Ziele</h2>" in page
    assert "Umsatz verdoppeln" in page
    assert "Mit dem Kunden abgestimmt" in page
