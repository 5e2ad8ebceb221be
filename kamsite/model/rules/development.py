"""Rules on how the programme is developed: modules and answers that are due, gaps nobody works on, roles (RACI)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.programme.care import accountable, is_left_open, responsible
from kamsite.model.analyses.programme.levers import topics_without_lever
from kamsite.model.analyses.programme.maturity import topics_of
from kamsite.model.common import first_day
from kamsite.model.programme import Module
from kamsite.model.readprogramme import Programme
from kamsite.model.rules.context import advice, warning
from kamsite.model.rules.dates import ends_too_early
from kamsite.model.rules.words import names, on
from kamsite.quoting import shown
from kamsite.source.document import Document


@dataclass(frozen=True, slots=True)
class _Page:
    """A file of the programme that is there, with the programme and the day at which it is judged."""

    document: Document
    programme: Programme
    as_of: date


def check_development(programme: Programme, as_of: date) -> Iterator[Finding]:
    """K453, K454, K481, K482, K483, K484. No message names the day of judgement."""
    for page, rules in _RULES.items():
        if (document := programme.documents.get(page)) is not None:
            for rule in rules:
                yield from rule(_Page(document, programme, as_of))


def _overdue_modules(page: _Page) -> Iterator[Finding]:
    """K453: modules whose end has passed."""
    for name, module in page.programme.levers.modules.items():
        end = last_day(module.end)
        if ends_too_early(module.start, module.end):
            continue
        if end is not None and end < page.as_of and module.status not in ("done", "dropped"):
            since = on(end)
            yield warning(
                "K453",
                page.document.place(("modules", name, "end")),
                Text(
                    f"Overdue since {since.en}, module of the roadmap: {shown(module.title)}",
                    f"Überfällig seit {since.de}, Modul der Roadmap: {shown(module.title)}",
                ),
                Text(
                    "Set `status: done`, or agree on a new end.",
                    "Setzen Sie `status: done`, oder vereinbaren Sie ein neues Ende.",
                ),
            )


def _modules_before_their_time(page: _Page) -> Iterator[Finding]:
    """K484: modules that begin before one that they wait for has ended."""
    modules = page.programme.levers.modules
    for name, module in modules.items():
        if module.status in ("done", "dropped"):
            continue
        early = [shown(modules[other].title) for other in module.after if _begins_before(module, modules.get(other))]
        if early:
            others = names(early)
            yield advice(
                "K484",
                page.document.place(("modules", name, "start")),
                Text(
                    f"This module begins before one ends that it waits for: {others.en}.",
                    f"Dieses Modul beginnt, bevor endet, worauf es wartet: {others.de}.",
                ),
                Text(
                    "Begin later, end the other one earlier, or leave it out under `after` if the two may overlap.",
                    "Beginnen Sie später, beenden Sie das andere früher, oder lassen Sie es unter `after` weg, wenn "
                    "sich beide überschneiden dürfen.",
                ),
            )


def _begins_before(module: Module, other: Module | None) -> bool:
    if other is None or other.status in ("done", "dropped"):
        return False
    end = last_day(other.end)
    return end is not None and module.start is not None and first_day(module.start) <= end


def _overdue_answers(page: _Page) -> Iterator[Finding]:
    """K454: central questions that should have been answered by now."""
    for name, question in page.programme.model.questions.items():
        day = last_day(question.due)
        if day is not None and day < page.as_of and not (question.answer or "").strip():
            by = on(day)
            yield warning(
                "K454",
                page.document.place(("questions", name, "due")),
                Text(
                    f"This central question was to be answered by {by.en}.",
                    f"Diese zentrale Frage sollte bis {by.de} beantwortet sein.",
                ),
                Text(
                    "Add the `answer`, or agree on a new date.",
                    "Ergänzen Sie die Antwort (`answer`), oder vereinbaren Sie einen neuen Termin.",
                ),
            )


def _roles(page: _Page) -> Iterator[Finding]:
    """K481: tasks for which not exactly one role answers; K482: tasks that nobody does."""
    for name, task in page.programme.model.responsibilities.items():
        if is_left_open(page.document.data, name):
            continue
        place = page.document.place(("responsibilities", name, "raci"))
        answering = accountable(task)
        if len(answering) > 1:
            roles = names(answering)
            yield warning(
                "K481",
                place,
                Text(
                    f"{len(answering)} roles answer for '{shown(task.title)}': {roles.en}.",
                    f"„{shown(task.title)}“ verantworten {len(answering)} Rollen: {roles.de}.",
                ),
                Text(
                    "Leave A with one of them; give the others R, C or I.",
                    "Lassen Sie A bei einer davon; geben Sie den anderen R, C oder I.",
                ),
            )
        if not answering:
            yield warning(
                "K481",
                place,
                Text(f"No role answers for '{shown(task.title)}'.", f"„{shown(task.title)}“ verantwortet keine Rolle."),
                Text(
                    "Give exactly one role A, or A/R if it does the work as well.",
                    "Geben Sie genau einer Rolle A, oder A/R, wenn sie die Arbeit auch selbst tut.",
                ),
            )
        if task.raci and not responsible(task):
            yield warning(
                "K482",
                place,
                Text(f"No role does '{shown(task.title)}'.", f"„{shown(task.title)}“ führt keine Rolle aus."),
                Text(
                    "Give R to at least one role, or A/R to the one that answers for it.",
                    "Geben Sie mindestens einer Rolle R, oder A/R der, die sie verantwortet.",
                ),
            )


def _gaps_without_lever(page: _Page) -> Iterator[Finding]:
    """K483: topics that are far from their target, and nothing is planned about it."""
    programme = page.programme
    if "levers" in programme.unread:
        return
    titles = {(dimension, name): topic.title for dimension, name, topic in topics_of(programme.maturity)}
    for dimension, name in topics_without_lever(programme.levers.levers, programme.maturity):
        title = shown(titles[dimension, name])
        yield advice(
            "K483",
            page.document.place(("dimensions", dimension, "topics", name, "target")),
            Text(
                f"'{title}' is far from its target, and no lever works on it.",
                f"„{title}“ ist weit vom Soll entfernt, und kein Stellhebel setzt daran an.",
            ),
            Text(
                f"Add a lever with `topics: [{name}]` in levers.yaml, or set a target that you want to reach.",
                f"Ergänzen Sie in levers.yaml einen Stellhebel mit `topics: [{name}]`, oder setzen Sie ein Soll, das "
                "Sie erreichen wollen.",
            ),
        )


_RULES = {
    "levers": (_overdue_modules, _modules_before_their_time),
    "model": (_overdue_answers, _roles),
    "maturity": (_gaps_without_lever,),
}
