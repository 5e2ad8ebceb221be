"""All rules on a plan. A rule that fails itself is one finding, not the end of the run."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.rules import (
    assets,
    dates,
    freshness,
    goals,
    people,
    position,
    references,
    selection,
    sources,
    structure,
)
from kamsite.model.rules.context import RuleContext
from kamsite.model.rules.links import PlanLinks, links_of, links_within_the_account
from kamsite.model.rules.outward import OutwardLink, outward_links
from kamsite.model.settings import Settings

Rule = Callable[[RuleContext], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.unknown_references,
    *people.RULES,
    *goals.RULES,
    *position.RULES,
    *sources.RULES,
    *dates.RULES,
    *freshness.RULES,
    *structure.RULES,
    *selection.RULES,
    *assets.RULES,
)
MOST_FINDINGS = 100
"""A rule tells so many findings on one plan."""

_FIRST_THESE = Text(
    "Mend the first ones, then check again.", "Beheben Sie zuerst die genannten, und prüfen Sie dann noch einmal."
)
_SEVERITIES = {"warning": Severity.WARNING, "advice": Severity.ADVICE}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say about an account, and its links that lead out of it, which nobody can judge from inside."""

    findings: tuple[Finding, ...]
    links: tuple[OutwardLink, ...]


def check_account(contexts: Sequence[RuleContext]) -> Judged:
    """What the rules say about an account and its divisions; severities as site.yaml sets them.

    `contexts` holds that of each plan, the account's own first.
    """
    own = contexts[0]
    written: list[PlanLinks] = []

    def links_within(_: RuleContext) -> Iterator[Finding]:
        written.extend(links_of(context) for context in contexts)
        return links_within_the_account(written, own.schemas)

    found = [finding for context in contexts for rule in RULES for finding in _findings(rule, context)]
    found += _findings(links_within, own)
    outward = (link for plan in written for link in outward_links(plan))
    return Judged(as_set(found, own.settings), tuple(outward))


def _findings(rule: Rule, context: RuleContext) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(_not_too_many(rule(context)))
    except Exception as trouble:
        if os.environ.get("KAMSITE_DEBUG"):
            raise
        found.append(_failed(context, rule, trouble))
    return found


def _not_too_many(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of a rule on a plan; where there are very many, one cause explains the others."""
    for number, finding in enumerate(findings):
        if number >= MOST_FINDINGS:
            more = Text("… and more of this kind.", "… und weitere dieser Art.")
            yield replace(finding, message=more, hint=_FIRST_THESE, place=Place(finding.place.file), notes=())
            return
        yield finding


def as_set(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings with the severities that site.yaml gives to their codes; errors stay errors."""
    kept: list[Finding] = []
    for finding in findings:
        wanted = settings.severities.get(finding.code)
        if wanted is None or finding.severity is Severity.ERROR:
            kept.append(finding)
        elif wanted != "off":
            kept.append(replace(finding, severity=_SEVERITIES[wanted]))
    return tuple(kept)


def _failed(context: RuleContext, rule: Rule, trouble: Exception) -> Finding:
    name = getattr(rule, "__name__", "?")
    return Finding(
        "K098",
        Severity.WARNING,
        context.place("plan"),
        Text(
            f"The rule {name} failed ({type(trouble).__name__}).",
            f"Die Regel {name} ist gescheitert ({type(trouble).__name__}).",
        ),
        Text("This is a mistake in kamsite: please report it.", "Das ist ein Fehler in kamsite: Bitte melden Sie ihn."),
    )
