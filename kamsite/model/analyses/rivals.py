"""Our competitors at a customer: how dangerous they are, what we lost to them and why, where we meet them now."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from kamsite.model.plan import Plan
from kamsite.model.position import Competitor

OUTCOMES = ("lost", "open", "won", "withdrawn")
_ASIDE = re.compile(r"\([^()]*\)")
_SILENT = re.compile(r"[.'’/]")
_BETWEEN = re.compile(r"[\W_]+")
# What may stand at the end of a company's name; several of them for "GmbH & Co. KG".
_LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        """
        ab ag as asa aps bv bvba co company corp corporation cv de eg ek gbr gmbh inc incorporated kft kg kgaa kk
        limited llc llp lp ltd ltda mbh nv ohg oo ooo oy oyj plc pty pvt sa sarl sas se sl sp spa srl sro ug z zrt
        """,
    )
)


class Encounter(msgspec.Struct, frozen=True):
    """A project in which we met a competitor. `when` is the year, or the day of the decision; `outcome`: `OUTCOMES`."""

    title: str
    chapter: str
    anchor: str
    outcome: str
    when: str
    volume: float | None
    reasons: tuple[str, ...] = ()


class Rival(msgspec.Struct, frozen=True):
    """A competitor at a customer. `anchor` is empty where another plan describes them; `threat` from 1 to 5."""

    name: str
    anchor: str
    threat: int | None
    share: float | None
    response: str
    encounters: tuple[Encounter, ...]


@lru_cache(maxsize=16384)
def folded_name(name: str) -> str:
    """What names of the same company have in common: no capitals, no legal form, nothing in brackets."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = _BETWEEN.split(_SILENT.sub("", _ASIDE.sub(" ", plain)))
    words = [word for word in words if word]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words) or plain.strip()


def rivals_of(plan: Plan) -> tuple[Rival, ...]:
    """The competitors that a plan describes or names in its projects; those of a plan above go by the name there."""
    own = plan.position.competitors
    met: dict[str, list[Encounter]] = {id_: [] for id_ in own}
    for id_, encounter in _encounters(plan):
        met.setdefault(id_, []).append(encounter)
    return tuple(_rival(plan, id_, own.get(id_), tuple(encounters)) for id_, encounters in met.items())


def _rival(plan: Plan, id_: str, described: Competitor | None, encounters: tuple[Encounter, ...]) -> Rival:
    if described is None:
        return Rival(name_of_rival(plan, id_), "", None, None, "", encounters)
    return Rival(described.name, id_, described.threat, described.share, described.response or "", encounters)


def name_of_rival(plan: Plan, id_: str) -> str:
    """What the plan, or one above it, calls a competitor; the id where neither describes it."""
    here: Plan | None = plan
    while here is not None:
        if id_ in here.position.competitors:
            return here.position.competitors[id_].name
        here = here.parent
    return id_


def _encounters(plan: Plan) -> Iterator[tuple[str, Encounter]]:
    """Past projects, and those in the pipeline, each with the id of a competitor in it."""
    for entry, project in plan.position.projects.items():
        if project.competitor and project.result:
            reasons = tuple(reason.text for reason in project.reasons)
            when, volume = project.year or "", project.volume
            found = Encounter(project.title, "position", entry, project.result, when, volume, reasons)
            yield project.competitor, found
    for entry, chance in plan.strategy.pipeline.items():
        outcome = chance.status or "open"
        for id_ in dict.fromkeys(chance.competitors):
            yield id_, Encounter(chance.title, "strategy", entry, outcome, chance.decision or "", chance.volume)
