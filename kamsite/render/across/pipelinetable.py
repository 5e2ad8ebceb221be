"""The projects of the pipeline in tables: open ones, to be sorted and filtered, and those that are decided."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.rollup import ToldDeal
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.shared import Named, choices_in, group_row
from kamsite.render.blocks import NOTHING, ChoiceGroup, Choices, Column, Row, Section, Table
from kamsite.render.desk import Desk

LATE, UNDATED, DECIDED = "0", "8", "9"
LATE_TEXT = Text("Decision overdue", "Entscheidung überfällig")
UNDATED_TEXT = Text("Without a decision date", "Ohne Entscheidungstermin")
_TROUBLES = {LATE: LATE_TEXT, UNDATED: UNDATED_TEXT}
_AS_VALUES = {LATE: "late", UNDATED: "undated"}
_TABLE = "projects"
_HELPS = {
    LATE: Text(
        "The day of decision has passed, and nobody wrote down what became of it. Set `status`, or correct `decision`.",
        "Der Entscheidungstag ist vorbei, und niemand hat festgehalten, was daraus wurde. Tragen Sie `status` "
        "ein, oder berichtigen Sie `decision`.",
    ),
    UNDATED: Text(
        "Nobody knows when these are decided. Ask the customer, and write down `decision`.",
        "Wann hier entschieden wird, weiß niemand. Fragen Sie den Kunden, und tragen Sie `decision` ein.",
    ),
}
_OPEN = Text("All open projects", "Alle offenen Vorhaben")
_DECIDED = Text("Decided", "Entschieden")
_SHOW = Text("Show only", "Nur anzeigen")
_ALL = Text("Everything", "Alles")
_COLUMNS = {
    "project": Text("Project", "Vorhaben"),
    "account": Text("Account", "Kunde"),
    "kind": Text("Kind", "Art"),
    "result": Text("Result", "Ergebnis"),
    "volume": Text("Volume", "Volumen"),
    "probability": Text("Likelihood", "Wahrscheinlichkeit"),
    "weighted": Text("Weighted", "Gewichtet"),
    "decision": Text("Decision", "Entscheidung"),
    "quarter": Text("Quarter", "Quartal"),
    "owner": Text("Our owner", "Verantwortlich"),
    "rivals": Text("Competitors", "Wettbewerber"),
    "next": Text("Next step", "Nächster Schritt"),
}
_NUMBERS = frozenset({"volume", "probability", "weighted"})
_SUMS = frozenset({"volume", "weighted"})
_CHOICES = frozenset({"account", "kind", "quarter", "owner", "rivals"})
_EXTRA = frozenset({"quarter", "next"})
_RESULT_TONES = {"won": "good", "lost": "bad", "withdrawn": "muted"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A project in its place: `group` is LATE where its decision is overdue, a quarter, UNDATED or DECIDED."""

    told: ToldDeal
    day: date | None
    group: str


def title_of(told: ToldDeal) -> Markup:
    """What a project is called, with the way to it."""
    return inline.link(urls.for_chapter(told.summary.id, "strategy", told.deal.anchor), inline.text(told.deal.title))


def account_of(told: ToldDeal) -> Markup:
    """Whose project it is."""
    return inline.link(urls.for_account(told.summary.id), inline.text(told.summary.name), "plain")


def when_of(decision: str, language: Language) -> Markup:
    """When it is decided."""
    return inline.day(decision, language) if len(decision) == 10 else inline.time(decision, language)


def open_sections(
    desk: Desk, placed: Sequence[Placed], pages: tuple[ChoiceGroup, ...], language: Language
) -> Iterator[Section]:
    """What can be chosen, and the table; `pages` are the parts of the page."""
    title = _OPEN.to(language)
    keys = ("project", "account", "kind", "volume", "probability", "weighted", "decision", "quarter", "owner", "rivals")
    choices = Choices(_SHOW.to(language), (_kinds(desk, placed, language), *pages))
    table = _table(desk, title, (*keys, "next"), placed, language, _TABLE)
    yield Section(urls.identifier(_TABLE), title, (choices, table))


def decided_section(desk: Desk, placed: Sequence[Placed], language: Language) -> Section:
    """What became of those that are decided."""
    title = _DECIDED.to(language)
    keys = ("project", "account", "kind", "result", "volume", "decision", "owner", "rivals")
    return Section(urls.identifier("decided"), title, (_table(desk, title, keys, placed, language),))


def _table(
    desk: Desk, title: str, keys: Sequence[str], placed: Sequence[Placed], language: Language, name: str = ""
) -> Table:
    unit = formats.symbol(desk.settings.currency, language)
    columns = tuple(
        Column(
            _COLUMNS[key].to(language),
            key in _NUMBERS,
            id=key if name else "",
            is_choice=bool(name) and key in _CHOICES,
            is_extra=bool(name) and key in _EXTRA,
            sum="own" if name and key in _SUMS else "",
            unit=unit if name and key in _SUMS else "",
        )
        for key in keys
    )
    rows: list[Row] = []
    for group, some in groupby(placed, key=lambda one: one.group):
        own = list(some)
        if name:
            help_ = inline.message(_HELPS[group].to(language)) if group in _HELPS else NOTHING
            rows.append(group_row(_group_name(group, language), len(own), language, anchor_of(group), help_))
        rows += [_row(desk, one, keys, language) for one in own]
    return Table(title, columns, tuple(rows), is_caption_hidden=True, id=name, group="quarter" if name else "")


def anchor_of(group: str) -> str:
    """The address of a group of projects."""
    return {LATE: "late", UNDATED: "undated"}.get(group, f"quarter-{group}")


def _row(desk: Desk, placed: Placed, keys: Sequence[str], language: Language) -> Row:
    told, is_late = placed.told, placed.group == LATE
    deal, currency = told.deal, desk.settings.currency
    when = when_of(deal.decision, language) if deal.decision else NOTHING
    owner, weighted = our_person(desk, deal.owner), deal.weighted
    likely = deal.probability
    cells = {
        "project": title_of(told),
        "account": inline.valued(told.summary.id, account_of(told)),
        "kind": _kind(desk, deal.kind, language),
        "result": inline.badge(said(desk, "status", deal.status, language), _RESULT_TONES.get(deal.status, "neutral")),
        "volume": _amount(deal.volume, currency, language),
        "probability": inline.unknown(language)
        if likely is None
        else inline.valued(likely, inline.share(likely, language)),
        "weighted": NOTHING if weighted is None else _amount(round(weighted), currency, language),
        "decision": inline.span("is-late late" if is_late else "when", when) if when else NOTHING,
        "quarter": inline.valued(_AS_VALUES.get(placed.group, placed.group), _group_name(placed.group, language)),
        "owner": inline.valued(deal.owner, owner) if owner else NOTHING,
        "rivals": inline.joined([inline.valued(rival, inline.text(rival)) for rival in deal.rivals]),
        "next": inline.text(deal.next_step),
    }
    return Row(tuple(cells[key] for key in keys), tone="late" if is_late else "")


def _amount(amount: float | None, currency: str, language: Language) -> Markup:
    return (
        inline.unknown(language) if amount is None else inline.valued(amount, inline.number(amount, language, currency))
    )


def _group_name(group: str, language: Language) -> str:
    """What the projects of a group have in common: the quarter in which they are decided, or what is wrong."""
    return _TROUBLES[group].to(language) if group in _TROUBLES else formats.period(group, language)


def _kind(desk: Desk, kind: str, language: Language) -> Markup:
    if not kind:
        return NOTHING
    badge = inline.badge(said(desk, "kind", kind, language), "info" if kind == "tender" else "neutral")
    return inline.valued(kind, inline.span(f"is-{kind}", badge))


def said(desk: Desk, key: str, value: str, language: Language) -> str:
    """A word of the schema in a project."""
    entry = desk.fields["strategy"].properties["pipeline"].entry
    known = entry.properties[key].words.get(value) if entry and key in entry.properties else None
    return known.text.to(language) if known else value


def _kinds(desk: Desk, placed: Sequence[Placed], language: Language) -> ChoiceGroup:
    """Everything, or only what is of one kind or overdue; with how many there are on the page."""
    kinds = Counter(one.told.deal.kind for one in placed)
    late = sum(one.group == LATE for one in placed)
    named: list[Named] = [(_ALL.to(language), "all", len(placed), {})]
    named.append((LATE_TEXT.to(language), "late", late, {"quarter": _AS_VALUES[LATE]}))
    named += [(said(desk, "kind", kind, language), kind, kinds[kind], {"kind": kind}) for kind in sorted(kinds) if kind]
    return choices_in(_COLUMNS["kind"].to(language), _TABLE, named, language)
