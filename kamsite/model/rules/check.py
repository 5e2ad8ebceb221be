"""All rules on a plan, and those across plans. A rule that fails itself is one finding, not the end of the run."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace

from kamsite.diagnostics import Finding, Severity
from kamsite.language import Text
from kamsite.model.folder import PlansFolder
from kamsite.model.rules import dates, goals, people, position, references, structure
from kamsite.model.rules.context import RuleContext
from kamsite.model.schema import Schemas
from kamsite.source.snapshot import Snapshot

Rule = Callable[[RuleContext], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.unknown_references,
    *people.RULES,
    *goals.RULES,
    *position.RULES,
    *dates.RULES,
    *structure.RULES,
)
_SEVERITIES = {"warning": Severity.WARNING, "advice": Severity.ADVICE}


def check_plan(context: RuleContext) -> tuple[Finding, ...]:
    """What the rules say about one plan, without its divisions; severities as site.yaml sets them."""
    found: list[Finding] = []
    for rule in RULES:
        try:
            found.extend(rule(context))
        except Exception as trouble:
            if os.environ.get("KAMSITE_DEBUG"):
                raise
            found.append(_failed(context, rule, trouble))
    return tuple(adjusted for finding in found if (adjusted := _as_set(finding, context)) is not None)


def _as_set(finding: Finding, context: RuleContext) -> Finding | None:
    """The finding with the severity that site.yaml gives its code; errors stay errors."""
    wanted = context.settings.severities.get(finding.code)
    if wanted is None or finding.severity is Severity.ERROR:
        return finding
    return None if wanted == "off" else replace(finding, severity=_SEVERITIES[wanted])


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


def check_portfolio(folder: PlansFolder, snapshot: Snapshot, schemas: Schemas) -> tuple[Finding, ...]:
    """What the rules say about settings, programme and what lies between accounts."""
    return ()
