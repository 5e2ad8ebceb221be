"""Where plans have their facts from: sources, how often each chapter names one, what rests on a single one."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from kamsite.model.field import UNKNOWN
from kamsite.model.plan import CHAPTERS, Plan, made_once
from kamsite.source.document import Value

# The chapters of facts and judgements: they should not rest on one source (K432).
ON_MANY = ("customer", "position", "figures")


class SourceSummary(msgspec.Struct, frozen=True):
    """A source that a plan describes. `date` is a day or a period; `by` who of us had it."""

    id: str
    title: str
    kind: str = ""
    date: str = ""
    by: str = ""


class Citing(msgspec.Struct, frozen=True):
    """How many facts of a chapter name a source, by the id that it has in the plan or in one above it."""

    source: str
    chapter: str
    facts: int


def sources_of(plan: Plan) -> tuple[SourceSummary, ...]:
    """The sources that a plan describes."""
    return tuple(
        SourceSummary(id_, source.title, source.kind or "", source.date or "", source.by or "")
        for id_, source in plan.cover.sources.items()
    )


@made_once
def citing_of(plan: Plan) -> tuple[Citing, ...]:
    """How often the chapters of a plan name each source."""
    found = []
    for chapter in CHAPTERS:
        counts = Counter(_sources_in(plan.data[chapter]))
        found += [Citing(source, chapter, counts[source]) for source in sorted(counts)]
    return tuple(found)


def _sources_in(value: Value) -> Iterator[str]:
    """The sources that a value and all below it name, as often as they do."""
    stack: list[Value] = [value]
    while stack:
        inside = stack.pop()
        if isinstance(inside, dict):
            if named := inside.get("source"):
                for source in named if isinstance(named, list) else [named]:
                    if isinstance(source, str) and source != UNKNOWN:
                        yield source
            stack.extend(inside.values())
        elif isinstance(inside, list):
            stack.extend(inside)
