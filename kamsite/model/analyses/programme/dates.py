"""Everything in the programme that has a date: ends of modules, answers that are due, trainings."""

from collections.abc import Iterator, Mapping

from kamsite.language import Text, both
from kamsite.model.analyses.agenda import Appointment, last_day
from kamsite.model.analyses.programme.care import questions_of
from kamsite.model.programme import CareModel, Levers, Profiles
from kamsite.model.readprogramme import Programme

DATED = ("levers", "model", "profiles")
"""The pages on which something has a date."""


def programme_agenda(programme: Programme, asked: Mapping[str, Text]) -> tuple[Appointment, ...]:
    """All dated things of the programme, by date.

    `asked` are the central questions as the format asks them, by key, in both languages: so are their titles here,
    where the company does not ask in words of its own. The chapter of an appointment is its page.
    """
    parts = (_modules(programme.levers), _questions(programme.model, asked), _trainings(programme.profiles))
    return tuple(sorted(appointment for part in parts for appointment in part))


def _modules(levers: Levers) -> Iterator[Appointment]:
    for name, module in levers.modules.items():
        if due := last_day(module.end):
            is_done = module.status in ("done", "dropped")
            told, owner = f"levers/modules/{name}", module.owner or ""
            yield Appointment(due, "module", module.title, "levers", f"module-{name}", owner, is_done, entry=told)


def _questions(model: CareModel, asked: Mapping[str, Text]) -> Iterator[Appointment]:
    for one in questions_of(model, tuple(asked)):
        question = one.question
        if question is not None and (due := last_day(question.due)):
            said = asked.get(one.id)
            title = question.question or (both(said.en, said.de) if said else one.id)
            told, owner = f"model/questions/{one.id}", question.owner or ""
            anchor = f"question-{one.id}"
            yield Appointment(due, "central_question", title, "model", anchor, owner, one.is_answered, entry=told)


def _trainings(profiles: Profiles) -> Iterator[Appointment]:
    for name, training in profiles.trainings.items():
        if day := last_day(training.date):
            told = f"profiles/trainings/{name}"
            yield Appointment(day, "training", training.title, "profiles", f"training-{name}", entry=told)
