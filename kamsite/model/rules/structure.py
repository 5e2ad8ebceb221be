"""Rules on how plans hang together: divisions and their parents, logos, empty chapters."""

from collections.abc import Iterator

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.plan import CHAPTERS
from kamsite.model.rules.context import RuleContext, error, warning


def divisions_that_the_parent_does_not_know(context: RuleContext) -> Iterator[Finding]:
    """K313: a division's plan that neither portfolio nor subsidiaries of its parent name."""
    plan = context.plan
    named = {unit.plan for unit in plan.position.portfolio.values()}
    named |= {subsidiary.plan for subsidiary in plan.customer.subsidiaries.values()}
    for name, division in plan.divisions.items():
        if f"divisions/{name}" not in {(folder or "").rstrip("/") for folder in named}:
            yield warning(
                "K313",
                division.place("plan", "account"),
                Text(f"{plan.name} does not name this division.", f"{plan.name} nennt diesen Bereich nicht."),
                Text(
                    f"Add `plan: divisions/{name}` to an entry of `portfolio` in {plan.file('position')} or of "
                    f"`subsidiaries` in {plan.file('customer')}.",
                    f"Ergänzen Sie `plan: divisions/{name}` in einem Eintrag von `portfolio` in {plan.file('position')} oder "
                    f"von `subsidiaries` in {plan.file('customer')}.",
                ),
            )


def logo_that_is_not_there(context: RuleContext) -> Iterator[Finding]:
    """K314: the logo must be a file in assets/."""
    account = context.plan.cover.account
    if account is None or account.logo is None:
        return
    if f"{context.plan.id}/{account.logo}" in context.plan.text.asset_files:
        return
    yield error(
        "K314",
        context.place("plan", "account", "logo"),
        Text("There is no such file in assets/.", "Diese Datei gibt es in assets/ nicht."),
        Text(
            "Put the logo into assets/ and write `logo: assets/logo.svg`.",
            "Legen Sie das Logo in assets/ ab und schreiben Sie `logo: assets/logo.svg`.",
        ),
    )


def empty_chapters(context: RuleContext) -> Iterator[Finding]:
    """K315: prose without a word."""
    for name in CHAPTERS:
        prose = context.plan.text.chapters[name].prose
        if prose is not None and not prose.text.strip():
            yield warning(
                "K315",
                context.plan.place(name) if not prose.file else context.place(name),
                Text(f"{prose.file} is empty.", f"{prose.file} ist leer."),
                Text(
                    "Write what there is to say, or delete the file.",
                    "Schreiben Sie, was zu sagen ist, oder löschen Sie die Datei.",
                ),
            )


RULES = (divisions_that_the_parent_does_not_know, logo_that_is_not_there, empty_chapters)
