"""A programme with something on each of its pages, built, and its pages taken apart: for the tests of these pages."""

from datetime import date
from pathlib import Path

from sites import PLANS, pages, publish, write

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
