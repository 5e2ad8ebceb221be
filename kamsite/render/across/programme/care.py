"""The service and care model: the central questions, which segment gets what, what plans promise, who does what."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.language import Language, Text
from kamsite.model.analyses.programme.care import SEGMENTS, AskedQuestion, questions_of
from kamsite.model.analyses.programme.promises import Promise, promises_of
from kamsite.model.analyses.summary import Summary
from kamsite.model.field import Field
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.programme.board import GLANCE, Board, board_of, inputs_of
from kamsite.render.across.programme.raci import raci_blocks
from kamsite.render.across.programme.wrong import programme_page
from kamsite.render.across.shared import SharedFiles
from kamsite.render.blocks import (
    NOTHING,
    Block,
    Card,
    Cards,
    Column,
    Fact,
    Facts,
    Figure,
    FigureRow,
    Row,
    Section,
    Table,
)
from kamsite.render.desk import Desk
from kamsite.render.navigation import MODEL
from kamsite.render.sections import reading
from kamsite.render.sections.entry import Entry
from kamsite.render.sections.pieces import OVERDUE, checked, dash, is_overdue

_UNANSWERED = Text("Not answered yet", "Noch nicht beantwortet")
_ANSWERED = Text("Questions answered", "Beantwortete Fragen")
_OF = Text("of {all}", "von {all}")
_NOBODY = Text("nobody looks after it", "niemand kümmert sich")
_OWNER, _DUE = Text("Responsible", "Verantwortlich"), Text("Until", "Bis")
_SERVICE, _DEPARTMENT = Text("Service", "Leistung"), Text("Department", "Abteilung")
_CARE = Text("Care", "Betreuung")
_YES, _NO = Text("yes", "ja"), Text("no", "nein")
_MATRIX = Text("Who gets what", "Wer was bekommt")
_MATRIX_HELP = Text(
    "What each segment gets, and whether we look after it proactively or react when the customer calls.",
    "Was jedes Segment bekommt und ob wir es aktiv betreuen oder reagieren, wenn der Kunde sich meldet.",
)
_PROMISED = Text("What plans promise", "Was Pläne versprechen")
_PROMISED_HELP = Text(
    "Special services in the account plans beside the model. Names are compared by their words: what no service of "
    "the model matches, or one that the segment does not get, is an extra. Make a service of it, or agree what it "
    "costs.",
    "Sonderleistungen in den Kundenplänen neben dem Modell. Namen werden nach ihren Wörtern verglichen: Was zu keiner "
    "Leistung des Modells passt oder zu einer, die das Segment nicht bekommt, ist eine Zugabe. Machen Sie eine "
    "Leistung daraus, oder vereinbaren Sie, was sie kostet.",
)
_ACCOUNT, _SEGMENT, _IN_MODEL = Text("Account", "Kunde"), Text("Segment", "Segment"), Text("In the model", "Im Modell")
_EXTRA = Text("not in the model", "nicht im Modell")
_AGREED = Text("agreed beyond the model", "über das Modell hinaus vereinbart")
_BEYOND = Text("not for this segment", "nicht für dieses Segment")
_NO_SEGMENT = Text("none given", "nicht angegeben")
_EXTRAS = Text("Promises beyond the model", "Zusagen über das Modell hinaus")
_EXTRAS_OF = Text("of {all} in all plans", "von {all} in allen Plänen")
_ENTITLED = Text("Services", "Leistungen")


def care_page(desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of the service and care model."""
    told = [(one.id, one.name, one.segment, one.promised) for one in content.summaries]
    inputs = (*inputs_of(content, "model"), told)
    yield programme_page(desk, content, MODEL, "model", inputs, care_sections, desk.as_of)


def care_sections(content: Content, desk: Desk, language: Language) -> Iterator[Section]:
    """The sections of the page of the service and care model."""
    board = board_of(content, "model", desk, language)
    questions = asked_questions(board)
    promises = _promises(board, content.summaries)
    if board.data:
        yield board.section("glance", GLANCE.to(language), _glance(board, questions, promises))
    if board.has("questions"):
        blocks = (_questions(board, questions), *board.strays("questions"))
        yield board.section("questions", board.title("questions"), *blocks, help=board.help("questions"))
    drawn = {"questions"} if board.has("questions") else set()
    if board.has("services") or board.has("care"):
        drawn |= {"services", "care"}
        yield board.section("services", _MATRIX.to(language), *_services(board), help=_MATRIX_HELP.to(language))
        if promises:
            table = _promised(board, promises)
            yield board.section("promises", _PROMISED.to(language), table, help=_PROMISED_HELP.to(language))
    if board.has("responsibilities"):
        drawn.add("responsibilities")
        title, help_text = board.title("responsibilities"), board.help("responsibilities")
        yield board.section("responsibilities", title, *raci_blocks(board), help=help_text)
    yield from board.rest(drawn)


def _glance(board: Board, questions: Sequence[AskedQuestion], promises: Sequence[tuple[Summary, Promise]]) -> FigureRow:
    language = board.language
    answered = sum(1 for one in questions if one.is_answered)
    count = inline.text(answered) + inline.text(f" {board.said(_OF, all=len(questions))}")
    tone = "good" if answered == len(questions) else "warn"
    figures = [Figure(_ANSWERED.to(language), count, NOTHING, tone)]
    for segment in SEGMENTS:
        entitled = sum(1 for one in board.programme.model.services.values() if segment in one.segments)
        label = f"{_ENTITLED.to(language)}: {segment_name(board, segment)}"
        figures.append(Figure(label, inline.text(entitled), inline.text(_care(board, segment))))
    if promises:
        extras = sum(1 for _, promise in promises if promise.is_extra)
        remark = inline.text(board.said(_EXTRAS_OF, all=len(promises)))
        figures.append(Figure(_EXTRAS.to(language), inline.text(extras), remark, "warn" if extras else "good"))
    return FigureRow(tuple(figures))


# -- the central questions ---------------------------------------------------------------------------------------------


def asked_questions(board: Board) -> tuple[AskedQuestion, ...]:
    """The central questions, those that the schema knows and the company's own."""
    field = board.desk.programme["model"].properties.get("questions")
    return questions_of(board.programme.model, tuple(field.properties) if field else ())


def question_text(board: Board, name: str) -> str:
    """The question as the company asks it, else as the schema does."""
    question = board.programme.model.questions.get(name)
    if question and question.question:
        return question.question
    field = board.desk.programme["model"].at(("questions", name))
    return field.description.to(board.language) if field else name


def _questions(board: Board, questions: Sequence[AskedQuestion]) -> Cards:
    """The questions, those without an answer first, with who owes it and until when."""
    entries = board.entries("questions")
    ordered = sorted(questions, key=lambda one: one.is_answered)
    return Cards(tuple(_question(board, one, entries.get(one.id)) for one in ordered), is_wide=False)


def _question(board: Board, asked: AskedQuestion, entry: Entry | None) -> Card:
    language = board.language
    heading = inline.text(question_text(board, asked.id))
    anchor = f"question-{asked.id}"
    if entry is None:
        open_one = inline.badge(_UNANSWERED.to(language), "warn")
        return Card(heading, anchor, (open_one, inline.span("muted", _NOBODY.to(language))), tone="warn")
    if "question" in entry:
        heading = entry.line("question")
    if asked.is_answered:
        answer = entry.line("answer")
        return Card(heading, anchor, lead=answer, blocks=entry.blocks())
    entry.tick("answer")
    badges = [inline.badge(_UNANSWERED.to(language), "warn")]
    due = entry.value.get("due")
    if is_overdue(board.show, due):
        badges.append(inline.badge(OVERDUE.to(language), "bad"))
    facts = []
    owner = entry.line("owner") or inline.span("muted", _NOBODY.to(language))
    facts.append(Fact(_OWNER.to(language), owner))
    if due is not None:
        facts.append(Fact(_DUE.to(language), entry.line("due")))
    return Card(heading, anchor, tuple(badges), blocks=(Facts(tuple(facts)), *entry.blocks()), tone="warn")


# -- services and care -------------------------------------------------------------------------------------------------


def segment_name(board: Board, segment: str) -> str:
    """What a segment is called."""
    field = board.desk.programme["model"].at(("services", "any", "segments"))
    word = field.item.words.get(segment) if field and field.item else None
    return word.text.to(board.language) if word else segment


def _care(board: Board, segment: str) -> str:
    field: Field | None = board.field.at(("care", segment))
    level = board.programme.model.care.get(segment)
    word = field.words.get(level) if field and level else None
    return word.text.to(board.language) if word else ""


def _services(board: Board) -> Iterator[Block]:
    """Services by segment, care in the last row; then what the table has no place for."""
    language = board.language
    columns = [Column(_SERVICE.to(language)), *(Column(segment_name(board, segment)) for segment in SEGMENTS)]
    columns.append(Column(_DEPARTMENT.to(language)))
    rows = []
    for key, entry in board.entries("services").items():
        segments = reading.names(entry.value.get("segments"))
        if isinstance(entry.value.get("segments"), list):
            entry.tick("segments")
        title, department = entry.title(key), entry.line("department")
        about = entry.line("description")
        name = title + (inline.fill('<div class="item__more">{}</div>', about) if about else NOTHING) + entry.more()
        rows.append(Row((name, *(_gets(segment in segments, language) for segment in SEGMENTS), department), key))
    care = reading.mapping(board.data.get("care"))
    if any(segment in care for segment in SEGMENTS):
        known = [inline.text(_care(board, segment)) for segment in SEGMENTS]
        rows.append(Row((inline.text(_CARE.to(language)), *known, NOTHING), tone="total"))
    if rows:
        yield Table(_MATRIX.to(language), tuple(columns), tuple(rows), is_caption_hidden=True)
    yield from board.strays("services")
    unknown = {key: value for key, value in care.items() if key not in board.programme.model.care and value is not None}
    field = board.field.properties.get("care")
    if unknown and field is not None:
        yield from Entry(board.show, field, unknown).blocks()
    if not care:
        yield from board.strays("care")


def _gets(is_given: bool, language: Language) -> Markup:
    if is_given:
        return checked(_YES.to(language))
    return inline.visually_hidden(_NO.to(language)) + dash()


def _promises(board: Board, summaries: Sequence[Summary]) -> list[tuple[Summary, Promise]]:
    """What the plans promise, the extras first."""
    model = board.programme.model
    segments = {summary.id: summary.segment for summary in summaries}
    found = []
    for summary in summaries:
        segment = summary.segment or segments.get(summary.parent or "")
        found += [(summary, promise) for promise in promises_of(model, summary.id, segment, summary.promised)]
    return sorted(found, key=lambda pair: not pair[1].is_extra)


def _promised(board: Board, promises: Sequence[tuple[Summary, Promise]]) -> Table:
    language = board.language
    labels = (_SERVICE, _ACCOUNT, _SEGMENT, _DEPARTMENT, _IN_MODEL)
    services = board.programme.model.services
    rows = []
    for summary, promise in promises:
        known = inline.joined(
            [inline.link(f"{urls.MODEL}#{key}", inline.text(services[key].title)) for key in promise.services]
        )
        if promise.is_extra:
            word = (_BEYOND if promise.services else _EXTRA).to(language)
            known = inline.badge(word, "warn") + (inline.text(" ") + known if known else NOTHING)
        elif promise.is_agreed:
            known = inline.badge(_AGREED.to(language))
        address = urls.for_chapter(summary.id, "strategy", "section-service")
        segment = segment_name(board, summary.segment) if summary.segment else _NO_SEGMENT.to(language)
        rows.append(
            Row(
                (
                    inline.text(promise.service),
                    inline.valued(summary.id, inline.link(address, inline.text(summary.name))),
                    inline.text(segment),
                    inline.text(promise.department),
                    known,
                )
            )
        )
    names = ("service", "account", "segment", "department", "model")
    columns = tuple(
        Column(text.to(language), id=name, is_choice=name in ("account", "segment", "department"))
        for name, text in zip(names, labels, strict=True)
    )
    return Table(_PROMISED.to(language), columns, tuple(rows), is_caption_hidden=True, id="promises")
