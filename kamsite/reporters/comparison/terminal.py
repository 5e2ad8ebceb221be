"""A comparison for people on a terminal: by account, decisions first, each change a sentence."""

from collections.abc import Iterator

from kamsite.compare.change import Level, Unreadable
from kamsite.compare.pieces import BlockChange, BlockKind, PieceKind
from kamsite.diagnostics import SEVERITIES, Finding, Severity
from kamsite.quoting import shown
from kamsite.render.changes.sentences import Following
from kamsite.reporters.comparison import words
from kamsite.reporters.comparison.arrange import ComparisonReport, LevelSection, Line, PlanSection, counted
from kamsite.reporters.comparison.passages import KINDS, heading_of, shortened
from kamsite.reporters.screen import Span, columns, styled, visible, wrapped

_NARROW = 64
_SIGNS = {Level.DECISION: "●", Level.CONTENT: "–", Level.COSMETIC: "·"}
_HEADINGS = {Level.DECISION: "1;31", Level.CONTENT: "1", Level.COSMETIC: "2"}
_ROLES = {"subject": "1", "before": "2", "after": "1", "difference": "1", "remark": "33", "label": "", "plain": ""}
_SEVERITIES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
_PIECES = {PieceKind.DELETED: "31;9", PieceKind.INSERTED: "32;4", PieceKind.EQUAL: ""}
_MARKS = {PieceKind.DELETED: ("[-", "-]"), PieceKind.INSERTED: ("{+", "+}")}
_MOST_PASSAGES = 40
_MOST_FINDINGS = 12
_WIDEST_CHAPTER = 24


def write(report: ComparisonReport) -> str:
    """The comparison as text."""
    blocks = [_top(report)]
    blocks += [_unreadable(report)] if report.unreadable else []
    blocks += [_plan(report, plan) for plan in report.plans]
    blocks += [text for text in (_other_files(report), _hidden(report)) if text]
    return "\n".join(blocks)


def _top(report: ComparisonReport) -> str:
    """Which versions, and what changed in one line."""
    before, after = (report.version(side) for side in (report.comparison.before, report.comparison.after))
    lines = _wrap(report, [Span(before, "1"), Span(" → "), Span(after, "1")])
    return "".join(line + "\n" for line in [*lines, *_wrap(report, list(_summary(report)))])


def _summary(report: ComparisonReport) -> Iterator[Span]:
    counts = {level: count for level, count in report.comparison.counts.items() if level >= report.level}
    told = counted(counts, report.language)
    if unreadable := words.unreadable(report.unreadable, report.language):
        yield Span(f"✗ {unreadable}", "1;31")
        yield Span(" · " if told else ". ")
    if not told:
        yield Span(words.nothing(report), "" if unreadable else "32")
        return
    accounts = {plan.plan.id.partition("/")[0] for plan in report.plans if plan.plan.id and plan.levels}
    for number, piece in enumerate(told):
        is_decision = not number and counts[Level.DECISION] > 0
        yield Span(" · " if number else "")
        yield Span(f"{_SIGNS[Level.DECISION]} {piece}" if is_decision else piece, "1;31" if is_decision else "1")
    if accounts:
        yield Span(f" · {words.accounts(len(accounts), report.language)}")


def _unreadable(report: ComparisonReport) -> str:
    lines: list[str] = []
    for is_partly, title in ((False, words.CANNOT_READ), (True, words.PARTLY)):
        files = [file for file in report.unreadable if file.is_partly is is_partly]
        if files:
            lines += _wrap(report, [Span(f"✗ {report.say(title)}", "1;31")])
            lines += [line for file in files for line in _file(report, file)]
    return "".join(line + "\n" for line in lines)


def _file(report: ComparisonReport, file: Unreadable) -> Iterator[str]:
    side = words.side_of(report, file)
    if not file.findings:
        yield from _wrap(report, [Span(report.path(file.file), "1"), Span(f" ({side})")], "  ", "    ")
    for finding in file.findings:
        spans = [Span(report.path(finding.place), "1"), Span(f" ({side}): ")]
        spans += [Span(visible(finding.message.to(report.language))), Span(f" [{finding.code}]", "2")]
        yield from _wrap(report, spans, "  ", "    ")


def _plan(report: ComparisonReport, plan: PlanSection) -> str:
    lines = [_heading(report, plan)]
    width = _chapter_width(report, plan)
    for level in plan.levels:
        lines.append(
            styled(f"{_SIGNS[level.level]} {level.title}", _HEADINGS[level.level], has_colour=report.has_colour)
        )
        lines += _level(report, level, width)
    if plan.follows:
        lines.append(styled(f"= {report.say(words.FOLLOWS)}", "1", has_colour=report.has_colour))
        lines += [line for one in plan.follows for line in _following(report, one)]
    for sign, title, findings in (("+", words.APPEARED, plan.appeared), ("−", words.VANISHED, plan.vanished)):
        if findings:
            text = f"{sign} {report.say(title)} ({len(findings)})"
            lines.append(styled(text, "1", has_colour=report.has_colour))
            lines += _findings(report, findings)
    return "".join(line + "\n" for line in lines)


def _heading(report: ComparisonReport, plan: PlanSection) -> str:
    """The name of the plan, its id, and a line as far as there is room."""
    remark = f" · {plan.remark}" if plan.remark else ""
    tail = f"  {shown(plan.plan.id)}{remark} " if plan.plan.id else " "
    rule = "─" * max(0, report.width - columns(f"── {plan.title}{tail}"))
    colour = report.has_colour
    name = styled(plan.title, "1;36", has_colour=colour)
    return f"{styled('──', '36', has_colour=colour)} {name}{tail}{styled(rule, '36', has_colour=colour)}".rstrip()


def _chapter_width(report: ComparisonReport, plan: PlanSection) -> int:
    """The columns of the names of chapters; 0 where there is no room for them beside the sentences."""
    if report.width < _NARROW:
        return 0
    titles = [chapter.title for level in plan.levels for chapter in level.chapters]
    return min(_WIDEST_CHAPTER, max(map(columns, titles), default=0)) + 2


def _following(report: ComparisonReport, one: Following) -> Iterator[str]:
    yield from _wrap(report, [Span(one.line)], "  ", "    ")
    for sign, colour, sentences in (("−", "31", one.gone), ("+", "32", one.new)):
        for sentence in sentences:
            yield from _wrap(report, [Span(f"{sign} ", colour), Span(sentence)], "    ", "      ")


def _level(report: ComparisonReport, level: LevelSection, width: int) -> Iterator[str]:
    sign = _SIGNS[level.level]
    for chapter in level.chapters:
        title = chapter.title
        if width:
            short = title if columns(title) < width else title[: width - 3] + "…"
            first = "  " + short + " " * (width - columns(short))
        else:
            yield "  " + styled(title, "2", has_colour=report.has_colour)
            first = "    "
        indent = " " * columns(first)
        for number, line in enumerate(chapter.lines):
            begin = first if number == 0 and width else indent
            yield from _line(report, line, begin, indent, sign)


def _line(report: ComparisonReport, line: Line, first: str, indent: str, sign: str) -> Iterator[str]:
    spans = [Span(f"{sign} ", _HEADINGS[line.change.level])]
    spans += [Span(part.text, _ROLES[part.role]) for part in line.parts]
    yield from _wrap(report, spans, first, indent + "  ")
    heading = ""
    for passage in line.passages[:_MOST_PASSAGES]:
        if (above := visible(heading_of(passage))) != heading:
            heading = above
            yield from _wrap(report, [Span(above, "2;3")], indent + "  ", indent + "    ")
        yield from _passage(report, passage, indent + "  ")
    if (more := len(line.passages) - _MOST_PASSAGES) > 0:
        yield f"{indent}  … +{more}"


def _passage(report: ComparisonReport, passage: BlockChange, indent: str) -> Iterator[str]:
    """The words that were put in and taken out: by colour, without colours between marks."""
    spans: list[Span] = []
    if passage.kind is not BlockKind.EDITED:
        spans.append(Span(f"({KINDS[passage.kind].to(report.language)}) ", "2"))
    for piece in shortened(passage):
        text = visible(piece.text)
        if piece.kind is PieceKind.EQUAL or report.has_colour:
            spans.append(Span(text, _PIECES[piece.kind]))
            continue
        opening, closing = _MARKS[piece.kind]
        inner = text.strip()
        after = " " if text.endswith(" ") else ""
        spans += [Span(f"{opening}{inner}{closing}"), Span(after)]
    yield from _wrap(report, spans, indent + "│ ", indent + "│ ")


def _findings(report: ComparisonReport, findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings[:_MOST_FINDINGS]:
        severity = SEVERITIES[finding.severity][0].to(report.language)
        spans = [
            Span(f"{severity}[{finding.code}]", _SEVERITIES[finding.severity]),
            Span(f" {visible(finding.message.to(report.language))} "),
            Span(report.path(finding.place), "2"),
        ]
        yield from _wrap(report, spans, "  ", "    ")
    if (more := len(findings) - _MOST_FINDINGS) > 0:
        yield f"  … +{more}"


def _other_files(report: ComparisonReport) -> str:
    """Files that differ and are not compared by meaning."""
    lines: list[str] = []
    for kind, title in words.FILE_KINDS.items():
        if files := [report.path(file) for file, what in report.other_files if what == kind]:
            shown_files = ", ".join(files[:_MOST_FINDINGS]) + (" …" if len(files) > _MOST_FINDINGS else "")
            lines += _wrap(report, [Span(f"{report.say(title)}: ", "1"), Span(shown_files)], "", "  ")
    for table in report.counted_tables:
        lines += _wrap(report, [Span(report.say(words.ROWS_OF, report.path(table.file)), "1")], "", "  ")
        for row in words.table_rows(table, report.language):
            lines += _wrap(report, [Span(visible(row))], "  ", "    ")
    return "".join(line + "\n" for line in lines)


def _hidden(report: ComparisonReport) -> str:
    """How many changes are not shown, and how to see them."""
    if not report.hidden:
        return ""
    told = ", ".join(counted(report.hidden, report.language))
    text = report.say(words.HIDDEN, told, min(report.hidden).word)
    return "".join(line + "\n" for line in _wrap(report, [Span(text, "2")]))


def _wrap(report: ComparisonReport, spans: list[Span], first: str = "", indent: str = "") -> list[str]:
    return wrapped(spans, report.width, first, indent, has_colour=report.has_colour)
