"""The sources of all plans: which is used where, how old each is, what rests on a single one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.horizon import months_later
from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.rollup import ToldSource, sources_across
from kamsite.model.analyses.sourcing import ON_MANY
from kamsite.model.analyses.summary import Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import our_person
from kamsite.render.across.content import Content
from kamsite.render.across.shared import Named, SharedFiles, choices_in, group_row, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    ChoiceGroup,
    Choices,
    Column,
    Figure,
    FigureRow,
    Note,
    Prose,
    Row,
    Section,
    Table,
)
from kamsite.render.chapters import CHAPTER_TITLES
from kamsite.render.desk import Desk
from kamsite.render.navigation import SOURCES

# A row is some 700 bytes.
PER_PAGE = 1000
_MOST = 100
_GLANCE = Text("At a glance", "Auf einen Blick")
_SOURCES = Text("Sources", "Quellen")
_AT = Text("at {count} accounts and divisions", "bei {count} Kunden und Bereichen")
_STATES = {
    "old": Text("Older than {months} months", "Älter als {months} Monate"),
    "undated": Text("Without a date", "Ohne Datum"),
    "unused": Text("Not named by any fact", "Von keiner Angabe genannt"),
    "fresh": Text("Up to date", "Aktuell"),
}
_MEANING = {
    "old": Text(
        "Look whether there is something newer, and what has changed since.",
        "Sehen Sie nach, ob es Neueres gibt und was sich seitdem geändert hat.",
    ),
    "undated": Text(
        "Nobody can tell whether these still hold. Add `date` in plan.yaml.",
        "Niemand kann sagen, ob das noch gilt. Ergänzen Sie `date` in plan.yaml.",
    ),
    "unused": Text(
        "Name them with `source` at the facts that come from them, or take them out.",
        "Nennen Sie sie mit `source` bei den Angaben, die daher stammen, oder nehmen Sie sie heraus.",
    ),
}
_TONES = {"old": "warn", "undated": "warn", "unused": ""}
_SINGLE = Text("Chapters that rest on a single source", "Kapitel, die sich auf eine einzige Quelle stützen")
_SINGLE_SHORT = Text("Chapters on one source", "Kapitel mit nur einer Quelle")
_SINGLE_HELP = Text(
    "Never trust just one source: have what matters most confirmed elsewhere, and name that source, too.",
    "Trauen Sie nie nur einer Quelle: Lassen Sie das Wichtigste anderswo bestätigen, und nennen Sie auch diese Quelle.",
)
_MORE = Text("The {count} with most facts of {all}.", "Die {count} mit den meisten Angaben von {all}.")
_COMMON = Text("Used for several customers", "Für mehrere Kunden verwendet")
_COMMON_HELP = Text(
    "When one of these is renewed, it is to be renewed in all of these plans.",
    "Wird eine davon erneuert, ist sie in allen diesen Plänen zu erneuern.",
)
_COLUMNS = {
    "source": Text("Source", "Quelle"),
    "account": Text("Account", "Kunde"),
    "accounts": Text("Accounts and divisions", "Kunden und Bereiche"),
    "chapter": Text("Chapter", "Kapitel"),
    "date": Text("From", "Vom"),
    "newest": Text("Newest", "Neueste"),
    "oldest": Text("Oldest", "Älteste"),
    "by": Text("By", "Durch"),
    "used": Text("Used in", "Verwendet in"),
    "facts": Text("Facts", "Angaben"),
    "kind": Text("Kind", "Art"),
    "state": Text("State", "Stand"),
}
# The address of the table: `urls.rows_of`.
_TABLE = "sources"
_PICKED = frozenset({"account", "by", "kind", "state"})
_EXTRA = frozenset({"kind", "facts", "state"})
_SHOW = Text("Show only", "Nur anzeigen")
_KIND = Text("Kind", "Art")
_ALL = Text("Everything", "Alles")
_NONE = Text(
    "No plan names its sources yet. Add them under `sources` in plan.yaml of an account; they then stand here.",
    "Noch nennt kein Plan seine Quellen. Tragen Sie sie unter `sources` in plan.yaml eines Kunden ein; dann stehen sie "
    "hier.",
)
# The same title means the same source in these; a visit or an annual report is another one at each customer.
_COMMON_KINDS = frozenset({"crm", "erp", "study", "press", "website"})


@dataclass(frozen=True, slots=True)
class _Judged:
    """A source and what is to be said of it (one of `_STATES`); `names` are those of the divisions that name it."""

    told: ToldSource
    state: str
    names: Mapping[str, str]


def source_pages(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there are more sources than fit on one."""
    names = content.names
    oldest = months_later(desk.as_of, -desk.settings.stale_after_months)
    judged = sorted((_judge(told, oldest, names) for told in sources_across(content.summaries)), key=_order)
    chunks = [judged[start : start + PER_PAGE] for start in range(0, len(judged), PER_PAGE)] or [[]]
    for part, chunk in enumerate(chunks, 1):
        everything = judged if part == 1 else []
        summaries = content.summaries if part == 1 else ()
        told = [
            (
                one.told.source,
                one.state,
                one.told.summary.id,
                one.told.summary.name,
                sorted(one.told.facts.items()),
                one.names,
            )
            for one in everything or chunk
        ]
        cited = [(summary.id, summary.name, summary.citing) for summary in summaries]
        draw = partial(_sections, chunk, everything, summaries, (part, len(chunks)))
        yield page(SOURCES, (part, len(chunks), told, cited), draw, part)


def _judge(told: ToldSource, oldest: date, names: Mapping[str, str]) -> _Judged:
    day = last_day(told.source.date)
    state = "unused" if not told.facts else "undated" if day is None else "old" if day < oldest else "fresh"
    divisions = {plan: names[plan] for plan, _ in told.facts if plan != told.summary.id}
    return _Judged(told, state, divisions)


def _order(one: _Judged) -> tuple[object, ...]:
    """By state, the oldest first."""
    source = one.told.source
    return [*_STATES].index(one.state), source.date, one.told.summary.id, source.id


def _sections(
    chunk: Sequence[_Judged],
    everything: Sequence[_Judged],
    summaries: Sequence[Summary],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """Sums, what rests on one source and what many plans share on the first part; then all sources by state."""
    if not chunk:
        yield Section(urls.identifier("all"), _SOURCES.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if everything:
        single = _single(everything, summaries)
        yield _glance(desk, everything, len(single), {one.state for one in chunk}, language)
        yield from _on_one(single, language)
        yield from _common(everything, language)
    pages = parts_of(SOURCES, *place, language)
    choices = Choices(_SHOW.to(language), (_kinds(desk, chunk, language), *pages))
    yield Section(urls.identifier(_TABLE), _SOURCES.to(language), (choices, _table(desk, chunk, language)))
    yield from other_parts(pages, language)


def _title(desk: Desk, state: str, language: Language) -> str:
    return _STATES[state].to(language).format(months=desk.settings.stale_after_months)


def _glance(desk: Desk, judged: Sequence[_Judged], single: int, here: Collection[str], language: Language) -> Section:
    """The sums; `here` are the states whose sources begin on this part of the page."""
    states = Counter(one.state for one in judged)
    places = _AT.to(language).format(count=formats.number(len({one.told.summary.id for one in judged}), language))
    all_of_them = inline.made_of(inline.number(len(judged), language), f"#{_TABLE}")
    figures = [Figure(_SOURCES.to(language), all_of_them, inline.text(places))]
    for state, tone in _TONES.items():
        count = states[state]
        shown = inline.made_of(inline.number(count, language), f"#{state}" if state in here else "")
        figures.append(Figure(_title(desk, state, language), shown, tone=tone if count else ""))
    alone = inline.made_of(inline.number(single, language), "#single" if single else "")
    figures.append(Figure(_SINGLE_SHORT.to(language), alone, tone="bad" if single else "good"))
    return Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(tuple(figures)),))


# -- what rests on one source ------------------------------------------------------------------------------------------

_Single = tuple[Summary, str, ToldSource, int]


def _single(judged: Sequence[_Judged], summaries: Sequence[Summary]) -> list[_Single]:
    """The chapters all of whose named facts rest on one source, those with most facts first."""
    by_place: dict[tuple[str, str], list[tuple[ToldSource, int]]] = {}
    for one in judged:
        for place, facts in one.told.facts.items():
            by_place.setdefault(place, []).append((one.told, facts))
    plans = {summary.id: summary for summary in summaries}
    found = [
        (plans[plan], chapter, *named[0])
        for (plan, chapter), named in by_place.items()
        if len(named) == 1 and chapter in ON_MANY
    ]
    return sorted(found, key=lambda one: (-one[3], one[0].id, one[1]))


def _on_one(single: Sequence[_Single], language: Language) -> Iterator[Section]:
    if not single:
        return
    rows = tuple(
        Row(
            (
                inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain"),
                inline.link(urls.for_chapter(summary.id, chapter), CHAPTER_TITLES[chapter].to(language)),
                _source_link(told),
                inline.number(facts, language),
            )
        )
        for summary, chapter, told, facts in single[:_MOST]
    )
    keys = ("account", "chapter", "source", "facts")
    columns = tuple(Column(_COLUMNS[key].to(language), key == "facts") for key in keys)
    title = _SINGLE.to(language)
    table = Table(title, columns, rows, is_caption_hidden=True)
    said = inline.text(_SINGLE_HELP.to(language))
    if len(single) > _MOST:
        said += " " + inline.text(_MORE.to(language).format(count=_MOST, all=formats.number(len(single), language)))
    yield Section(urls.identifier("single"), title, (Prose(inline.fill("<p>{}</p>", said)), table))


def _common(judged: Sequence[_Judged], language: Language) -> Iterator[Section]:
    """Sources of one title that several plans use, those of most plans first."""
    groups: dict[tuple[str, str], list[ToldSource]] = {}
    for one in judged:
        source = one.told.source
        if source.kind in _COMMON_KINDS:
            groups.setdefault((source.kind, " ".join(source.title.casefold().split())), []).append(one.told)
    shared = [told for told in groups.values() if len({one.summary.account for one in told}) > 1]
    if not shared:
        return
    shared.sort(key=lambda told: (-len(told), told[0].source.title))
    rows = []
    for told in shared[:_MOST]:
        days = sorted(one.source.date for one in told if one.source.date)
        facts = sum(sum(one.facts.values()) for one in told)
        ends = [inline.time(day, language) for day in (days[0], days[-1])] if days else [NOTHING, NOTHING]
        counts = [inline.number(len(told), language), *ends, inline.number(facts, language)]
        rows.append(Row((inline.text(told[0].source.title), *counts)))
    keys = ("source", "accounts", "oldest", "newest", "facts")
    columns = tuple(Column(_COLUMNS[key].to(language), key in ("accounts", "facts")) for key in keys)
    title = _COMMON.to(language)
    lead = Prose(inline.fill("<p>{}</p>", _COMMON_HELP.to(language)))
    table = Table(title, columns, tuple(rows), is_caption_hidden=True)
    yield Section(urls.identifier("common"), title, (lead, table))


# -- one by one --------------------------------------------------------------------------------------------------------


def _table(desk: Desk, judged: Sequence[_Judged], language: Language) -> Table:
    """All sources, in groups by what is to be said of them."""
    keys = ("source", "account", "date", "by", "used", "kind", "facts", "state")
    columns = tuple(
        Column(_COLUMNS[key].to(language), key == "facts", key, key in _PICKED, key in _EXTRA) for key in keys
    )
    rows: list[Row] = []
    for state, some in groupby(judged, key=lambda one: one.state):
        group = list(some)
        meaning = inline.message(_MEANING[state].to(language)) if state in _MEANING else NOTHING
        rows.append(group_row(_title(desk, state, language), len(group), language, state, meaning))
        rows += [_row(desk, one, language) for one in group]
    return Table(_SOURCES.to(language), columns, tuple(rows), is_caption_hidden=True, id=_TABLE, group="state")


def _source_link(told: ToldSource) -> Markup:
    address = urls.for_questions(told.summary.id, told.source.id)
    return inline.link(address, inline.text(told.source.title))


def _row(desk: Desk, one: _Judged, language: Language) -> Row:
    source, summary = one.told.source, one.told.summary
    title = _source_link(one.told)
    if source.kind:
        title += inline.span(f"under is-{source.kind}", inline.text(_said(desk, source.kind, language)))
    written = inline.day if len(source.date) == len("2026-11-28") else inline.time
    when = written(source.date, language) if source.date else NOTHING
    by = our_person(desk, source.by) if source.by in desk.staff else inline.text(source.by)
    return Row(
        (
            title,
            inline.valued(summary.id, inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain")),
            inline.span("warn-text", when) if one.state == "old" else when,
            inline.valued(source.by, by) if source.by else NOTHING,
            _uses(one, language),
            inline.valued(source.kind, inline.text(_said(desk, source.kind, language))) if source.kind else NOTHING,
            inline.number(sum(one.told.facts.values()), language),
            inline.valued(one.state, _title(desk, one.state, language)),
        )
    )


def _uses(one: _Judged, language: Language) -> Markup:
    """The chapters that name the source, with how many of their facts; those of divisions behind its name."""
    groups = []
    for plan, some in groupby(one.told.facts.items(), key=lambda item: item[0][0]):
        links = [_use(plan, chapter, facts, language) for (_, chapter), facts in some]
        name = inline.fill('<span class="muted">{}:</span> ', one.names[plan]) if plan in one.names else NOTHING
        groups.append(name + inline.joined(links))
    return inline.joined(groups, "<br>")


def _use(plan: str, chapter: str, facts: int, language: Language) -> Markup:
    link = inline.link(urls.for_chapter(plan, chapter), inline.text(CHAPTER_TITLES[chapter].to(language)))
    return inline.fill('{} <span class="num muted">{}</span>', link, facts)


def _said(desk: Desk, kind: str, language: Language) -> str:
    entry = desk.fields["plan"].properties["sources"].entry
    known = entry.properties["kind"].words.get(kind) if entry and "kind" in entry.properties else None
    return known.text.to(language) if known else kind


def _kinds(desk: Desk, chunk: Sequence[_Judged], language: Language) -> ChoiceGroup:
    """Everything, or only what is of one kind; with how many there are on the page."""
    kinds = Counter(one.told.source.kind for one in chunk)
    named: list[Named] = [(_ALL.to(language), "all", len(chunk), {})]
    named += [(_said(desk, kind, language), kind, kinds[kind], {"kind": kind}) for kind in sorted(kinds) if kind]
    return choices_in(_KIND.to(language), _TABLE, named, language)
