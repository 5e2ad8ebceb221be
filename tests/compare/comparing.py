"""What the tests of comparisons share: plans written inline, and what changed between two of them."""

from collections.abc import Mapping

from kamsite.compare.change import Change, Kind, PlanComparison
from kamsite.compare.names import names_of
from kamsite.compare.plans import Criteria, compare_account, compare_plans
from kamsite.model.field import SENSITIVITIES
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.model.schema import load_schemas

COVER = {"plan.yaml": "account: {name: Nordwind}\n"}


def read(files: Mapping[str, str], account: str = "nordwind", shows: frozenset[str] = SENSITIVITIES) -> Plan:
    """The plan that some files (below its folder) hold; without a cover it gets one."""
    schemas = load_schemas()
    contents = {f"{account}/{name}": text.encode() for name, text in {**COVER, **files}.items()}
    text, _ = read_plan(sort_files(account, contents), contents.__getitem__, schemas)
    return give_types(text, schemas, shows)


def criteria() -> Criteria:
    """What everybody may see, at the usual levels."""
    return Criteria({name: load_schemas().field(name) for name in CHAPTERS})


def compared(before: Mapping[str, str], after: Mapping[str, str]) -> PlanComparison:
    """What changed between two plans, each given by its files."""
    older, newer = read(before), read(after)
    return compare_plans(older, newer, criteria(), names_of((older, newer), ()))


def account(before: Mapping[str, str], after: Mapping[str, str]) -> list[PlanComparison]:
    """What changed in a plan and in each of its divisions."""
    older, newer = read(before), read(after)
    return compare_account(older, newer, criteria(), names_of((older, newer), ()))


def kinds(comparison: PlanComparison) -> list[Kind]:
    """What happened, change by change."""
    return [change.kind for change in comparison.changes]


def only(*comparisons: PlanComparison) -> Change:
    """The one change that there is."""
    (change,) = (change for comparison in comparisons for change in comparison.changes)
    return change
