"""The roadmap (D35): modules in time, what they wait for, how much each may slip, and where we stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kamsite.model.analyses.agenda import last_day
from kamsite.model.common import first_day
from kamsite.model.programme import Levers, Module

Standing = Literal["done", "dropped", "overdue", "late_start", "doing", "planned", "undated"]


@dataclass(frozen=True, slots=True)
class PlannedModule:
    """A module with its first and last day, as far as both are known.

    `after` are the modules that it waits for; `too_early` those of them that end after it begins. `slack` are the days
    by which its end may slip before the end of the roadmap does, None where that cannot be told. `promised` is its last
    day as it was first written, None where that is today's.
    """

    id: str
    module: Module
    start: date | None
    end: date | None
    standing: Standing
    after: tuple[str, ...] = ()
    too_early: tuple[str, ...] = ()
    slack: int | None = None
    promised: date | None = None

    @property
    def moved(self) -> int:
        """The days by which its end is later than it was first written; fewer than none where it is earlier."""
        return (self.end - self.promised).days if self.end and self.promised else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.standing in ("done", "dropped")

    @property
    def is_critical(self) -> bool:
        """Whether the roadmap ends later when this module does."""
        return not self.is_over and self.slack == 0


@dataclass(frozen=True, slots=True)
class Roadmap:
    """All modules: those with dates by their beginning, then the others as they are written."""

    modules: tuple[PlannedModule, ...] = ()

    @property
    def dated(self) -> tuple[PlannedModule, ...]:
        """The modules that can be drawn."""
        return tuple(one for one in self.modules if one.start is not None and one.end is not None)

    @property
    def critical(self) -> tuple[PlannedModule, ...]:
        """The modules that decide when the roadmap ends."""
        return tuple(one for one in self.modules if one.is_critical)

    @property
    def start(self) -> date | None:
        """The first day of all."""
        return min((one.start for one in self.dated if one.start is not None), default=None)

    @property
    def end(self) -> date | None:
        """The last day of all that is not dropped."""
        return max((one.end for one in self.dated if one.end is not None and one.standing != "dropped"), default=None)

    @property
    def done(self) -> int:
        """How many modules are done."""
        return sum(1 for one in self.modules if one.standing == "done")

    @property
    def wanted(self) -> int:
        """How many modules there are that were not dropped."""
        return sum(1 for one in self.modules if one.standing != "dropped")


def roadmap_of(levers: Levers, as_of: date, past: Sequence[Levers] = ()) -> Roadmap:
    """The roadmap as it stands at a day. `past` are earlier versions of the file, the oldest first."""
    modules = levers.modules
    spans = {key: _span(module) for key, module in modules.items()}
    after = {key: tuple(name for name in module.after if name in modules) for key, module in modules.items()}
    slack = _slack(modules, spans, after)
    planned = []
    for key, module in modules.items():
        start, end = spans[key] or (None, None)
        early = tuple(name for name in after[key] if _overlap(spans[name], spans[key]))
        standing = _standing(module, spans[key], as_of)
        promised = _promised(key, module, past)
        promised = None if promised == end else promised
        planned.append(PlannedModule(key, module, start, end, standing, after[key], early, slack.get(key), promised))
    planned.sort(key=lambda one: (one.start is None, one.start or as_of, one.end or as_of))
    return Roadmap(tuple(planned))


_Span = tuple[date, date] | None


def _span(module: Module) -> _Span:
    """First and last day; None where one of them is missing or they are mixed up."""
    end = last_day(module.end)
    if module.start is None or end is None:
        return None
    start = first_day(module.start)
    return (start, end) if start <= end else None


def _promised(key: str, module: Module, past: Sequence[Levers]) -> date | None:
    """The last day of a module as it was first written, under its id of today or an earlier one."""
    for levers in past:
        for name in (key, *module.formerly):
            if name in levers.modules and (end := last_day(levers.modules[name].end)) is not None:
                return end
    return None


def _overlap(before: _Span, after: _Span) -> bool:
    return before is not None and after is not None and before[1] >= after[0]


def _standing(module: Module, span: _Span, as_of: date) -> Standing:
    status = module.status or "open"
    if status == "done" or status == "dropped":
        return status
    end = last_day(module.end)
    if end is not None and end < as_of:
        return "overdue"
    if status == "open" and module.start is not None and last_day(module.start) is not None:
        began = last_day(module.start)
        if began is not None and began < as_of:
            return "late_start"
    if status == "doing":
        return "doing"
    return "planned" if span else "undated"


def _slack(
    modules: Mapping[str, Module], spans: Mapping[str, _Span], after: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """The days by which each module may end later without moving the end of all: its own buffer and that of those
    that wait for it. Modules without dates, dropped ones and circles have none."""
    known = {key: span for key, span in spans.items() if span and modules[key].status != "dropped"}
    if not known:
        return {}
    last = max(end for _, end in known.values())
    waiting: dict[str, list[str]] = {key: [] for key in known}
    for key in known:
        for name in after[key]:
            if name in waiting:
                waiting[name].append(key)
    slack: dict[str, int] = {}
    open_ones = {key: len(some) for key, some in waiting.items()}
    ready = [key for key, count in open_ones.items() if not count]
    while ready:
        key = ready.pop()
        end = known[key][1]
        buffers = [slack[name] + max(0, (known[name][0] - end).days - 1) for name in waiting[key]]
        slack[key] = min([(last - end).days, *buffers])
        for name in after[key]:
            if name in open_ones:
                open_ones[name] -= 1
                if not open_ones[name]:
                    ready.append(name)
    return slack
