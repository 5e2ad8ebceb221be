"""A comparison as one HTML page that needs nothing else: its styles are in it, it runs no script and asks no host."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamsite.compare.change import Level, Unreadable
from kamsite.compare.pieces import BlockChange, BlockKind, PieceKind
from kamsite.diagnostics import SEVERITIES, Finding, Severity
from kamsite.language import Text
from kamsite.render import inline
from kamsite.render.changed import following_html
from kamsite.render.inline import fill, safe
from kamsite.reporters.comparison import words
from kamsite.reporters.comparison.arrange import WORDS, ComparisonReport, LevelSection, Line, PlanSection, counted
from kamsite.reporters.comparison.passages import KINDS, heading_of, shortened
from kamsite.reporters.screen import visible
from kamsite.reporters.standalone import standalone_page

_STYLES = ("assets/site.css", "assets/print.css", "assets/changes.css")
_MAP_STYLES = "assets/powermap.css"
_MAP = Text("Power map with the changes", "Power-Map mit den Änderungen")
_TITLE = Text("What changed", "Was sich geändert hat")
_COLUMNS = (
    Text("Chapter", "Kapitel"),
    Text("What", "Was"),
    Text("Before", "Vorher"),
    Text("After", "Nachher"),
    Text("By how much, and why it matters", "Um wie viel, und warum es zählt"),
)
_ACCOUNTS = Text("Accounts", "Kunden")
_UNREADABLE = Text("Files that cannot be read", "Nicht lesbare Dateien")
_HIDDEN = Text("Not shown: {}.", "Nicht gezeigt: {}.")
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.ADVICE: "info"}
_LONG = 12
_MOST_PASSAGES = 100
_FOOT = safe('\n<footer class="foot"><p>kamsite</p></footer>')


def write(report: ComparisonReport) -> str:
    """The whole page."""
    before, after = (report.version(side) for side in (report.comparison.before, report.comparison.after))
    title = f"{report.say(_TITLE)}: {before} → {after}"
    wanted = (*_STYLES, _MAP_STYLES) if report.maps else _STYLES
    styles = "\n".join(report.styles[name].strip() for name in wanted if name in report.styles)
    body = inline.joined(tuple(_body(report, before, after)), "\n")
    return standalone_page("comparison", report.language, title, styles, body, foot=_FOOT)


def _body(report: ComparisonReport, before: str, after: str) -> Iterator[Markup]:
    yield fill('<div class="page-head"><h1>{}</h1><p class="lead">{} → {}</p></div>', report.say(_TITLE), before, after)
    yield _figures(report)
    if report.unreadable:
        yield from _unreadable(report)
    if not report.plans:
        yield fill('<p class="note">{}</p>', words.nothing(report))
    for plan in report.plans:
        yield _section(plan.title, _plan(report, plan), plan.plan.id, plan.remark)
    if ends := tuple(_ends(report)):
        yield _section("", ends)


def _section(title: str, content: Sequence[Markup] | Iterator[Markup], id_: str = "", remark: str = "") -> Markup:
    head = fill("<h2>{}</h2>", title) if title else Markup()
    if id_:
        head += fill('<span class="muted">{}</span>', visible(id_))
    if remark:
        head += inline.badge(remark, "key")
    return fill(
        '<section class="section"><div class="section__head">{}</div>\n{}\n</section>',
        head,
        inline.joined(tuple(content), "\n"),
    )


def _figures(report: ComparisonReport) -> Markup:
    counts = report.comparison.counts
    accounts = {plan.plan.id.partition("/")[0] for plan in report.plans if plan.plan.id}
    figures = [
        (WORDS[level][1].to(report.language), counts[level], "bad" if level is Level.DECISION and counts[level] else "")
        for level in sorted(Level, reverse=True)
    ]
    figures.insert(0, (report.say(_ACCOUNTS), len(accounts), ""))
    if files := {(file.file, file.is_before) for file in report.unreadable}:
        figures.insert(0, (report.say(_UNREADABLE), len(files), "bad"))
    drawn = [
        fill(
            '<div class="figure{}"><dt>{}</dt><dd class="figure__value">{}</dd></div>',
            f" figure--{tone}" if tone else "",
            title[:1].upper() + title[1:],
            count,
        )
        for title, count, tone in figures
    ]
    return fill('<dl class="figures">{}</dl>', inline.joined(drawn, ""))


def _unreadable(report: ComparisonReport) -> Iterator[Markup]:
    for is_partly, title in ((False, words.CANNOT_READ), (True, words.PARTLY)):
        files = [file for file in report.unreadable if file.is_partly is is_partly]
        if files:
            items = [fill("<li>{}</li>", line) for file in files for line in _file(report, file)]
            yield fill(
                '<div class="note note--error unreadable"><p><strong>{}</strong></p><ul class="bullets">{}</ul></div>',
                report.say(title),
                inline.joined(items, ""),
            )


def _file(report: ComparisonReport, file: Unreadable) -> Iterator[Markup]:
    side = words.side_of(report, file)
    if not file.findings:
        yield fill("<code>{}</code> ({})", report.path(file.file), side)
    for finding in file.findings:
        message = inline.message(visible(finding.message.to(report.language)))
        place = report.path(finding.place)
        yield fill('<code>{}</code> ({}): {} <span class="muted">{}</span>', place, side, message, finding.code)


def _plan(report: ComparisonReport, plan: PlanSection) -> Iterator[Markup]:
    for level in plan.levels:
        yield _level(report, level)
    if plan.plan.id in report.maps:
        figure = report.maps[plan.plan.id]
        yield fill('<div class="group"><h3 class="group__title">{}</h3>{}</div>', report.say(_MAP), figure)
    if plan.follows:
        items = inline.joined([fill("<li>{}</li>", following_html(one, report.language)) for one in plan.follows], "")
        title = report.say(words.FOLLOWS)
        yield fill('<div class="group"><h3 class="group__title">{}</h3><ul class="bullets">{}</ul></div>', title, items)
    if plan.appeared:
        yield _findings(report, words.APPEARED, plan.appeared, is_gone=False)
    if plan.vanished:
        yield _findings(report, words.VANISHED, plan.vanished, is_gone=True)


def _level(report: ComparisonReport, level: LevelSection) -> Markup:
    tone = "decision" if level.level is Level.DECISION else "content"
    sign = "● " if level.level is Level.DECISION else ""
    titles = [report.say(column) for column in _COLUMNS]
    head = inline.joined([fill('<th scope="col">{}</th>', title) for title in titles], "")
    rows = [
        row
        for chapter in level.chapters
        for number, line in enumerate(chapter.lines)
        for row in _rows(report, chapter.title, line, is_again=number > 0)
    ]
    return fill(
        '<div class="table changes changes--{}"><table><caption>{}{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table></div>",
        tone,
        sign,
        level.title,
        head,
        inline.joined(rows, "\n"),
    )


def _rows(report: ComparisonReport, chapter: str, line: Line, *, is_again: bool) -> Iterator[Markup]:
    """A change as a row, and below it the passages of its text."""
    told = line.told
    what = fill("<strong>{}</strong>", told.subject) if told.subject else Markup()
    about = ": ".join(text for text in (told.label, told.what) if text)
    if about:
        what += fill('<span class="under">{}</span>' if told.subject else "{}", about)
    before = fill("<del>{}</del>", _with_unit(told.before, told.after)) if told.before else Markup()
    after = fill("<ins>{}</ins>", told.after) if told.after else Markup()
    why = " · ".join(text for text in (told.difference, told.remark) if text)
    first = fill('<td class="changes__again"><span>{}</span></td>' if is_again else "<td>{}</td>", chapter)
    labels = report.say(_COLUMNS[2]), report.say(_COLUMNS[3])
    yield fill(
        '<tr>{}<td>{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td><td>{}</td></tr>',
        first, what, labels[0], before, labels[1], after, why,
    )  # fmt: skip
    if line.passages:
        passages = inline.joined(tuple(_passages(report, line)), "\n")
        count = len(line.passages)
        yield fill(
            '<tr class="changes__text"><td></td><td colspan="4"><details{}><summary>{}</summary>{}</details></td></tr>',
            safe(" open") if count <= _LONG else Markup(),
            words.passages(count, report.language),
            passages,
        )


def _with_unit(before: str, after: str) -> str:
    """A value with its unit, which a sentence says once, behind the value after it."""
    _, blank, unit = after.partition("\u00a0")
    return f"{before}{blank}{unit}" if blank and "\u00a0" not in before and before[-1:].isdigit() else before


def _passages(report: ComparisonReport, line: Line) -> Iterator[Markup]:
    heading = ""
    for passage in line.passages[:_MOST_PASSAGES]:
        if (above := visible(heading_of(passage))) != heading:
            heading = above
            yield fill('<p class="label">{}</p>', above)
        yield fill('<p class="wording">{}</p>', _passage(report, passage))
    if (more := len(line.passages) - _MOST_PASSAGES) > 0:
        yield fill("<p>… +{}</p>", more)


def _passage(report: ComparisonReport, passage: BlockChange) -> Markup:
    drawn = []
    if passage.kind is not BlockKind.EDITED:
        drawn.append(inline.badge(KINDS[passage.kind].to(report.language)) + " ")
    for piece in shortened(passage):
        text = visible(piece.text)
        tag = {PieceKind.INSERTED: "<ins>{}</ins>", PieceKind.DELETED: "<del>{}</del>"}.get(piece.kind, "{}")
        inner = text.strip() if tag != "{}" else text
        after = " " if tag != "{}" and text.endswith(" ") else ""
        drawn.append(fill(tag, inner) + after)
    return inline.joined(drawn, "")


def _findings(report: ComparisonReport, title: Text, findings: Sequence[Finding], *, is_gone: bool) -> Markup:
    items = inline.joined([fill("<li>{}</li>", _finding(report, one, is_gone=is_gone)) for one in findings], "\n")
    is_open = safe(" open") if len(findings) <= _LONG and not is_gone else Markup()
    return fill(
        '<details class="findings"{}><summary>{}</summary><ul class="bullets">{}</ul></details>',
        is_open,
        f"{report.say(title)} ({len(findings)})",
        items,
    )


def _finding(report: ComparisonReport, finding: Finding, *, is_gone: bool) -> Markup:
    severity = SEVERITIES[finding.severity][0].to(report.language)
    badge = inline.badge(severity, "muted" if is_gone else _TONES[finding.severity])
    message = inline.message(visible(finding.message.to(report.language)))
    place = report.path(finding.place)
    return fill('{} {} <span class="muted">{} · {}</span>', badge, message, finding.code, place)


def _ends(report: ComparisonReport) -> Iterator[Markup]:
    """Files that are not compared by meaning, and how many changes are not shown."""
    for kind, title in words.FILE_KINDS.items():
        if files := [report.path(file) for file, what in report.other_files if what == kind]:
            yield fill("<p>{}: {}</p>", report.say(title), inline.joined([fill("<code>{}</code>", f) for f in files]))
    for table in report.counted_tables:
        rows = [fill("<li>{}</li>", visible(row)) for row in words.table_rows(table, report.language)]
        head = report.say(words.ROWS_OF, report.path(table.file))
        yield fill('<p><strong>{}</strong></p><ul class="bullets">{}</ul>', head, inline.joined(rows, ""))
    if hidden := counted(report.hidden, report.language):
        yield fill('<p class="muted">{}</p>', report.say(_HIDDEN, ", ".join(hidden)))
