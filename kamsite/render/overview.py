"""The plan on one page, for somebody with five minutes before a customer meeting."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.compare.origins import PlanChanges
from kamsite.language import Text
from kamsite.model.analyses.agenda import KINDS, Appointment, agenda_of
from kamsite.model.analyses.asking import AskedQuestion, questions_of, unknown_of
from kamsite.model.analyses.completeness import PlanCompleteness
from kamsite.model.analyses.money import finance_of, finance_unit, pipeline_of
from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.aims import customer_goals, money, our_goals, projects
from kamsite.render.blocks import NOTHING, Block, Column, Figure, FigureRow, Line, Lines, Note, Row, Section, Table
from kamsite.render.changed import DECISION
from kamsite.render.changes.log import decisions_in, line_of
from kamsite.render.charts.sparkline import sparkline
from kamsite.render.mappage import attitude_badge, verdict_of
from kamsite.render.sections import pieces
from kamsite.render.show import Show
from kamsite.source.history import Version

if TYPE_CHECKING:
    from kamsite.render.desk import Desk

# A version with what it changed, None where that is not known.
ChangedVersion = tuple[Version, Sequence[PlanChanges] | None]

_MOST, _MOST_LATE, _MOST_DATES, _MOST_NEW, _MOST_QUESTIONS = 8, 3, 5, 4, 5
_TONES = {"green": "good", "amber": "warn", "red": "bad"}
GLANCE = Text("At a glance", "Auf einen Blick")
DECIDE = Text("Who decides, and what they think of us", "Wer entscheidet und wie man zu uns steht")
WANT = Text("What the customer wants", "Was der Kunde will")
NEXT = Text("What we do next", "Was wir als Nächstes tun")
AIM = Text("What we want to reach", "Was wir erreichen wollen")
NEW = Text("What is new", "Was neu ist")
UNKNOWN = Text("What we do not know", "Was wir nicht wissen")
MISSING = Text("What the plan still lacks", "Was dem Plan noch fehlt")
MONEY = Text("Revenue against budget", "Umsatz gegen Budget")
PROJECTS = Text("Open projects", "Offene Vorhaben")
DIVISIONS = Text("Divisions", "Bereiche")
_COMPLETE = Text("Complete", "Vollständig")
_PIPELINE = Text("Pipeline, weighted", "Pipeline, gewichtet")
_OF = Text("of {total} in {count} projects", "von {total} in {count} Projekten")
_ACTUAL = Text("Revenue {year}", "Umsatz {year}")
_BUDGET = Text("Budget {year}", "Budget {year}")
_AGAINST = Text("{deviation} against budget", "{deviation} zum Budget")
_DECIDERS = Text("Deciders addressed", "Entscheider angesprochen")
_NOBODY = Text("nobody of us", "niemand von uns")
_QUESTIONS = Text("Open questions", "Offene Fragen")
_OVERDUE = Text("overdue", "überfällig")
_BY_US = Text("By us", "Von uns")
_TO_MAP = Text("To the power map", "Zur Power-Map")
_PERSON = Text("Person", "Person")
_MORE_LATE = Text("and {count} more overdue", "und {count} weitere überfällig")
_REVENUE_COURSE = Text("Revenue and budget by year", "Umsatz und Budget nach Jahr")
_MORE_QUESTIONS = Text("All {count} open questions", "Alle {count} offenen Fragen")
_MARKED = Text("{count} values that the plan marks as unknown", "{count} Angaben, die der Plan als unbekannt vermerkt")
_ALL_VERSIONS = Text("All versions", "Alle Versionen")
_DIVISION_COLUMNS = (Text("Division", "Bereich"), Text("Manager", "Verantwortlich"), Text("Complete", "Vollständig"))
_LACKS = (Text("Chapter", "Kapitel"), Text("Complete", "Vollständig"), Text("Missing", "Es fehlt"))


def overview_sections(
    desk: "Desk",
    show: Show,
    power_map: PowerMapInput,
    completeness: PlanCompleteness,
    versions: Iterable[ChangedVersion],
) -> tuple[Section, ...]:
    """The sections of the overview; those without content are left out, what belongs together stands side by side.

    `power_map` is that of the plan as far as the edition shows it, `versions` are those to be shown, the newest first.
    """
    rows = (
        (_section("glance", GLANCE, show, _glance(desk, show, power_map, completeness)),),
        (_section("deciders", DECIDE, show, tuple(_deciders(show, power_map))),),
        (
            _section("customer-goals", WANT, show, tuple(customer_goals(show))),
            _section("our-goals", AIM, show, tuple(our_goals(show))),
        ),
        (
            _section("next", NEXT, show, tuple(_next(show))),
            _section("unknown", UNKNOWN, show, tuple(_unknown(show))),
        ),
        (
            _section("money", MONEY, show, tuple(money(show))),
            _section("projects", PROJECTS, show, tuple(projects(show))),
        ),
        (_section("new", NEW, show, tuple(_new(desk, show, versions))),),
        (_section("divisions", DIVISIONS, show, tuple(_divisions(desk, show))),),
        (_section("lacks", MISSING, show, tuple(_missing(desk, show, completeness))),),
    )
    made = []
    for row in rows:
        filled = [section for section in row if section.blocks]
        made += [replace(section, is_half=len(filled) > 1) for section in filled]
    return tuple(made)


def _section(name: str, title: Text, show: Show, blocks: tuple[Block, ...]) -> Section:
    return Section(urls.identifier(name), title.to(show.language), blocks)


def _glance(desk: "Desk", show: Show, power_map: PowerMapInput, completeness: PlanCompleteness) -> tuple[Block, ...]:
    mission = show.plan.strategy.mission
    said = mission.account if mission else None
    figures = tuple(_figures(desk, show, power_map, completeness))
    blocks: list[Block] = [FigureRow(figures)] if figures else []
    if said:
        blocks.insert(0, pieces.html(inline.fill('<div class="mission">{}</div>', show.sentence(said))))
    return tuple(blocks)


def _figures(desk: "Desk", show: Show, power_map: PowerMapInput, completeness: PlanCompleteness) -> Iterator[Figure]:
    language, plan = show.language, show.plan
    if "strategy" in show.fields and "finance" in show.fields["strategy"].properties:
        yield from _money(show)
    if "people" in show.fields and "roles" in _person_fields(show) and _shows_ties(show):
        deciders = [person for person in power_map.people if person.is_decider and not person.left]
        if deciders:
            covered = sum(not person.uncovered for person in deciders)
            tone = "good" if covered == len(deciders) else "bad"
            shown = inline.made_of(inline.text(f"{covered} / {len(deciders)}"), "#deciders")
            yield Figure(_DECIDERS.to(language), shown, NOTHING, tone)
    questions = [q for q in plan.strategy.open_questions.values() if q.is_open]
    if questions:
        asked = inline.made_of(inline.text(len(questions)), urls.for_questions(plan.id))
        yield Figure(_QUESTIONS.to(language), asked)
    if not desk.guides:
        return
    tone = _TONES[completeness.light]
    value, bar = inline.share(round(completeness.share, 2), language), inline.bar(completeness.share, tone)
    is_lacking = any(chapter.missing for chapter in completeness.chapters.values())
    yield Figure(_COMPLETE.to(language), inline.made_of(value, "#lacks" if is_lacking else ""), bar, tone)


def _money(show: Show) -> Iterator[Figure]:
    language = show.language
    unit = finance_unit(show.plan) or show.currency
    years = finance_of(show.plan)
    plans = urls.for_chapter(show.plan.id, "strategy", "section-finance")
    actual = next((year for year in reversed(years) if year.actual is not None), None)
    if actual and actual.actual is not None:
        remark = delta(show, actual.deviation, _AGAINST) if actual.deviation is not None else NOTHING
        remark += sparkline(
            _REVENUE_COURSE.to(language),
            {year.year: year.actual for year in years if year.actual is not None},
            {year.year: year.budget for year in years if year.budget is not None},
        )
        yield Figure(
            _ACTUAL.to(language).format(year=actual.year),
            inline.made_of(inline.text(formats.compact(actual.actual, unit, language)), plans),
            remark,
        )
    current = next((year for year in years if year.year == str(show.as_of.year) and year.budget is not None), None)
    if current and current.budget is not None and current is not actual:
        budget = inline.text(formats.compact(current.budget, unit, language))
        yield Figure(_BUDGET.to(language).format(year=current.year), inline.made_of(budget, plans))
    pipeline = pipeline_of(show.plan)
    if pipeline.count:
        total = formats.compact(pipeline.volume, show.currency, language)
        remark = inline.text(_OF.to(language).format(total=total, count=pipeline.count))
        weighted = inline.text(formats.compact(pipeline.weighted, show.currency, language))
        way = urls.for_chapter(show.plan.id, "strategy", "section-pipeline")
        yield Figure(_PIPELINE.to(language), inline.made_of(weighted, way), remark)


def delta(show: Show, deviation: float, sentence: Text) -> Markup:
    """A deviation with arrow, sign and words; never colour alone."""
    arrow, css = (
        ("▲", "delta--up") if deviation > 0 else ("▼", "delta--down") if deviation < 0 else ("=", "delta--even")
    )
    shown = ("+" if deviation > 0 else "−" if deviation < 0 else "") + formats.share(
        abs(round(deviation, 3)), show.language
    )
    return inline.span(f"delta {css}", f"{arrow} {sentence.to(show.language).format(deviation=shown)}")


def _person_fields(show: Show) -> frozenset[str]:
    people = show.fields["people"].properties.get("people")
    return frozenset(people.entry.properties) if people and people.entry else frozenset()


def _shows_ties(show: Show) -> bool:
    return "relationships" in show.fields["people"].properties


def _deciders(show: Show, power_map: PowerMapInput) -> Iterator[Block]:
    if "people" not in show.fields or "roles" not in _person_fields(show):
        return
    fields = _person_fields(show)
    people = show.plan.people.people
    shown = [
        name for name, person in people.items() if person.left is None and {"decider", "ratifier"} & set(person.roles)
    ]
    shown.sort(key=lambda name: -(people[name].influence or 0))
    if "attitude" in fields and people:
        yield _verdict(show, power_map)
    if not shown:
        return
    entry = show.fields["people"].properties["people"].entry
    names = [key for key in ("roles", "attitude", "influence", "listens_because") if key in fields]
    has_ties = _shows_ties(show)
    columns = [Column(_PERSON.to(show.language))]
    columns += [Column(generic.label_of(show, entry.properties[key] if entry else None, key)) for key in names]
    if has_ties:
        columns.append(Column(_BY_US.to(show.language)))
    rows = [Row(tuple(_decider(show, name, names, has_ties))) for name in shown[:_MOST]]
    yield Table(DECIDE.to(show.language), tuple(columns), tuple(rows), is_caption_hidden=True)


def _verdict(show: Show, power_map: PowerMapInput) -> Note:
    """What the power map says first, and the way to it."""
    said = [inline.text(sentence.to(show.language)) for sentence in verdict_of(show, power_map)[:2]]
    link = inline.link(urls.for_map(show.plan.id), _TO_MAP.to(show.language), "more")
    is_bad = any(person.uncovered for person in power_map.people)
    return Note(inline.joined([*said, link], " "), "warning" if is_bad else "info")


def _decider(show: Show, name: str, keys: Sequence[str], has_ties: bool) -> Iterator[Markup]:
    field = show.fields["people"].properties["people"].entry
    written = show.plan.data["people"]["people"]
    entry = written.get(name) if isinstance(written, dict) else None
    values = entry if isinstance(entry, dict) else {}
    title = inline.span("under", generic.line_of(show, None, values["title"])) if values.get("title") else NOTHING
    yield inline.followed(show.person(name), title)
    for key in keys:
        inside = field.properties.get(key) if field else None
        if key == "attitude":
            yield attitude_badge(show, show.plan.people.people[name].attitude)
        elif key == "roles":
            yield _roles(show, inside, show.plan.people.people[name].roles)
        else:
            yield generic.line_of(show, inside, values.get(key))
    if has_ties:
        ties = [show.our_person(tie.by) for tie in show.plan.people.relationships if tie.person == name and tie.by]
        yield inline.joined(ties) if ties else inline.badge(_NOBODY.to(show.language), "bad")


def _roles(show: Show, field: Field | None, roles: Iterable[str]) -> Markup:
    """The roles as badges, that of the decider standing out."""
    words = field.item.words if field and field.item else {}
    shown = [(role, words[role].text.to(show.language) if role in words else role) for role in roles]
    return inline.joined([inline.badge(word, "key" if role == "decider" else "neutral") for role, word in shown], " ")


def _next(show: Show) -> Iterator[Block]:
    dated = [entry for plan in show.plan.all() for entry in ((plan, a) for a in agenda_of(plan))]
    visible = [(plan, entry) for plan, entry in dated if not entry.is_done and _is_shown(show, entry)]
    late = [(p, e) for p, e in visible if e.is_overdue(show.as_of)]
    coming = [(p, e) for p, e in visible if e.due >= show.as_of]
    chosen = sorted(late, key=lambda x: x[1])[-_MOST_LATE:] + sorted(coming, key=lambda x: x[1])[:_MOST_DATES]
    if not chosen:
        return
    rest = len(late) - _MOST_LATE
    said = _MORE_LATE.to(show.language).format(count=rest)
    more = inline.link(urls.AGENDA, inline.text(said)) if rest > 0 else NOTHING
    yield Lines(tuple(_appointment(show, plan.id, entry) for plan, entry in chosen), more)


def _unknown(show: Show) -> Iterator[Block]:
    """The open questions, those that are due first come first, and how much the plan marks as unknown."""
    asked = sorted(questions_of(show.plan), key=lambda one: one.due or "9999")
    marked = sum(one.count for one in unknown_of(show.plan))
    more = []
    if len(asked) > _MOST_QUESTIONS:
        more.append(_MORE_QUESTIONS.to(show.language).format(count=len(asked)))
    if marked:
        more.append(_MARKED.to(show.language).format(count=marked))
    lines = tuple(_question(show, one) for one in asked[:_MOST_QUESTIONS])
    link = inline.link(urls.for_questions(show.plan.id), inline.text(" · ".join(more))) if more else NOTHING
    if lines or more:
        yield Lines(lines, link)


def _question(show: Show, asked: AskedQuestion) -> Line:
    is_late = pieces.is_overdue(show, asked.due)
    facts = [show.our_person(asked.owner)] if asked.owner else []
    if is_late:
        facts.insert(0, pieces.late(show))
    when = inline.day(asked.due, show.language) if len(asked.due) == 10 else inline.time(asked.due, show.language)
    title = inline.link(urls.for_questions(show.plan.id, asked.entry), inline.text(asked.question))
    return Line(title, when if asked.due else NOTHING, tuple(facts), tone="late" if is_late else "")


def _is_shown(show: Show, entry: Appointment) -> bool:
    return entry.chapter in show.fields or entry.chapter == "questions"


def _appointment(show: Show, plan: str, entry: Appointment) -> Line:
    """An entry of the agenda: when, what, of which kind, whose."""
    is_late = entry.is_overdue(show.as_of)
    facts = [inline.badge(_OVERDUE.to(show.language), "bad")] if is_late else []
    facts.append(inline.text(KINDS[entry.kind].to(show.language)))
    if entry.owner:
        facts.append(show.our_person(entry.owner))
    return Line(
        inline.link(urls.for_chapter(plan, entry.chapter, entry.anchor), inline.text(entry.title)),
        inline.day(entry.due.isoformat(), show.language),
        tuple(facts),
        tone="late" if is_late else "",
    )


def _divisions(desk: "Desk", show: Show) -> Iterator[Block]:
    if not show.plan.divisions:
        return
    rows = []
    for division in show.plan.divisions.values():
        account = division.cover.account
        manager = show.our_person(account.manager) if account and account.manager else NOTHING
        cells = [inline.link(urls.for_account(division.id), inline.text(division.name)), manager]
        if desk.guides:
            cells.append(inline.meter(desk.completeness(division).share, show.language))
        rows.append(Row(tuple(cells)))
    columns = _columns(show, _DIVISION_COLUMNS[: 3 if desk.guides else 2])
    yield Table(DIVISIONS.to(show.language), columns, tuple(rows), is_caption_hidden=True)


def _new(desk: "Desk", show: Show, versions: Iterable[ChangedVersion]) -> Iterator[Block]:
    """What the newest versions changed, in words; why, where that is not known."""
    lines: list[Line] = []
    for version, found in versions:
        if found is not None and not any(one.is_broken or len(one.changes) > one.cosmetic for one in found):
            continue
        reason = version.reason[0] if desk.shows_reasons else ""
        title = line_of(found, version.folder, show.language) if found is not None else reason
        if not title or len(lines) == _MOST_NEW:
            break
        label = f"v{version.number} · {version.commit.short}" if version.number else version.commit.short
        facts = [inline.link(f"{urls.for_versions(show.plan.id)}#v-{version.commit.short}", inline.text(label))]
        facts += [inline.text(reason)] if found is not None and reason else []
        facts += [inline.text(version.by)] if desk.shows_authors else []
        mark = inline.badge(DECISION.to(show.language), "key") if decisions_in(found) else NOTHING
        lines.append(Line(inline.text(title), desk.short_day(version, show.language), tuple(facts), mark))
    if lines:
        yield Lines(tuple(lines), inline.link(urls.for_versions(show.plan.id), _ALL_VERSIONS.to(show.language)))


def _missing(desk: "Desk", show: Show, completeness: PlanCompleteness) -> Iterator[Block]:
    rows = []
    for name, chapter in completeness.chapters.items() if desk.guides else ():
        if not chapter.missing:
            continue
        titles: dict[str, None] = {}
        whole = [entry for entry in chapter.missing if len(entry.path) == 1]
        for entry in chain(whole, chapter.missing):
            titles[entry.title.to(show.language)] = None
            if len(titles) > _MOST:
                break
        shown = ", ".join(list(titles)[:_MOST]) + (" …" if len(titles) > _MOST else "")
        link = inline.link(urls.for_chapter(show.plan.id, name), inline.text(desk.chapter_title(name, show.language)))
        rows.append(Row((link, inline.meter(chapter.share, show.language, _TONES[chapter.light]), inline.text(shown))))
    if rows:
        yield Table(MISSING.to(show.language), _columns(show, _LACKS), tuple(rows), is_caption_hidden=True)


def _columns(show: Show, titles: Iterable[Text]) -> tuple[Column, ...]:
    return tuple(Column(title.to(show.language)) for title in titles)
