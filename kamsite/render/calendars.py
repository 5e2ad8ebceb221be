"""Calendar files of what is due: one of each customer, one of all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from kamsite.language import Language, Text, told_in_each
from kamsite.model.analyses.agenda import KINDS
from kamsite.model.analyses.summary import Due, dues_of
from kamsite.model.plan import Plan
from kamsite.render import urls
from kamsite.render.calendarfile import CalendarEntry, calendar
from kamsite.render.desk import Desk
from kamsite.render.navigation import AGENDA
from kamsite.source.history import History

_OWNER = Text("Responsible", "Verantwortlich")


class PlanDates(Struct, frozen=True):
    """What is due in a plan. `changed` is when its last version was made (epoch seconds, minutes), None of a draft."""

    id: str
    name: str
    changed: tuple[int, int] | None
    dues: tuple[Due, ...]


def dates_of(plan: Plan, history: History | None, as_of: date) -> PlanDates:
    """What is due in a plan with this history."""
    commit = history.current.commit if history and history.current else None
    return PlanDates(plan.id, plan.name, (commit.time, commit.offset) if commit else None, dues_of(plan, as_of))


def account_calendars(desk: Desk, plans: Sequence[PlanDates]) -> Iterator[tuple[str, bytes]]:
    """The calendar file of an account, the first of `plans`, and its divisions; none where nothing has a date."""
    if any(plan.dues for plan in plans):
        yield from _files(desk, urls.for_calendar(plans[0].id), plans, plans[0].name)


def site_calendars(desk: Desk, plans: Sequence[PlanDates]) -> Iterator[tuple[str, bytes]]:
    """The calendar file of all customers."""
    yield from _files(desk, urls.for_calendar(), plans)


def unknown_time(as_of: date) -> date:
    """The time of an entry where git knows none: only a new month makes another file of it."""
    return as_of.replace(day=1)


def _files(desk: Desk, address: str, plans: Iterable[PlanDates], name: str = "") -> Iterator[tuple[str, bytes]]:
    """The file in each language; it is made once for all of them."""
    language = desk.all_languages
    title = name or f"{desk.settings.title or desk.settings.company}: {AGENDA.title.to(language)}"
    content = calendar(title, [entry for plan in plans for entry in _entries(desk, plan, language)])
    for language, told in zip(desk.languages, told_in_each(content, desk.languages), strict=True):
        yield desk.spot(language, address).file, told


def _entries(desk: Desk, plan: PlanDates, language: Language) -> Iterator[CalendarEntry]:
    """What is due in a plan. The time of its last version is that of each entry: the same in every build."""
    changed = plan.changed[0] if plan.changed else _midnight(unknown_time(desk.as_of))
    seen: Counter[str] = Counter()
    for due in plan.dues:
        name = f"{plan.id}/{due.entry}"
        seen[name] += 1
        kind = KINDS[due.kind].to(language)
        day = date.fromisoformat(due.due)
        owner = desk.staff.get(due.owner)
        lines = [kind, *([f"{_OWNER.to(language)}: {owner.name if owner else due.owner}"] if due.owner else ())]
        yield CalendarEntry(
            name if seen[name] == 1 else f"{name}/{seen[name]}",
            day,
            date.fromisoformat(due.until) if due.until else day,
            f"{plan.name}: {due.title}",
            "\n".join(lines),
            kind,
            changed,
        )


def _midnight(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86400
