"""Our competitors at all customers: where we meet them, what we lost to them and why, what is open."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.rivals import OUTCOMES, Encounter, Rival, folded_name
from kamsite.model.analyses.summary import Summary
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, other_parts, page, parts_of
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Column,
    Figure,
    FigureRow,
    Group,
    Note,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import COMPETITORS

PER_PAGE = 1000
_TONES = {"lost": "bad", "open": "warn", "won": "good"}
_BY_NAME = Text(
    "Plans give the same competitor different ids, so competitors are put together by name: capitals, legal forms "
    "(AG, GmbH, Inc., …) and what stands in brackets do not count. Somebody is here twice? Then plans spell the name "
    "differently; write it the same way.",
    "Pläne geben demselben Wettbewerber verschiedene Kennungen; deshalb sind sie nach dem Namen zusammengefasst. "
    "Großschreibung, Rechtsform (AG, GmbH, Inc., …) und Angaben in Klammern zählen nicht. Steht jemand doppelt hier? "
    "Dann schreiben Pläne den Namen verschieden; schreiben Sie ihn überall gleich.",
)
_NONE = Text(
    "No plan names a competitor yet. Add them to position.yaml of an account; they then stand here.",
    "Noch nennt kein Plan einen Wettbewerber. Tragen Sie sie in position.yaml eines Kunden ein; dann stehen sie hier.",
)
_GLANCE = Text("At a glance", "Auf einen Blick")
_ALL = Text("All competitors", "Alle Wettbewerber")
_COMPETITOR = Text("Competitor", "Wettbewerber")
_PLACES = Text("Accounts and divisions", "Kunden und Bereiche")
_ACCOUNT = Text("Account", "Kunde")
_THREAT = Text("Threat", "Bedrohung")
_HIGHEST = Text("Highest threat", "Höchste Bedrohung")
_SHARE = Text("Their share", "Ihr Anteil")
_ANSWER = Text("Our answer", "Unsere Antwort")
_PROJECT = Text("Project", "Vorhaben")
_VOLUME = Text("Volume", "Volumen")
_WHY = Text("Why", "Warum")
_WHEN = {"open": Text("Decision", "Entscheidung")}
_YEAR = Text("When", "Wann")
_MET = Text("Where we meet them", "Wo wir ihnen begegnen")
_OUTCOMES = {
    "lost": Text("Lost to them", "An sie verloren"),
    "open": Text("Still open", "Noch offen"),
    "won": Text("Won against them", "Gegen sie gewonnen"),
    "withdrawn": Text("Given up", "Zurückgezogen"),
}
_SPELT = Text("Also written: {names}", "Auch geschrieben: {names}")
_NOT_SAID = Text("reason not written down", "Grund nicht festgehalten")


@dataclass(frozen=True, slots=True)
class _Competitor:
    """A competitor across accounts: how the plans call them, where we meet them."""

    key: str
    names: tuple[str, ...]
    met: tuple[tuple[Rival, Summary], ...]

    @property
    def id(self) -> str:
        """The anchor on the page."""
        words = self.key.replace(" ", "-")
        return "competitor-" + (words if words.replace("-", "").isalnum() else words.encode().hex())

    @property
    def threat(self) -> int:
        """The highest threat that a plan sees; 0 where none says."""
        return max(rival.threat or 0 for rival, _ in self.met)

    def projects(self, outcome: str) -> list[tuple[Encounter, Summary]]:
        """The projects of an outcome, the largest first; one that a division tells as well stands there once."""
        found: dict[tuple[object, ...], tuple[Encounter, Summary]] = {}
        for rival, summary in sorted(self.met, key=lambda met: met[1].id):
            for one in rival.encounters:
                if one.outcome == outcome:
                    account = summary.id.partition("/")[0]
                    found.setdefault((account, one.title.casefold(), one.when, one.volume), (one, summary))
        return sorted(found.values(), key=lambda pair: (-(pair[0].volume or 0), pair[0].title, pair[1].id))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a competitor's tables: of an outcome, or "" for where we meet them."""

    competitor: _Competitor
    outcome: str
    row: tuple[Encounter | Rival, Summary]


def competitors_pages(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page; several where there is more to tell than fits on one."""
    competitors = _competitors(content.summaries)
    entries = [entry for competitor in competitors for entry in _entries(competitor)]
    chunks = [entries[start : start + PER_PAGE] for start in range(0, len(entries), PER_PAGE)] or [[]]
    places: dict[str, int] = {}
    for part, chunk in enumerate(chunks, 1):
        for entry in chunk:
            places.setdefault(entry.competitor.key, part)
    for part, chunk in enumerate(chunks, 1):
        everybody = competitors if part == 1 else ()
        draw = partial(_sections, chunk, everybody, places, (part, len(chunks)))
        told = [(summary.id, summary.name, summary.rivals) for summary in content.summaries if summary.rivals]
        shown = [
            (entry.competitor.names, entry.outcome, entry.row[0], entry.row[1].id, entry.row[1].name) for entry in chunk
        ]
        yield page(COMPETITORS, (part, len(chunks), told if everybody else shown), draw, part)


def _sections(
    chunk: Sequence[_Entry],
    everybody: Sequence[_Competitor],
    places: dict[str, int],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """All competitors on the first part of the page, then one after the other; `places` are the parts they stand on."""
    if not chunk:
        yield Section(urls.identifier("all"), _ALL.to(language), (Note(inline.message(_NONE.to(language))),))
        return
    if everybody:
        yield from _overview(desk, everybody, places, language)
    for competitor, some in groupby(chunk, key=lambda entry: entry.competitor):
        yield _section(desk, competitor, tuple(some), language)
    yield from other_parts(parts_of(COMPETITORS, *place, language), language)


def _competitors(summaries: Sequence[Summary]) -> tuple[_Competitor, ...]:
    """By name; those to whom we lost most come first, then the most dangerous."""
    met: dict[str, list[tuple[Rival, Summary]]] = {}
    for summary in summaries:
        for rival in summary.rivals:
            met.setdefault(folded_name(rival.name), []).append((rival, summary))
    found = []
    for key, places in met.items():
        names = Counter(rival.name for rival, _ in places)
        spelt = sorted(names, key=lambda name: (-names[name], name))
        places.sort(key=lambda pair: (-(pair[0].threat or 0), pair[1].id, pair[0].anchor))
        found.append(_Competitor(key, tuple(spelt), tuple(places)))
    return tuple(sorted(found, key=_importance))


def _importance(competitor: _Competitor) -> tuple[object, ...]:
    lost = competitor.projects("lost")
    volume = sum(one.volume or 0 for one, _ in lost)
    return -volume, -len(lost), -competitor.threat, -len(competitor.met), competitor.key


def _entries(competitor: _Competitor) -> Iterator[_Entry]:
    for outcome in OUTCOMES:
        yield from (_Entry(competitor, outcome, pair) for pair in competitor.projects(outcome))
    yield from (_Entry(competitor, "", pair) for pair in competitor.met)


# -- all of them -------------------------------------------------------------------------------------------------------


def _overview(
    desk: Desk, competitors: Sequence[_Competitor], places: dict[str, int], language: Language
) -> Iterator[Section]:
    accounts = len({summary.id for competitor in competitors for _, summary in competitor.met})
    figures = [
        Figure(_ALL.to(language), inline.made_of(inline.number(len(competitors), language), "#all")),
        Figure(_PLACES.to(language), inline.made_of(inline.number(accounts, language), "#all?sort=-accounts")),
    ]
    outcomes = _shown(desk)
    for outcome in outcomes:
        # A project with two competitors in it counts once.
        projects = {
            (summary.id, one.chapter, one.anchor): one
            for competitor in competitors
            for one, summary in competitor.projects(outcome)
        }
        title = _OUTCOMES[outcome].to(language)
        volume = _volume(desk, list(projects.values()), language)
        count = inline.made_of(inline.text(len(projects)), f"#all?sort=-{outcome}" if projects else "")
        figures.append(Figure(title, count, volume, _TONES[outcome] if projects else ""))
    yield Section(urls.identifier("glance"), _GLANCE.to(language), (FigureRow(tuple(figures)),))
    labels = {"competitor": _COMPETITOR, "threat": _HIGHEST, "accounts": _PLACES}
    labels |= {outcome: _OUTCOMES[outcome] for outcome in outcomes}
    columns = tuple(Column(text.to(language), place > 1, id=name) for place, (name, text) in enumerate(labels.items()))
    rows = tuple(_overview_row(desk, one, places[one.key], language) for one in competitors)
    table = Table(_ALL.to(language), columns, rows, is_caption_hidden=True, id="all")
    yield Section(urls.identifier("all"), _ALL.to(language), (Note(inline.message(_BY_NAME.to(language))), table))


def _shown(desk: Desk) -> tuple[str, ...]:
    """The outcomes of which the edition can tell: past projects name who won one that we lost, the pipeline all."""
    if desk.shows_pipeline:
        return tuple(_TONES)
    return ("lost",) if desk.shows_past_projects else ()


def _overview_row(desk: Desk, competitor: _Competitor, part: int, language: Language) -> Row:
    address = f"{urls.for_part(urls.COMPETITORS, part)}#{competitor.id}"
    cells = [
        inline.link(address, inline.text(competitor.names[0])),
        inline.valued(competitor.threat, inline.scale(competitor.threat, 5, language))
        if competitor.threat
        else NOTHING,
        inline.text(len({summary.id for _, summary in competitor.met})),
    ]
    for outcome in _shown(desk):
        projects = [one for one, _ in competitor.projects(outcome)]
        volume = _volume(desk, projects, language)
        count = inline.valued(len(projects), str(len(projects))) if projects else NOTHING
        cells.append(count + inline.span("under", volume) if volume else count)
    return Row(tuple(cells))


def _volume(desk: Desk, projects: Sequence[Encounter], language: Language) -> Markup:
    known = [one.volume for one in projects if one.volume is not None]
    return inline.text(formats.compact(sum(known), desk.settings.currency, language)) if known else NOTHING


# -- one of them -------------------------------------------------------------------------------------------------------


def _section(desk: Desk, competitor: _Competitor, entries: Sequence[_Entry], language: Language) -> Section:
    blocks: list[Block] = []
    for outcome, some in groupby(entries, key=lambda entry: entry.outcome):
        pairs = [entry.row for entry in some]
        title = (_OUTCOMES[outcome] if outcome else _MET).to(language)
        table = _projects(desk, title, outcome, pairs, language) if outcome else _met(title, pairs, language)
        blocks.append(Group(title, (table,)))
    others = competitor.names[1:]
    spelt = _SPELT.to(language).format(names=", ".join(others)) if others else ""
    return Section(urls.identifier(competitor.id), competitor.names[0], tuple(blocks), help=spelt)


def _projects(
    desk: Desk, title: str, outcome: str, pairs: Sequence[tuple[Encounter | Rival, Summary]], language: Language
) -> Table:
    """Projects of one outcome, with their reasons where they are decided."""
    projects = [(one, summary) for one, summary in pairs if isinstance(one, Encounter)]
    has_volume = any(one.volume is not None for one, _ in projects)
    has_reasons = outcome == "lost" or any(one.reasons for one, _ in projects)
    columns = [Column(_PROJECT.to(language)), Column(_ACCOUNT.to(language))]
    columns.append(Column(_WHEN.get(outcome, _YEAR).to(language)))
    columns += [Column(_VOLUME.to(language), is_number=True)] if has_volume else []
    columns += [Column(_WHY.to(language))] if has_reasons else []
    rows = []
    for one, summary in projects:
        cells = [
            inline.link(urls.for_chapter(summary.id, one.chapter, one.anchor), inline.text(one.title)),
            _account(summary),
            _when(one.when, language),
        ]
        if has_volume:
            cells.append(_volume(desk, (one,), language))
        if has_reasons:
            missing = inline.span("muted", _NOT_SAID.to(language)) if outcome == "lost" else NOTHING
            cells.append(inline.joined([inline.text(text) for text in one.reasons], "<br>") or missing)
        rows.append(Row(tuple(cells)))
    return Table(title, tuple(columns), tuple(rows), is_caption_hidden=True)


def _met(title: str, pairs: Sequence[tuple[Encounter | Rival, Summary]], language: Language) -> Table:
    """The accounts at which we meet a competitor, the greatest threat first."""
    rivals = [(one, summary) for one, summary in pairs if isinstance(one, Rival)]
    has_share = any(one.share is not None for one, _ in rivals)
    has_answer = any(one.response for one, _ in rivals)
    columns = [Column(_ACCOUNT.to(language)), Column(_THREAT.to(language))]
    columns += [Column(_SHARE.to(language), is_number=True)] if has_share else []
    columns += [Column(_ANSWER.to(language))] if has_answer else []
    rows = []
    for one, summary in rivals:
        page = urls.for_chapter(summary.id, "position", one.anchor) if one.anchor else urls.for_account(summary.id)
        cells = [
            inline.link(page, inline.text(summary.name)),
            inline.scale(one.threat, 5, language) if one.threat is not None else NOTHING,
        ]
        if has_share:
            cells.append(inline.share(one.share, language) if one.share is not None else NOTHING)
        if has_answer:
            cells.append(inline.text(one.response))
        rows.append(Row(tuple(cells)))
    return Table(title, tuple(columns), tuple(rows), is_caption_hidden=True)


def _account(summary: Summary) -> Markup:
    return inline.link(urls.for_account(summary.id), inline.text(summary.name), "plain")


def _when(when: str, language: Language) -> Markup:
    return inline.day(when, language) if len(when) == 10 else inline.time(when, language)
