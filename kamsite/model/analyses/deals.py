"""Key projects (D23) as small values: tenders, opportunities and projects."""

import msgspec

from kamsite.model.analyses.rivals import name_of_rival
from kamsite.model.plan import Plan


class Deal(msgspec.Struct, frozen=True):
    """A key project; `anchor` is its place on the chapter's page. `volume` in the site's currency.

    `probability` from 0 to 1, `decision` a day or a period, `status` "open", "won", "lost" or "withdrawn", `rivals` the
    names of competitors, `owner` one of our people.
    """

    entry: str
    title: str
    anchor: str = ""
    kind: str = ""
    status: str = "open"
    volume: float | None = None
    probability: float | None = None
    decision: str = ""
    owner: str = ""
    rivals: tuple[str, ...] = ()
    next_step: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.status == "open"

    @property
    def weighted(self) -> float | None:
        """The volume times the likelihood; None where one of them is not known."""
        if self.volume is None or self.probability is None:
            return None
        return self.volume * self.probability


def deals_of(plan: Plan) -> tuple[Deal, ...]:
    """The key projects of a plan (without its divisions)."""
    return tuple(
        Deal(
            entry,
            project.title,
            # A goal of the same id stands above, and has the plain address.
            f"pipeline-{entry}" if entry in plan.strategy.goals else entry,
            project.kind or "",
            project.status or "open",
            project.volume,
            project.probability,
            project.decision or "",
            project.owner or "",
            tuple(name_of_rival(plan, rival) for rival in dict.fromkeys(project.competitors)),
            project.next_step or "",
        )
        for entry, project in plan.strategy.pipeline.items()
    )
