"""All rules on a plan, and those across plans. A rule that fails itself is one finding, not the end of the run."""

from kamsite.diagnostics import Finding
from kamsite.model.folder import PlansFolder
from kamsite.model.rules.context import RuleContext
from kamsite.model.schema import Schemas
from kamsite.source.snapshot import Snapshot


def check_plan(context: RuleContext) -> tuple[Finding, ...]:
    """What the rules say about one plan, without its divisions."""
    return ()


def check_portfolio(folder: PlansFolder, snapshot: Snapshot, schemas: Schemas) -> tuple[Finding, ...]:
    """What the rules say about settings, programme and what lies between accounts."""
    return ()
