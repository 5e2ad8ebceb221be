"""Function profiles: required and present skills, fit, gaps, the trainings that close them, and when these are."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.agenda import last_day
from kamsite.model.analyses.programme.skills import Fit, SkillGap, TeamGap, fits_of, is_over, team_gaps
from kamsite.model.programme import FunctionProfile, Training
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import GLANCE, Board, board_of, inputs_of
from kamsite.render.across.programme.wrong import programme_page
from kamsite.render.across.shared import SharedFiles
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
from kamsite.render.navigation import PROFILES
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.pieces import paragraph
from kamsite.render.sections.tables import MORE

_FIT = Text("Fit", "Passung")
_SKILL, _REQUIRED = Text("Skill", "Fähigkeit"), Text("Required", "Gefordert")
_MEAN = Text("Mean fit", "Mittlere Passung")
_OF_ONE, _OF_PEOPLE = Text("one person", "eine Person"), Text("{count} people", "{count} Personen")
_GAPS, _STEPS = Text("Gaps", "Lücken"), Text("Steps", "Stufen")
_PEOPLE = Text("People", "Personen")
_UNBOOKED = Text("Gaps without a training", "Lücken ohne Schulung")
_LARGEST = Text("Largest gap of the team", "Größte Lücke im Team")
_NEXT = Text("Next training", "Nächste Schulung")
_PERSON, _ROLE = Text("Person", "Person"), Text("Role", "Rolle")
_NOW, _HAS = Text("Today", "Heute"), Text("{now} of {required} required", "{now} von {required} gefordert")
_TRAINING, _WHEN = Text("Training", "Schulung"), Text("When", "Wann")
_PARTICIPANTS, _CLOSES = Text("Participants", "Teilnehmende"), Text("Closes gaps in", "Schließt Lücken bei")
_BOOKED, _POSSIBLE = Text("booked: {title}", "gebucht: {title}"), Text("possible: {title}", "möglich: {title}")
_NO_TRAINING = Text("no training for it", "keine Schulung dafür")
_NOT_RATED = Text("not rated", "nicht bewertet")
_CALENDAR = Text("Training calendar", "Schulungskalender")
_OVER = Text("over", "vorbei")
_WITHOUT = Text("without a date", "ohne Termin")
_BY_ROLE = Text("Who fits how well", "Wer wie gut passt")
_BY_ROLE_HELP = Text(
    "Skills from 0 (none) to 5 (expert). Fit is the share of what the role requires; more than required makes up for "
    "nothing. Gaps are marked with what is missing.",
    "Fähigkeiten von 0 (keine) bis 5 (Experte). Passung ist der Anteil dessen, was die Rolle verlangt; mehr als "
    "gefordert gleicht nichts aus. Lücken sind mit dem markiert, was fehlt.",
)
_PERSONAL = Text(
    "Assessments of people. Only editions that show personal data have this page; agree with your works council who "
    "may see it.",
    "Einschätzungen von Personen. Diese Seite haben nur Ausgaben, die Personenbezogenes zeigen; stimmen Sie mit dem "
    "Betriebsrat ab, wer sie sehen darf.",
)
_OTHERS = Text("People without a profile", "Personen ohne Profil")


def profiles_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of function profiles and trainings."""
    inputs = inputs_of(content, "profiles")
    yield programme_page(desk, content, PROFILES, "profiles", inputs, profiles_sections, desk.as_of)


def profiles_sections(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    """The sections of the page of profiles and trainings."""
    board = board_of(content, "profiles", desk, language)
    fits = fits_of(board.programme.profiles, desk.as_of)
    drawn: set[str] = set()
    if fits:
        yield board.section("glance", GLANCE.to(language), *_glance(board, fits))
    if board.has("profiles"):
        drawn |= {"profiles", "people"}
        groups = list(_roles(board, fits))
        yield board.section("roles", _BY_ROLE.to(language), *groups, help=_BY_ROLE_HELP.to(language))
        rows = tuple(_gap_row(board, fit, gap) for fit in fits for gap in fit.gaps)
        if rows:
            yield board.section("gaps", _GAPS.to(language), _gap_table(board, rows))
    if board.has("trainings"):
        drawn.add("trainings")
        blocks = (_calendar(board, fits), *board.strays("trainings"))
        yield board.section("trainings", _CALENDAR.to(language), *blocks, help=board.help("trainings"))
    yield from board.rest(drawn)


def _glance(board: Board, fits: Sequence[Fit]) -> Iterator[Block]:
    language = board.language
    shares = [fit.share for fit in fits if fit.share is not None]
    figures = []
    if shares:
        count = inline.text(board.counted(len(shares), _OF_ONE, _OF_PEOPLE))
        figures.append(Figure(_MEAN.to(language), inline.share(round(sum(shares) / len(shares), 2), language), count))
    gaps = [gap for fit in fits for gap in fit.gaps]
    figures.append(Figure(_GAPS.to(language), inline.text(len(gaps))))
    unbooked = sum(1 for gap in gaps if not gap.booked)
    figures.append(Figure(_UNBOOKED.to(language), inline.text(unbooked), NOTHING, "warn" if unbooked else "good"))
    if team := team_gaps(tuple(fits)):
        figures.append(_largest(board, team[0]))
    if coming := _coming(board):
        training = coming[0]
        figures.append(
            Figure(_NEXT.to(language), inline.time(training.date or "", language), inline.text(training.title))
        )
    yield FigureRow(tuple(figures))
    yield Note(inline.text(_PERSONAL.to(language)))


def _largest(board: Board, gap: TeamGap) -> Figure:
    people = ", ".join(board.name_of(person) for person in gap.people)
    return Figure(_LARGEST.to(board.language), inline.text(skill_title(board, gap.skill)), inline.text(people))


def skill_title(board: Board, skill: str) -> str:
    """What a skill is called in the first profile that has it."""
    for profile in board.programme.profiles.profiles.values():
        if skill in profile.skills:
            return profile.skills[skill].title
    return skill


def _coming(board: Board) -> list[Training]:
    """The trainings that are still to come, the next one first."""
    dated = [
        (day, training)
        for training in board.programme.profiles.trainings.values()
        if (day := last_day(training.date)) is not None and day >= board.desk.as_of
    ]
    return [training for _, training in sorted(dated, key=lambda pair: (pair[0], pair[1].title))]


# -- roles -------------------------------------------------------------------------------------------------------------


def _roles(board: Board, fits: Sequence[Fit]) -> Iterator[Block]:
    """For each role its skills beside those of the people who have it; then who has no profile."""
    people = board.entries("people")
    for key, entry in board.entries("profiles").items():
        profile = board.programme.profiles.profiles.get(key)
        if profile is None:
            continue
        of_role = [fit for fit in fits if fit.profile == key]
        title = str(entry.title(key).unescape())
        about = entry.line("description")
        blocks: list[Block] = [paragraph(about)] if about else []
        blocks.append(_matrix(board, profile, of_role, entry, people))
        yield Group(title, (*blocks, *entry.blocks()), f"profile-{key}")
    notes = [
        Row((board.person(name), entry.more()), f"person-{name}") for name, entry in people.items() if _left(name, fits)
    ]
    if notes:
        columns = (Column(_PERSON.to(board.language)), Column(""))
        title = _OTHERS.to(board.language)
        yield Group(title, (Table(title, columns, tuple(notes), is_caption_hidden=True),))
    yield from board.strays("people")


def _left(name: str, fits: Sequence[Fit]) -> bool:
    """Whether something is written about somebody that no table of a role shows."""
    return not any(fit.person == name for fit in fits)


def _matrix(
    board: Board, profile: FunctionProfile, fits: Sequence[Fit], entry: Entry, people: Mapping[str, Entry]
) -> Table:
    language = board.language
    columns = [Column(_SKILL.to(language)), Column(_REQUIRED.to(language), is_number=True)]
    columns += [Column(board.name_of(fit.person)) for fit in fits]
    field = entry.field.properties.get("skills")
    written = reading.entries(entry.value.get("skills"))
    entry.tick("skills")
    rows = []
    for key, skill in written.items():
        inside = Entry(board.show, (field.entry if field else None) or entry.field, skill)
        title, required = inside.title(key), inside.line("required")
        about = inside.more()
        level = profile.skills[key].required if key in profile.skills else None
        cells = [_level(board, people.get(fit.person), key, level) for fit in fits]
        rows.append(Row((title + about, _plain(required, level), *cells)))
    if fits:
        shares = [inline.meter(fit.share, language) if fit.share is not None else NOTHING for fit in fits]
        rows.append(Row((inline.text(_FIT.to(language)), NOTHING, *shares), tone="total"))
    extra = [_beside(board, people.get(fit.person), profile) for fit in fits]
    if any(extra):
        rows.append(Row((inline.span("muted", MORE.to(language)), NOTHING, *extra)))
    return Table(profile.title, tuple(columns), tuple(rows), is_caption_hidden=True)


def _plain(written: Markup, level: int | None) -> Markup:
    return inline.span("num", str(level)) if level is not None else written


def _level(board: Board, person: Entry | None, skill: str, required: int | None) -> Markup:
    """How well somebody masters a skill, with what is missing to the required level."""
    skills = reading.mapping(person.value.get("skills")) if person else {}
    value = skills.get(skill)
    if value is None:
        return inline.span("muted", _NOT_RATED.to(board.language))
    level = reading.number(value)
    if level is None:
        return board.show.value(None, value if not isinstance(value, dict | list) else None)
    shown = inline.scale(int(level), 5, board.language)
    missing = (required or 0) - int(level)
    return shown + (
        inline.text(" ") + inline.badge(f"−{missing}", "warn" if missing < 2 else "bad") if missing > 0 else NOTHING
    )


def _beside(board: Board, person: Entry | None, profile: FunctionProfile) -> Markup:
    """What is written about somebody besides the skills of the profile."""
    if person is None:
        return NOTHING
    others = {
        key: value for key, value in reading.mapping(person.value.get("skills")).items() if key not in profile.skills
    }
    lines = [
        inline.fill("<div>{}: {}</div>", skill_title(board, key), board.show.value(None, value))
        for key, value in others.items()
        if value is not None and not isinstance(value, dict | list)
    ]
    rest = Entry(board.show, person.field, person.value)
    rest.tick("skills", "profile")
    return inline.joined(lines, "") + rest.more()


# -- gaps and trainings ------------------------------------------------------------------------------------------------


def _gap_row(board: Board, fit: Fit, gap: SkillGap) -> Row:
    profile = board.programme.profiles.profiles[fit.profile]
    person = board.programme.profiles.people[fit.person]
    required, now = profile.skills[gap.skill].required, person.skills[gap.skill]
    return Row(
        (
            board.person(fit.person),
            inline.text(profile.title),
            inline.text(profile.skills[gap.skill].title),
            inline.text(board.said(_HAS, now=now, required=required)),
            _trainings(board, gap),
        )
    )


def _trainings(board: Board, gap: SkillGap) -> Markup:
    trainings = board.programme.profiles.trainings
    found = [
        _linked(key, board.said(text, title=trainings[key].title))
        for text, keys in ((_BOOKED, gap.booked), (_POSSIBLE, gap.possible))
        for key in keys
    ]
    if found:
        return inline.joined(found, "")
    return inline.badge(_NO_TRAINING.to(board.language), "warn")


def _linked(key: str, text: str) -> Markup:
    return inline.link(f"{urls.PROFILES}#training-{key}", inline.text(text), "roomy")


def _gap_table(board: Board, rows: tuple[Row, ...]) -> Table:
    labels = (_PERSON, _ROLE, _SKILL, _NOW, _TRAINING)
    columns = tuple(Column(text.to(board.language)) for text in labels)
    return Table(_GAPS.to(board.language), columns, rows, is_caption_hidden=True)


def _calendar(board: Board, fits: Sequence[Fit]) -> Table:
    """The trainings by their date, those without one last."""
    language = board.language
    labels = (_TRAINING, _WHEN, _PARTICIPANTS, _CLOSES)
    trainings = board.programme.profiles.trainings
    ordered = sorted(trainings, key=lambda key: (last_day(trainings[key].date) is None, trainings[key].date or "", key))
    entries = board.entries("trainings")
    rows = []
    for key in ordered:
        entry, training = entries[key], trainings[key]
        entry.tick("participants", "skills")
        title, when = entry.title(key), entry.line("date")
        if is_over(training, board.desk.as_of):
            when += inline.text(" ") + inline.badge(_OVER.to(language), "muted")
        when = when or inline.span("muted", _WITHOUT.to(language))
        people = [board.person(name) for name in training.participants]
        skills = [_trained(board, skill, training, fits) for skill in training.skills]
        cells = (title + entry.more(), when, inline.joined(people, ", "), inline.joined(skills, "<br>"))
        rows.append(Row(cells, f"training-{key}"))
    columns = tuple(Column(text.to(language)) for text in labels)
    return Table(_CALENDAR.to(language), columns, tuple(rows), is_caption_hidden=True)


def _trained(board: Board, skill: str, training: Training, fits: Sequence[Fit]) -> Markup:
    """A skill that a training is for, with those participants who lack it."""
    lacking = [
        f"{board.name_of(fit.person)} −{gap.steps}"
        for fit in fits
        for gap in fit.gaps
        if gap.skill == skill and fit.person in training.participants
    ]
    told = f" ({', '.join(lacking)})" if lacking else ""
    return inline.text(skill_title(board, skill)) + inline.text(told)
