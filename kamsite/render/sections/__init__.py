"""The sections of a plan that are drawn in their own way; every other section is shown by its schema.

Each drawing arranges what it knows and leaves the rest to `kamsite.render.generic`: nothing that a team wrote is lost.
"""

from collections.abc import Callable, Mapping

from kamsite.model.field import Field
from kamsite.render.blocks import Block
from kamsite.render.sections import (
    competitors,
    cover,
    figures,
    finance,
    goals,
    market,
    marketing,
    mission,
    owners,
    people,
    perception,
    pipeline,
    portfolio,
    potential,
    profile,
    projects,
    purchasing,
    relationships,
    selection,
    service,
    swot,
    white_space,
)
from kamsite.render.show import Show
from kamsite.source.document import Value

SectionDrawing = Callable[[Show, Field, Value], tuple[Block, ...]]

DRAWINGS: Mapping[tuple[str, str], SectionDrawing] = {
    ("plan", "workshop"): cover.workshop,
    ("plan", "team"): cover.team,
    ("plan", "selection"): selection.selection,
    ("plan", "confirmed"): cover.confirmed,
    ("customer", "profile"): profile.profile,
    ("customer", "owners"): owners.owners,
    ("customer", "subsidiaries"): owners.subsidiaries,
    ("customer", "goals"): goals.of_customer,
    ("customer", "purchasing"): purchasing.purchasing,
    ("customer", "market"): market.market,
    ("customer", "competitors"): competitors.of_customer,
    ("customer", "swot"): swot.of_customer,
    ("people", "people"): people.people,
    ("people", "relationships"): relationships.relationships,
    ("position", "projects"): projects.projects,
    ("position", "portfolio"): portfolio.drawing,
    ("position", "perception"): perception.perception,
    ("position", "market"): market.market,
    ("position", "competitors"): competitors.of_ours,
    ("position", "swot"): swot.of_ours,
    ("position", "potential"): potential.potential,
    ("strategy", "mission"): mission.mission,
    ("strategy", "goals"): goals.of_ours,
    ("strategy", "finance"): finance.finance,
    ("strategy", "pipeline"): pipeline.pipeline,
    ("strategy", "service"): service.service,
    ("strategy", "marketing"): marketing.marketing,
    ("strategy", "white_space"): white_space.white_space,
    ("figures", "figures"): figures.figures,
}
