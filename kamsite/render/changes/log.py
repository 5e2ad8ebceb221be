"""What a version changed, in one line: from what is remembered of it."""

from collections.abc import Sequence

from kamsite.compare.origins import PlanChanges
from kamsite.language import Language, Text, in_each
from kamsite.quoting import shown

NOT_KNOWN = Text("what came before is not known in this clone", "was vorher war, ist in diesem Klon nicht bekannt")
_NOTHING = Text("nothing changed that is shown here", "nichts geändert, was hier gezeigt wird")
_DIVISION = Text("{}: {}", "{}: {}")


@in_each
def line_of(changes: Sequence[PlanChanges] | None, plan: str, language: Language) -> str:
    """What a version changed in a plan (its id in that version), then in its divisions; None: that is not known."""
    if changes is None:
        return NOT_KNOWN.to(language)
    told = [
        one.summary[language]
        if one.id == plan
        else _DIVISION.to(language).format(shown(one.name), one.summary[language])
        for one in sorted(changes, key=lambda one: (one.id != plan, -one.decisions, one.id))
    ]
    return " · ".join(told) or _NOTHING.to(language)


def decisions_in(changes: Sequence[PlanChanges] | None) -> int:
    """How many decisions a version holds."""
    return sum(one.decisions for one in changes or ())
