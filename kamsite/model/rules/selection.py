"""Rules on why a customer is a key account: scores, who decided, who supports it (D31, D32)."""

from collections.abc import Iterator, Mapping

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.analyses.programme.selection import (
    KEY,
    Selecting,
    Standing,
    score_of,
    without_buy_in,
)
from kamsite.model.common import rounded
from kamsite.model.departments import plainly
from kamsite.model.plan import Plan
from kamsite.model.readprogramme import Programme
from kamsite.model.rules.context import RuleContext, advice, warning
from kamsite.model.rules.words import names
from kamsite.model.staff import StaffMember
from kamsite.quoting import shown

COMPANY, SALES = "company", "sales"
"""Who selects: the head of key account management for all, or each manager for their own."""

_CARE = {"proactive": "aktiv", "reactive": "auf Anfrage"}


def criteria_without_score(context: RuleContext) -> Iterator[Finding]:
    """K494: criteria by which a key account has not been judged; what is `unknown` is an honest gap."""
    selecting, plan = context.selecting, context.plan
    said = plan.cover.selection
    if selecting is None or not _is_judged(context) or (said is None and context.is_unknown("plan", "selection")):
        return
    scores: Mapping[str, int] = said.scores if said else {}
    missing = [
        name
        for name in selecting.criteria
        if name not in scores and not context.is_unknown("plan", "selection", "scores", name)
    ]
    if missing and not context.is_unknown("plan", "selection", "scores"):
        told = names([shown(selecting.titles[name]) for name in missing])
        yield advice(
            "K494",
            _place(context, "scores"),
            Text(f"A key account without a score for: {told.en}.", f"Ein Key Account ohne Bewertung bei: {told.de}."),
            Text(
                "Give each a score from 1 to 5 under `selection.scores`, or write `unknown`.",
                "Vergeben Sie jeweils 1 bis 5 Punkte unter `selection.scores`, oder schreiben Sie `unknown`.",
            ),
        )


def segment_against_score(context: RuleContext) -> Iterator[Finding]:
    """K495: a key account that scores too little, or a customer who scores enough and is none."""
    selecting, plan = context.selecting, context.plan
    account, said = plan.cover.account, plan.cover.selection
    if selecting is None or selecting.key_from is None or account is None or said is None or plan.parent is not None:
        return
    score = score_of(said.scores, selecting)
    if score is None or not score.is_telling or account.segment is None:
        return
    would_be = selecting.segment_for(score.value)
    if (account.segment == KEY) == (would_be == KEY):
        return
    english, german = _written(score.value)
    limit, grenze = _written(selecting.key_from)
    message = Text(
        f"A key account that scores {english}; key accounts are chosen from {limit}.",
        f"Ein Key Account mit {german} Punkten; Key Account ist man ab {grenze}.",
    )
    hint = Text(
        "Check the scores; if they are right, write under `selection.reason` why it stays, or choose another segment.",
        "Prüfen Sie die Bewertung; stimmt sie, begründen Sie unter `selection.reason`, warum er es bleibt, oder wählen "
        "Sie ein anderes Segment.",
    )
    if would_be == KEY:
        message = Text(
            f"Scores {english}, enough for a key account (from {limit}), but its segment is {account.segment}.",
            f"{german} Punkte reichen für einen Key Account (ab {grenze}), das Segment ist aber {account.segment}.",
        )
        hint = Text(
            "Decide with the head of key account management, and note it under `selection`.",
            "Entscheiden Sie das mit der Leitung Key Account Management, und halten Sie es unter `selection` fest.",
        )
    yield advice("K495", context.place("plan", "account", "segment"), message, hint)


def undecided(context: RuleContext) -> Iterator[Finding]:
    """K496: company-wide selection, and nobody who may decide it has made this customer a key account."""
    if context.settings.selection_model != COMPANY or not _is_judged(context):
        return
    said = context.plan.cover.selection
    decider = said.decided_by if said else None
    if decider is None:
        if not context.is_unknown("plan", "selection", "decided_by"):
            yield advice(
                "K496",
                _place(context, "decided_by"),
                Text(
                    "Nobody stands for the decision that this is a key account.",
                    "Niemand steht für die Entscheidung, dass dies ein Key Account ist.",
                ),
                Text(
                    "Write `decided_by` and `decided_on` under `selection`.",
                    "Tragen Sie `decided_by` und `decided_on` unter `selection` ein.",
                ),
            )
        return
    entitled = deciders(context.settings.lead, context.staff)
    if entitled and decider in context.staff and decider not in entitled:
        name = shown(context.staff[decider].name)
        who = shown(context.staff[context.settings.lead].name)
        yield warning(
            "K496",
            context.place("plan", "selection", "decided_by"),
            Text(
                f"{name} decided that this is a key account; company-wide that is for {who} or management.",
                f"{name} hat entschieden, dass dies ein Key Account ist; unternehmensweit entscheidet das {who} oder "
                "die Geschäftsleitung.",
            ),
            Text(
                "Have it decided there, or choose `model: sales` in site.yaml if each manager decides.",
                "Lassen Sie es dort entscheiden, oder wählen Sie `model: sales` in site.yaml, wenn jeder Betreuer "
                "selbst entscheidet.",
            ),
        )


def deciders(lead: str, staff: Mapping[str, StaffMember]) -> frozenset[str]:
    """Who may choose key accounts for the company: the head of key account management, and everybody above."""
    found: set[str] = set()
    person: str | None = lead
    while person and person in staff and person not in found:
        found.add(person)
        person = staff[person].reports_to
    return frozenset(found)


def departments_without_buy_in(context: RuleContext) -> Iterator[Finding]:
    """K497: departments that every key account needs and that have not promised their support."""
    selecting, plan = context.selecting, context.plan
    if selecting is None or context.settings.selection_model == SALES or not _is_judged(context):
        return
    said = plan.cover.selection
    missing = without_buy_in(said.buy_in if said else {}, selecting)
    if missing and not context.is_unknown("plan", "selection", "buy_in"):
        told = names([shown(name) for name in missing])
        yield advice(
            "K497",
            _place(context, "buy_in"),
            Text(
                f"Departments that have not promised to support this key account: {told.en}.",
                f"Abteilungen, die diesem Key Account noch keine Unterstützung zugesagt haben: {told.de}.",
            ),
            Text(
                "Ask them, and write who promised it under `selection.buy_in`: service: kaya.",
                "Fragen Sie nach, und tragen Sie unter `selection.buy_in` ein, wer zugesagt hat: service: kaya.",
            ),
        )


def check_models(programme: Programme, model: str) -> Iterator[Finding]:
    """K499: company-wide selection without a rule for scarce times, or with departments that give nothing special.

    K474: the managers' own selection with a care that does not match it. `model` says who selects.
    """
    selection, care = programme.documents.get("selection"), programme.documents.get("model")
    if model == COMPANY and selection is not None and programme.selection.criteria:
        if not programme.selection.priority_rule and "selection" not in programme.unread:
            yield advice(
                "K499",
                selection.place(),
                Text(
                    "No rule says who is served first when products or capacity get scarce.",
                    "Keine Regel sagt, wer zuerst bedient wird, wenn Produkte oder Kapazität knapp werden.",
                ),
                Text(
                    "Agree on one with management, and write it under `priority_rule`.",
                    "Vereinbaren Sie eine mit der Geschäftsleitung, und tragen Sie sie unter `priority_rule` ein.",
                ),
            )
        yield from _departments_without_service(programme)
    if model == SALES and care is not None:
        for segment, wanted in (("focus", "proactive"), ("standard", "reactive")):
            if programme.model.care.get(segment, wanted) != wanted:
                yield advice(
                    "K474",
                    care.place(("care", segment)),
                    Text(
                        f"Where managers choose their focus accounts, the care for {segment} is {wanted}.",
                        f"Wo Betreuer ihre Fokuskunden selbst wählen, ist die Betreuung bei {segment} "
                        f"{_CARE[wanted]} ({wanted}).",
                    ),
                    Text(
                        f"Write `{segment}: {wanted}`, or choose `model: company` in site.yaml.",
                        f"Schreiben Sie `{segment}: {wanted}`, oder wählen Sie `model: company` in site.yaml.",
                    ),
                )


def _departments_without_service(programme: Programme) -> Iterator[Finding]:
    document = programme.documents.get("model")
    services = [one for one in programme.model.services.values() if KEY in one.segments and one.department]
    if document is None or not services:
        return
    there = {plainly(one.department or "") for one in services}
    missing = [name for name in programme.selection.departments if plainly(name) not in there]
    if missing:
        told = names([shown(name) for name in missing])
        yield advice(
            "K499",
            document.place_of_key(("services",)),
            Text(
                f"Departments without a special service for key accounts: {told.en}.",
                f"Abteilungen ohne besondere Leistung für Key Accounts: {told.de}.",
            ),
            Text(
                "Agree with each on what key accounts get from it, and add it with its `department`.",
                "Vereinbaren Sie mit jeder, was Key Accounts von ihr bekommen, und tragen Sie es mit `department` ein.",
            ),
        )


def dead_horse(plan: Plan, standing: Standing, selecting: Selecting) -> Finding:
    """K498: a key account that has scored too little for two years; whoever knows its versions says that it has."""
    score = score_of(standing.scores, selecting)
    english, german = _written(score.value if score else 0)
    limit, grenze = _written(selecting.key_from or 0)
    since = standing.below.day if standing.below else ""
    return warning(
        "K498",
        plan.place("plan", "account", "segment"),
        Text(
            f"A key account that has scored less than {limit} since {since}, for two years or more; today {english}.",
            f"Ein Key Account, der seit {since}, also seit mindestens zwei Jahren, unter {grenze} Punkten liegt; heute "
            f"{german}.",
        ),
        Text(
            "Get off the dead horse: choose another segment, or agree on what will change and by when.",
            "Steigen Sie vom toten Pferd ab: Wählen Sie ein anderes Segment, oder vereinbaren Sie, was sich bis wann "
            "ändert.",
        ),
    )


def _is_judged(context: RuleContext) -> bool:
    """Whether this is a key account of which we know what was written about its selection."""
    plan, account = context.plan, context.plan.cover.account
    is_key = plan.parent is None and account is not None and account.segment == KEY
    return is_key and not context.is_unread("plan", "selection")


def _place(context: RuleContext, key: str) -> Place:
    """The place of a part of the selection, of the selection, or of the segment where there is none."""
    data = context.plan.data["plan"]
    said = data.get("selection")
    if isinstance(said, dict) and key in said:
        return context.place_of_key("plan", "selection", key)
    if "selection" in data:
        return context.place_of_key("plan", "selection")
    return context.place("plan", "account", "segment")


def _written(score: float) -> tuple[str, str]:
    written = f"{rounded(score, 2):.2f}".rstrip("0").rstrip(".")
    return written, written.replace(".", ",")


RULES = (criteria_without_score, segment_against_score, undecided, departments_without_buy_in)
