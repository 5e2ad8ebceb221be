"""Rules on what all plans share: the settings of the site and our own people."""

from collections.abc import Collection, Iterable, Iterator

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.programme.selection import KEY, Selecting, score_of
from kamsite.model.analyses.summary import Summary
from kamsite.model.colours import DARK, LIGHT, is_readable, readable
from kamsite.model.common import rounded
from kamsite.model.field import Field
from kamsite.model.folder import PlansFolder
from kamsite.model.ownpages import PAGES
from kamsite.model.rules.assets import files_of_our_own
from kamsite.model.rules.context import advice, did_you_mean, error, warning
from kamsite.model.rules.people import circles
from kamsite.model.rules.references import Target, references_in, staff_target, unless_there
from kamsite.model.rules.selection import COMPANY
from kamsite.model.rules.templates import link_templates
from kamsite.model.rules.words import trail
from kamsite.model.schema import Schemas
from kamsite.quoting import shown

_PATHS = Text(
    "Write the chapter, then the keys, joined by dots; `*` stands for any id: people.people.*.title.",
    "Schreiben Sie das Kapitel, dann die Schlüssel, verbunden durch Punkte; `*` steht für jede Kennung: "
    "people.people.*.title.",
)

# So many accounts are named one by one.
_MOST_NAMES = 3
_NO_PAGE = Text(
    "Write it as a Markdown file in pages/, or take the name out here.",
    "Schreiben Sie sie als Markdown-Datei in pages/, oder nehmen Sie den Namen hier heraus.",
)


def check_settings(folder: PlansFolder, schemas: Schemas) -> Iterator[Finding]:
    """What the rules say about `site.yaml` and `staff.yaml`: K302, K311, K314, K315, K472, K475, K477, K603."""
    targets = {"staff": staff_target(folder.staff_ids), "accounts": _accounts(folder.accounts)}
    for kind, document in (("site", folder.site_document), ("staff", folder.staff_document)):
        if document is not None:
            field = schemas.field(kind)
            for reference in references_in(field, document.data):
                yield from unless_there(reference, targets.get(reference.kind), field, document)
    yield from files_of_our_own(folder, schemas)
    yield from _circles_of_ours(folder)
    yield from _levels_of_nothing(folder, schemas)
    yield from _pale_colours(folder)
    yield from link_templates(folder)


def too_many_focus_accounts(folder: PlansFolder, accounts: Iterable[Summary]) -> Iterator[Finding]:
    """K471: where managers name their focus accounts themselves, one who has named more than the settings allow."""
    rule, document = folder.site.selection, folder.site_document
    if document is None or rule is None or rule.model != "sales":
        return
    limit = folder.settings.focus_limit
    by_manager: dict[str, list[Summary]] = {}
    for account in sorted(accounts, key=lambda account: account.id):
        if account.parent is None and account.segment == "focus" and account.manager:
            by_manager.setdefault(account.manager, []).append(account)
    for manager, chosen in sorted(by_manager.items()):
        if len(chosen) > limit:
            member = folder.staff.get(manager)
            name = shown(member.name if member else manager)
            names = shown(", ".join(account.name for account in chosen), 200)
            yield advice(
                "K471",
                document.place(("selection", "focus_limit") if rule.focus_limit is not None else ("selection",)),
                Text(
                    f"{name} has {len(chosen)} focus accounts, more than the {limit} that are meant: {names}.",
                    f"{name} hat {len(chosen)} Fokuskunden, mehr als die vorgesehenen {limit}: {names}.",
                ),
                Text(
                    "Decide which of them are worked proactively and make the others `segment: standard`, or raise "
                    "`focus_limit`.",
                    "Entscheiden Sie, welche davon aktiv bearbeitet werden, und machen Sie die übrigen zu "
                    "`segment: standard`, oder erhöhen Sie `focus_limit`.",
                ),
            )


def too_many_key_accounts(
    folder: PlansFolder, accounts: Iterable[Summary], selecting: Selecting | None
) -> Iterator[Finding]:
    """K479: where the company chooses its key accounts, more of them than are meant; those that score least by name."""
    rule, document = folder.site.selection, folder.site_document
    if document is None or rule is None or rule.model != COMPANY:
        return
    limit = folder.settings.key_limit
    chosen = [one for one in accounts if one.parent is None and one.segment == KEY]
    if len(chosen) <= limit:
        return
    message = Text(
        f"{len(chosen)} key accounts, more than the {limit} that are meant.",
        f"{len(chosen)} Key Accounts, mehr als die vorgesehenen {limit}.",
    )
    if lowest := _lowest_scores(chosen, min(len(chosen) - limit, _MOST_NAMES), selecting):
        message = Text(
            f"{message.en} Lowest scores: {shown(lowest.en, 200)}.",
            f"{message.de} Am wenigsten Punkte: {shown(lowest.de, 200)}.",
        )
    yield advice(
        "K479",
        document.place(("selection", "key_limit") if rule.key_limit is not None else ("selection",)),
        message,
        Text(
            "Decide for whom every department really does something special and make the others `segment: focus` or "
            "`standard`, or raise `key_limit`.",
            "Entscheiden Sie, für wen wirklich jede Abteilung Besonderes leistet, und machen Sie die übrigen zu "
            "`segment: focus` oder `standard`, oder erhöhen Sie `key_limit`.",
        ),
    )


def _lowest_scores(chosen: Iterable[Summary], count: int, selecting: Selecting | None) -> Text | None:
    """The accounts (so many) that score least, each with its score; None where nobody has one."""
    if selecting is None:
        return None
    scores = [(one.standing.scores if one.standing else {}, one.name) for one in chosen]
    judged = [(score.value, name) for given, name in scores if (score := score_of(given, selecting))]
    told = [(name, f"{rounded(value, 1):.1f}") for value, name in sorted(judged)[:count]]
    english = ", ".join(f"{name} ({score})" for name, score in told)
    return Text(english, ", ".join(f"{name} ({score.replace('.', ',')})" for name, score in told)) if told else None


def pages_of_nothing(folder: PlansFolder) -> Iterator[Finding]:
    """K476: the settings say who sees a page of our own that is not there."""
    names = {file.removeprefix(f"{PAGES}/").partition(".")[0] for file in folder.pages}
    for name in folder.settings.pages:
        if folder.site_document is not None and name not in names:
            yield warning(
                "K476",
                folder.site_document.place_of_key(("pages", name)),
                Text(f"There is no page {shown(name)}.", f"Eine Seite {shown(name)} gibt es nicht."),
                did_you_mean(name, names, _NO_PAGE),
            )


def _accounts(ids: Collection[str]) -> Target:
    return Target(
        "K603",
        Text("but there is no such account", "diesen Kunden gibt es aber nicht"),
        Text(
            "Write the name of the account's folder. Until then the edition shows less than you think.",
            "Nennen Sie den Namen des Ordners. Bis dahin zeigt die Ausgabe weniger, als Sie denken.",
        ),
        ids,
    )


def _levels_of_nothing(folder: PlansFolder, schemas: Schemas) -> Iterator[Finding]:
    """K472: a level for changes of something that no plan can hold, which therefore has no effect."""
    if folder.site_document is None:
        return
    for path in folder.settings.levels:
        steps = path.split(".")
        field: Field | None = schemas.field(steps[0]) if steps[0] in schemas.kinds else None
        known: Collection[str] = (
            () if field else [kind for kind in schemas.kinds if kind not in ("common", "customers")]
        )
        wrong = steps[0]
        for step in steps[1:]:
            if field is None:
                break
            wrong, known = step, field.properties
            field = (field.entry or field.item) if step == "*" else field.item or field.inside(step)
        if field is None:
            yield warning(
                "K472",
                folder.site_document.place_of_key(("review", "levels", path)),
                Text(
                    f"The level for {shown(path)} has no effect: there is no {shown(wrong)}.",
                    f"Die Stufe für {shown(path)} bewirkt nichts: {shown(wrong)} gibt es nicht.",
                ),
                did_you_mean(wrong, known, _PATHS),
            )


def _pale_colours(folder: PlansFolder) -> Iterator[Finding]:
    """K475: a colour for links in which text cannot be read."""
    branding = folder.settings.branding
    named = (("accent", branding.accent, LIGHT), ("accent_dark", branding.accent_dark, DARK))
    for key, colour, ground in named:
        if folder.site_document is not None and colour and not is_readable(colour, ground):
            better = readable(colour, ground)
            pages = Text("light", "hellen") if ground == LIGHT else Text("dark", "dunklen")
            yield warning(
                "K475",
                folder.site_document.place(("branding", key)),
                Text(
                    f"Text in {colour} is hard to read on {pages.en} pages.",
                    f"Text in {colour} ist auf {pages.de} Seiten schwer zu lesen.",
                ),
                Text(
                    f"Take a stronger shade: '{better}' is readable.",
                    f"Nehmen Sie einen kräftigeren Ton: '{better}' ist lesbar.",
                ),
            )


def _circles_of_ours(folder: PlansFolder) -> Iterator[Finding]:
    staff = folder.staff
    for circle in circles({name: member.reports_to for name, member in staff.items()}):
        way = trail([shown(staff[name].name) for name in circle])
        if folder.staff_document is not None:
            yield error(
                "K311",
                folder.staff_document.place((circle[-2], "reports_to")),
                Text(f"A circle in the reporting lines: {way}.", f"Ein Kreis in den Berichtslinien: {way}."),
                Text("Correct `reports_to` of one of them.", "Korrigieren Sie `reports_to` bei einer dieser Personen."),
            )
