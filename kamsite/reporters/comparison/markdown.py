"""A comparison as Markdown, for a comment in a pull request: as short as hosts want it, what matters most stays."""

from collections.abc import Iterator
from dataclasses import dataclass

from kamsite.compare.change import Level, Unreadable, Version
from kamsite.compare.pieces import BlockChange, BlockKind, PieceKind
from kamsite.diagnostics import SEVERITIES, Finding, Severity, in_words
from kamsite.diagnostics import counted as counted_findings
from kamsite.language import Text
from kamsite.render.changes.sentences import Following
from kamsite.reporters.comparison import words
from kamsite.reporters.comparison.arrange import ComparisonReport, LevelSection, Line, PlanSection, counted
from kamsite.reporters.comparison.marks import code, link, plain
from kamsite.reporters.comparison.passages import KINDS, heading_of, shortened

LONGEST = 60_000
"""Characters, and bytes in UTF-8, that a comment may have."""
_LONG = 8
_ALL = 1000
_MOST_PASSAGES = 12
_MOST_FILES = 15
_MOST_PLANS = 60
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "⚠", Severity.ADVICE: "·"}
_CHAPTER = Text("Chapter", "Kapitel")
_CHANGED = Text("What changed", "Was sich geändert hat")
_WHY = Text("Why it is a decision", "Warum es eine Entscheidung ist")
_NOT_SHOWN = Text("{} not shown here.", "{} hier nicht gezeigt.")
_LEFT_OUT = Text(
    "Shortened, because it would be too long for a comment. Left out: {}.",
    "Gekürzt, weil es für einen Kommentar zu lang wäre. Weggelassen: {}.",
)
_WHOLE = Text("The whole comparison", "Der ganze Vergleich")
_ON_YOUR_MACHINE = Text("`kamsite diff` shows all of it.", "`kamsite diff` zeigt alles.")
_PASSAGES = Text("the words of texts", "der Wortlaut von Texten")
_FINDINGS = Text("findings", "Befunde")
_CONTENT = Text("changes that are no decisions", "Änderungen, die keine Entscheidungen sind")
_MANY = Text("decisions beyond the first {} of each account", "Entscheidungen nach den ersten {} je Kunde")
_ACCOUNTS = Text("all but counts", "alles außer Zahlen")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is told. `decisions` are at most so many of each plan."""

    passages: bool = True
    findings: bool = True
    content: bool = True
    decisions: int = _ALL

    def left_out(self, report: ComparisonReport) -> str:
        """What is not told, in words."""
        left = [(self.passages, _PASSAGES), (self.findings, _FINDINGS), (self.content, _CONTENT)]
        told = [report.say(text) for is_told, text in left if not is_told]
        if self.decisions < _ALL:
            told.append(report.say(_MANY, self.decisions) if self.decisions else report.say(_ACCOUNTS))
        return ", ".join(told)


_EXTENTS = (
    Extent(),
    Extent(passages=False),
    Extent(passages=False, findings=False),
    Extent(passages=False, findings=False, content=False),
    Extent(passages=False, findings=False, content=False, decisions=20),
    Extent(passages=False, findings=False, content=False, decisions=5),
    Extent(passages=False, findings=False, content=False, decisions=0),
)


def write(report: ComparisonReport, longest: int = LONGEST) -> str:
    """The comparison as Markdown of at most so many characters and bytes."""
    text = ""
    for extent in _EXTENTS:
        text = "\n".join(_lines(report, extent)) + "\n"
        if len(text.encode("utf-8")) <= longest:
            return text
    return text


def _lines(report: ComparisonReport, extent: Extent) -> Iterator[str]:
    yield f"### {_summary(report)}"
    yield ""
    yield f"{_version(report, report.comparison.before)} → {_version(report, report.comparison.after)}"
    yield ""
    if report.unreadable:
        yield from _unreadable(report)
    for number, plan in enumerate(report.plans):
        if number == _MOST_PLANS and not extent.decisions:
            yield f"- … +{len(report.plans) - number}"
            break
        yield from _plan(report, plan, extent)
    for kind, files in _other_files(report).items():
        yield f"{kind}: {', '.join(files)}"
        yield ""
    yield from _tables(report, extent)
    yield from _end(report, extent)


def _version(report: ComparisonReport, version: Version) -> str:
    """What a side is called; hosts make a link of the commit's id."""
    label, remark = report.version_parts(version)
    return f"{plain(label)} ({remark})" if label and remark else plain(label) or remark


def _summary(report: ComparisonReport) -> str:
    counts = {level: count for level, count in report.comparison.counts.items() if level >= report.level}
    told = counted(counts, report.language)
    if counts.get(Level.DECISION):
        told[0] = f"● {told[0]}"
    unreadable = words.unreadable(report.unreadable, report.language)
    if not told:
        told = [words.nothing(report)]
    accounts = {plan.plan.id.partition("/")[0] for plan in report.plans if plan.plan.id and plan.levels}
    pieces = [f"✗ {unreadable}"] * bool(unreadable) + told
    return " · ".join(pieces + [words.accounts(len(accounts), report.language)] * bool(accounts))


def _unreadable(report: ComparisonReport) -> Iterator[str]:
    for is_partly, title in ((False, words.CANNOT_READ), (True, words.PARTLY)):
        files = [file for file in report.unreadable if file.is_partly is is_partly]
        if not files:
            continue
        yield f"**✗ {report.say(title)}**"
        yield ""
        yield from (line for file in files[:_MOST_FILES] for line in _file(report, file))
        if len(files) > _MOST_FILES:
            yield f"- … +{len(files) - _MOST_FILES}"
        yield ""


def _file(report: ComparisonReport, file: Unreadable) -> Iterator[str]:
    side = words.side_of(report, file)
    if not file.findings:
        yield f"- {code(report.path(file.file))} ({side})"
    for finding in file.findings[:3]:
        message = plain(finding.message.to(report.language))
        yield f"- {code(report.path(finding.place))} ({side}): {message} ({finding.code})"


def _plan(report: ComparisonReport, plan: PlanSection, extent: Extent) -> Iterator[str]:
    counts = counted({level.level: len(list(level.lines)) for level in plan.levels}, report.language)
    remark = f" · {plain(plan.remark)}" if plan.remark else ""
    if not extent.decisions:
        yield f"- **{plain(plan.title)}**{remark}: {', '.join(counts) or '–'}"
        return
    yield f"#### {plain(plan.title)}{remark}"
    yield ""
    for level in plan.levels:
        if level.level is Level.DECISION:
            yield from _decisions(report, level, extent)
        elif extent.content:
            yield from _others(report, level, extent)
    if plan.follows:
        yield f"**{report.say(words.FOLLOWS)}**"
        yield ""
        yield from (line for one in plan.follows for line in _following(report, one))
        yield ""
    if extent.findings:
        yield from _findings(report, plan)


def _following(report: ComparisonReport, one: Following) -> Iterator[str]:
    yield f"- {plain(one.line)}"
    yield from (f"  - {report.say(words.BEFORE)}: {plain(sentence)}" for sentence in one.gone)
    yield from (f"  - {report.say(words.NOW)}: **{plain(sentence)}**" for sentence in one.new)


def _decisions(report: ComparisonReport, level: LevelSection, extent: Extent) -> Iterator[str]:
    """A table: chapter, sentence, why."""
    yield f"**● {plain(level.title)}**"
    yield ""
    yield f"| {report.say(_CHAPTER)} | {report.say(_CHANGED)} | {report.say(_WHY)} |"
    yield "|---|---|---|"
    told = 0
    for chapter in level.chapters:
        for line in chapter.lines:
            told += 1
            if told > extent.decisions:
                continue
            reason = line.change.reason.to(report.language) if line.change.reason else ""
            passages = "".join(f"<br>{one}" for one in _passages(report, line, extent))
            yield f"| {plain(chapter.title)} | {_sentence(line)}{passages} | {plain(reason)} |"
    if told > extent.decisions:
        yield f"| | … +{told - extent.decisions} | |"
    yield ""


def _others(report: ComparisonReport, level: LevelSection, extent: Extent) -> Iterator[str]:
    """A list by chapter; folded where it is long."""
    count = len(list(level.lines))
    passages = sum(len(line.passages) for line in level.lines) if extent.passages else 0
    is_long = count + passages > _LONG
    title = counted({level.level: count}, report.language)[0]
    if is_long:
        yield f"<details><summary>{plain(title)}</summary>"
    else:
        yield f"**{plain(level.title)}**"
    yield ""
    for chapter in level.chapters:
        yield f"- {plain(chapter.title)}"
        for line in chapter.lines:
            yield f"  - {_sentence(line, with_remark=True)}"
            yield from (f"    - {one}" for one in _passages(report, line, extent))
    yield ""
    if is_long:
        yield "</details>"
        yield ""


def _sentence(line: Line, *, with_remark: bool = False) -> str:
    """The sentence; what it is about in bold, and what is now where something else was."""
    pieces = line.parts if with_remark else line.without_remark
    bold = {"subject", "after"} if any(part.role == "before" for part in pieces) else {"subject"}
    return "".join(f"**{plain(part.text)}**" if part.role in bold else plain(part.text) for part in pieces)


def _passages(report: ComparisonReport, line: Line, extent: Extent) -> Iterator[str]:
    if not extent.passages:
        return
    heading = ""
    for passage in line.passages[:_MOST_PASSAGES]:
        above = heading_of(passage)
        begin = f"*{plain(above)}*: " if above and above != heading else ""
        heading = above
        yield begin + _passage(report, passage)
    if (more := len(line.passages) - _MOST_PASSAGES) > 0:
        yield f"… +{more}"


def _passage(report: ComparisonReport, passage: BlockChange) -> str:
    kind = f"({plain(KINDS[passage.kind].to(report.language))}) " if passage.kind is not BlockKind.EDITED else ""
    pieces = []
    for piece in shortened(passage):
        inner = plain(piece.text.strip())
        before, after = " " * piece.text.startswith(" "), " " * piece.text.endswith(" ")
        tag = {PieceKind.INSERTED: "ins", PieceKind.DELETED: "del"}.get(piece.kind)
        pieces.append(f"{before}<{tag}>{inner}</{tag}>{after}" if tag else f"{before}{inner}{after}")
    return kind + "".join(pieces).strip()


def _findings(report: ComparisonReport, plan: PlanSection) -> Iterator[str]:
    if not plan.appeared and not plan.vanished:
        return
    told = [
        f"{report.say(title)}: {in_words(counted_findings(findings), report.language)}"
        for title, findings in ((words.APPEARED, plan.appeared), (words.VANISHED, plan.vanished))
        if findings
    ]
    yield f"<details><summary>{plain(' · '.join(told))}</summary>"
    yield ""
    yield from (f"- {_finding(report, finding)}" for finding in plan.appeared)
    yield from (f"- ✓ <del>{_message(report, finding)}</del>" for finding in plan.vanished)
    yield ""
    yield "</details>"
    yield ""


def _finding(report: ComparisonReport, finding: Finding) -> str:
    severity = SEVERITIES[finding.severity][0].to(report.language)
    return f"{_SIGNS[finding.severity]} {severity}: {_message(report, finding)} {code(report.path(finding.place))}"


def _message(report: ComparisonReport, finding: Finding) -> str:
    return f"{plain(finding.message.to(report.language))} ({finding.code})"


def _other_files(report: ComparisonReport) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file, kind in report.other_files[:_MOST_FILES]:
        found.setdefault(words.FILE_KINDS[kind].to(report.language), []).append(code(report.path(file)))
    return found


def _tables(report: ComparisonReport, extent: Extent) -> Iterator[str]:
    """What changed in tables of customers, row by row."""
    for table in report.counted_tables if extent.content else ():
        yield f"**{plain(report.say(words.ROWS_OF, report.path(table.file)))}**"
        yield ""
        yield from (f"- {plain(row)}" for row in words.table_rows(table, report.language))
        yield ""


def _end(report: ComparisonReport, extent: Extent) -> Iterator[str]:
    """What is not shown, and where all of it is."""
    pieces = []
    if hidden := counted(report.hidden, report.language):
        pieces.append(report.say(_NOT_SHOWN, ", ".join(hidden)))
    if left := extent.left_out(report):
        pieces.append(f"**{report.say(_LEFT_OUT, left)}**")
    if report.link:
        pieces.append(link(report.link, report.say(_WHOLE)))
    elif left:
        pieces.append(report.say(_ON_YOUR_MACHINE))
    if pieces:
        yield " ".join(pieces)
