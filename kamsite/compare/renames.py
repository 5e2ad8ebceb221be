"""Entries that have another id now: what refers to them changed with them, and means the same as before."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Renames:
    """New ids by old ones, for each thing that a reference can refer to (`people`, `goals` … as `x-reference` says)."""

    by_reference: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def now(self, reference: str | None, id_: str) -> str:
        """The id that an id before stands for now; the id itself where nothing was renamed."""
        return self.by_reference.get(reference, {}).get(id_, id_) if reference else id_

    def over(self, others: "Renames") -> "Renames":
        """These renames, and others where these say nothing."""
        references = {**others.by_reference, **self.by_reference}
        return Renames(
            {one: {**others.by_reference.get(one, {}), **self.by_reference.get(one, {})} for one in references}
        )


NO_RENAMES = Renames()
