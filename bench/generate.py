"""Makes a repository of plans for measurements: the same seed gives the same bytes.

    python -m bench.generate FOLDER --accounts 1000 --versions 3

Each account has about 370 lines of YAML, 1,500 words of Markdown and 20 people; each version after the first changes a
few values of every account. Made with one git process per version, with fixed authors and dates.
"""

import argparse
import os
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_FIRST = [
    "Anna",
    "Björn",
    "Çağla",
    "Dóra",
    "Emil",
    "Fatma",
    "Grażyna",
    "Henrik",
    "Ingrid",
    "Jonas",
    "Katja",
    "Łukasz",
    "Maren",
    "Nils",
    "Özlem",
    "Paul",
    "Rosa",
    "Søren",
]
_LAST = [
    "Ahlers",
    "Brandt",
    "Carstens",
    "Duman",
    "Ebert",
    "Fuchs",
    "Grabowska",
    "Hansen",
    "Ihde",
    "Jensen",
    "Klose",
    "Lorenz",
    "Møller",
    "Nissen",
    "Öz",
    "Petersen",
]
_WORDS = [
    "Angebot",
    "Antrieb",
    "Bedarf",
    "Budget",
    "Einkauf",
    "Entscheidung",
    "Ersatzteil",
    "Fertigung",
    "Kunde",
    "Leistung",
    "Liefertermin",
    "Linie",
    "Markt",
    "Maschine",
    "Partner",
    "Preis",
    "Projekt",
    "Qualität",
    "Rahmenvertrag",
    "Service",
    "Stillstand",
    "Strategie",
    "Umsatz",
    "Vertrag",
    "Werk",
    "Wettbewerb",
    "bis",
    "der",
    "die",
    "ein",
    "für",
    "im",
    "ist",
    "mit",
    "nach",
    "nicht",
    "sich",
    "und",
    "von",
    "vor",
    "weil",
    "wenn",
    "wir",
    "zu",
    "zur",
    "zwischen",
    "bleibt",
    "braucht",
    "sichert",
]
_DEPARTMENTS = ("Einkauf", "Produktion", "Konstruktion", "Vorstand", "Qualität", "Instandhaltung")
_ROLES = ("user", "influencer", "specifier", "buyer", "ratifier", "door_opener")
_STAFF = [f"kollege-{number}" for number in range(12)]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _prose(chance: random.Random, words: int) -> str:
    parts = []
    for number in range(words // 100):
        paragraph = " ".join(_sentence(chance, 10) for _ in range(9))
        parts.append(
            f"## Abschnitt {number + 1}\n\n{paragraph}\n\n- **{_sentence(chance, 4)}**\n- {_sentence(chance, 6)}\n"
        )
    return "\n".join(parts)


def _people(chance: random.Random) -> dict[str, Any]:
    people: dict[str, Any] = {}
    for number in range(20):
        person: dict[str, Any] = {
            "name": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            "title": f"Leitung {chance.choice(_WORDS[:26])}",
            "department": chance.choice(_DEPARTMENTS),
            "roles": ["decider"] if number in (1, 5) else [chance.choice(_ROLES)],
            "influence": chance.randint(1, 5),
            "attitude": chance.choice(["mentor", "positive", "neutral", "negative"]),
            "contact": chance.randint(0, 5),
        }
        if number:
            person["reports_to"] = f"p{(number - 1) // 4}"
        if number % 3 == 1:
            person["influences"] = {f"p{chance.randrange(number)}": chance.randint(1, 5)}
        if number in (1, 5):
            person["listens_because"] = _sentence(chance, 9)
        people[f"p{number}"] = person
    ties = [
        {
            "person": f"p{number}",
            "by": chance.choice(_STAFF),
            "strength": chance.randint(1, 5),
            "message": _sentence(chance, 6),
        }
        for number in (1, 2, 5, 7, 9)
    ]
    return {"people": people, "relationships": ties}


def _plan(number: int, chance: random.Random) -> dict[str, dict[str, Any]]:
    """The chapters of an account as values."""
    series = {str(year): chance.randint(2, 30) * 100_000 for year in (2023, 2024, 2025)}
    return {
        "plan": {
            "account": {
                "name": f"Kunde {number:05} AG",
                "industry": "Maschinenbau",
                "manager": _STAFF[number % 12],
                "segment": "key",
            },
            "team": {
                "message": _sentence(chance, 8),
                "members": {_STAFF[number % 12]: {"role": "key_account_manager"}},
            },
            "workshop": {"date": "2026-03-12", "participants": {"moderator": [_STAFF[0]], "sales": [_STAFF[1]]}},
            "sources": {
                "gb": {"title": "Geschäftsbericht 2025", "kind": "annual_report"},
                "crm": {"title": "CRM", "kind": "crm"},
            },
        },
        "customer": {
            "profile": {
                "key_figures": {
                    "revenue": {"label": "Umsatz", "unit": "MEUR", "values": {"2024": 812, "2025": 901}, "source": "gb"}
                }
            },
            "owners": {
                "stiftung": {"name": "Familienstiftung", "share": "62 %", "source": "gb"},
                "markt": {"name": "Streubesitz", "share": "38 %"},
            },
            "goals": {
                f"ziel-{one}": {
                    "title": _sentence(chance, 8),
                    "due": f"2027-0{one}-30",
                    "achievable": _sentence(chance, 5),
                    "relevant": _sentence(chance, 5),
                    "measure": {"name": "Anteil", "unit": "%", "from": 8, "to": 18},
                }
                for one in (1, 3, 6)
            },
            "swot": {key: [_sentence(chance, 9), _sentence(chance, 8)] for key in ("strengths", "opportunities")}
            | {
                key: [{"text": _sentence(chance, 9), "contribution": _sentence(chance, 6)}]
                for key in ("weaknesses", "threats")
            },
        },
        "people": _people(chance),
        "position": {
            "projects": {
                f"projekt-{one}": {
                    "title": _sentence(chance, 4),
                    "result": "won",
                    "year": "2024",
                    "volume": one * 10_000,
                }
                for one in (3, 7)
            },
            "portfolio": {
                f"bereich-{one}": {
                    "name": f"Bereich {one}",
                    "attitude": one % 3,
                    "potential": one * 500_000,
                    "revenue": one * 90_000,
                }
                for one in range(1, 5)
            },
            "competitors": {
                "siebert": {
                    "name": "Siebert Motion",
                    "strategy": _sentence(chance, 7),
                    "strengths": [_sentence(chance, 5)],
                    "threat": 4,
                }
            },
        },
        "strategy": {
            "mission": {"horizon": "2030", "account": _sentence(chance, 9)},
            "goals": {
                f"g{one}": {
                    "title": _sentence(chance, 8),
                    "due": f"2027-0{one}-28",
                    "owner": _STAFF[one],
                    "achievable": _sentence(chance, 5),
                    "relevant": _sentence(chance, 5),
                    "measure": {"name": "Stillstand", "unit": "h", "from": 9, "to": 1},
                    "actions": {
                        "erste": {
                            "title": _sentence(chance, 5),
                            "owner": _STAFF[one],
                            "due": f"2027-0{one}-15",
                            "status": "open",
                        }
                    },
                }
                for one in (1, 2, 3, 4, 5)
            },
            "finance": {
                "unit": "EUR",
                "products": {"servo": {"name": "Servo", "actual": series, "budget": {**series, "2026": 900_000}}},
            },
            "pipeline": {
                "tender": {
                    "title": _sentence(chance, 5),
                    "volume": 1_400_000,
                    "probability": "60 %",
                    "decision": "2027-02-15",
                    "owner": _STAFF[2],
                    "contacts": ["p1"],
                    "competitors": ["siebert"],
                }
            },
        },
        "figures": {
            "figures": {
                "revenue": {"unit": "EUR", "actual": series, "target": {"2026": 1_460_000}, "source": "crm"},
                "market_share": {"unit": "%", "actual": {"2025": 34}, "target": {"2026": 40}, "source": "crm"},
            }
        },
    }


def write_account(folder: Path, number: int, version: int, seed: int) -> None:
    """Writes an account as of a version; versions differ in a few values of people and figures."""
    chance = random.Random(f"{seed}/{number}")
    plan = _plan(number, chance)
    prose = {"customer": 500, "position": 300, "strategy": 500, "people": 200}
    account = folder / f"kunde-{number:05}"
    account.mkdir(parents=True, exist_ok=True)
    later = random.Random(f"{seed}/{number}/{version}")
    plan["people"]["people"]["p3"]["contact"] = version % 6
    plan["figures"]["figures"]["revenue"]["actual"]["2025"] += version * 1000 + later.randrange(1000)
    for chapter, values in plan.items():
        _write(
            account / f"{chapter}.yaml",
            yaml.dump(
                values, allow_unicode=True, sort_keys=False, width=10_000, Dumper=_Dumper, default_flow_style=None
            ),
        )
    if version == 0:
        for chapter, words in prose.items():
            _write(account / f"{chapter}.md", _prose(chance, words))


class _Dumper(yaml.CSafeDumper):
    """Writes every value out, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return data is not None


def _write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def write_settings(folder: Path, kept_versions: int) -> None:
    """Writes site.yaml and staff.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    site: Mapping[str, Any] = {
        "title": "Kundenpläne",
        "languages": ["de", "en"],
        "currency": "EUR",
        "versions": {"keep": kept_versions},
    }
    _write(folder / "site.yaml", yaml.dump(site, allow_unicode=True, sort_keys=False))
    staff = {name: {"name": f"{name.title()}", "title": "Vertrieb", "department": "Vertrieb"} for name in _STAFF}
    _write(folder / "staff.yaml", yaml.dump(staff, allow_unicode=True, sort_keys=False))


def generate(folder: Path, accounts: int, versions: int = 1, kept_versions: int = 0, seed: int = 1) -> Path:
    """Makes a repository with plans in `folder/plans` and gives back that folder."""
    plans = folder / "plans"
    write_settings(plans, kept_versions)
    _git(folder, "init", "-q", "-b", "main")
    for version in range(versions):
        for number in range(accounts):
            write_account(plans, number, version, seed)
        _git(folder, "add", "-A")
        day = f"2026-{version % 9 + 1:02}-{version // 9 % 27 + 1:02}T10:00:00+01:00"
        _git(folder, "commit", "-q", "-m", f"Stand {version + 1} aus dem Quartalsgespräch", day=day)
    return plans


def _git(folder: Path, *arguments: str, day: str = "2026-01-01T10:00:00+01:00") -> None:
    person = {"NAME": "Martina Lenz", "EMAIL": "lenz@hanse.example", "DATE": day}
    extra = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in person.items()}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **extra, **settings})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--accounts", type=int, default=100)
    parser.add_argument("--versions", type=int, default=1)
    parser.add_argument("--kept-versions", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    generate(given.folder, given.accounts, given.versions, given.kept_versions, given.seed)


if __name__ == "__main__":
    main()
