"""Rules on how fresh a plan is (D29): what nobody changed or confirmed for long, and impossible confirmations."""

from collections.abc import Iterator

from kamsite.diagnostics import Finding, Place
from kamsite.horizon import day_of, months_later
from kamsite.language import Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.plan import CHAPTERS
from kamsite.model.rules.context import RuleContext, warning
from kamsite.model.rules.words import on


def stale_chapters(context: RuleContext) -> Iterator[Finding]:
    """K456: a chapter that nobody changed or confirmed for longer than `freshness` says.

    What is being changed right now is fresh; where a shallow clone hides when a chapter last changed, nothing is said.
    """
    history = context.history
    if history is None or not history.is_versioned:
        return
    for name in CHAPTERS:
        chapter = context.plan.text.chapters[name]
        version = history.last_change(name)
        if version is None or chapter.is_missing or _is_being_changed(name, history.uncommitted):
            continue
        fresh = day_of(version.commit.time, version.commit.offset)
        if confirmed := last_day(context.plan.cover.confirmed.get(name)):
            fresh = max(fresh, confirmed)
        if months_later(fresh, context.settings.stale_after_months) < context.as_of:
            since = on(fresh)
            place = context.place(name) if chapter.document else Place(chapter.files[0])
            yield warning(
                "K456",
                place,
                Text(
                    f"Nobody has changed or confirmed this chapter since {since.en}.",
                    f"Dieses Kapitel hat seit dem {since.de} niemand geändert oder bestätigt.",
                ),
                Text(
                    f"Check it. If all is still right, write `confirmed: {{{name}: …}}` with the day into plan.yaml.",
                    f"Prüfen Sie es. Stimmt noch alles, schreiben Sie `confirmed: {{{name}: …}}` mit dem Tag der "
                    "Prüfung in plan.yaml.",
                ),
            )


def _is_being_changed(chapter: str, uncommitted: tuple[str, ...]) -> bool:
    own = (f"{chapter}.yaml", f"{chapter}.md")
    return any(file in own or file.startswith(f"{chapter}/") for file in uncommitted)


def confirmed_in_the_future(context: RuleContext) -> Iterator[Finding]:
    """K457: nobody can have confirmed a chapter on a day to come."""
    for chapter, day in context.plan.cover.confirmed.items():
        confirmed = last_day(day)
        if confirmed is not None and len(day) == 10 and confirmed > context.as_of:
            on_day = on(confirmed)
            yield warning(
                "K457",
                context.place("plan", "confirmed", chapter),
                Text(
                    f"Confirmed on {on_day.en}? That day is still to come.",
                    f"Bestätigt am {on_day.de}? Dieser Tag kommt erst noch.",
                ),
                Text(
                    "Write the day on which somebody checked the chapter.",
                    "Nennen Sie den Tag, an dem jemand das Kapitel geprüft hat.",
                ),
            )


RULES = (stale_chapters, confirmed_in_the_future)
