"""Rules on how plans hang together: divisions and their parents, files, empty chapters, ids that meet on a page."""

from collections.abc import Iterator

from kamsite.diagnostics import Finding, Note
from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.model.forms import as_id
from kamsite.model.plan import CHAPTERS
from kamsite.model.rules.context import RuleContext, advice, warning
from kamsite.model.rules.walk import is_own
from kamsite.model.rules.words import key_named
from kamsite.quoting import shown
from kamsite.source.yamltext import empty_chapter


def divisions_that_the_parent_does_not_know(context: RuleContext) -> Iterator[Finding]:
    """K313: a division's plan that neither portfolio nor subsidiaries of its parent name."""
    plan = context.plan
    if context.has_unread("position", "portfolio") or context.has_unread("customer", "subsidiaries"):
        return
    named = {unit.plan for unit in plan.position.portfolio.values()}
    named |= {subsidiary.plan for subsidiary in plan.customer.subsidiaries.values()}
    for name, division in plan.divisions.items():
        # A folder whose name is no id has to be renamed first (K013).
        if f"divisions/{name}" not in named and as_id(name) == name:
            yield warning(
                "K313",
                division.place("plan", "account"),
                Text(
                    f"The plan of {shown(plan.name)} does not name this division.",
                    f"Der Plan von {shown(plan.name)} nennt diese Sparte nicht.",
                ),
                Text(
                    f"Add `plan: divisions/{name}` to its entry under `portfolio` in {plan.file('position')}, or under "
                    f"`subsidiaries` in {plan.file('customer')}.",
                    f"Ergänzen Sie `plan: divisions/{name}` beim Eintrag unter `portfolio` in {plan.file('position')} "
                    f"oder unter `subsidiaries` in {plan.file('customer')}.",
                ),
            )


def ids_that_meet(context: RuleContext) -> Iterator[Finding]:
    """K461: the same id in two sections of a chapter: a link to it can lead to one of both only."""
    for chapter in CHAPTERS:
        field = context.schemas.field(chapter)
        first: dict[str, str] = {}
        for section, entries in context.plan.data[chapter].items():
            known = field.properties.get(section)
            if known is None or known.entry is None or not known.entry.properties or not isinstance(entries, dict):
                continue
            for name in entries:
                other = first.setdefault(name, section)
                if other != section and not is_own(known, name):
                    yield _meeting(context, chapter, name, (other, section), field)


def _meeting(context: RuleContext, chapter: str, name: str, sections: tuple[str, str], field: Field) -> Finding:
    first, second = (key_named(section, field.properties.get(section)) for section in sections)
    note = Text("the other one stands here", "der andere Eintrag steht hier")
    return advice(
        "K461",
        context.place_of_key(chapter, sections[1], name),
        Text(
            f"Both {first.en} and {second.en} have an entry '{name}': a link to #{name} leads to the first.",
            f"Sowohl {first.de} als auch {second.de} haben einen Eintrag „{name}“: Ein Verweis auf #{name} führt zum "
            "ersten.",
        ),
        Text(
            f"Give one of them another id, and write `formerly: {name}` there.",
            f"Geben Sie einem davon eine andere Kennung, und schreiben Sie dort `formerly: {name}`.",
        ),
        Note(context.place_of_key(chapter, sections[0], name), note),
    )


def empty_chapters(context: RuleContext) -> Iterator[Finding]:
    """K112: prose without a word, as reading says of YAML without a value."""
    for name in CHAPTERS:
        prose = context.plan.text.chapters[name].prose
        if prose is not None and not prose.text.strip():
            yield empty_chapter(prose.file)


RULES = (divisions_that_the_parent_does_not_know, ids_that_meet, empty_chapters)
