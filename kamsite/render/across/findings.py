"""Everything that was found in plans and settings, by account."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from kamsite.diagnostics import SEVERITIES, Finding
from kamsite.language import Language, Text
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import SEVERITY_TONES
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import Column, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import FINDINGS

_NONE = Text("No findings: all plans are sound.", "Keine Befunde: Alle Pläne sind in Ordnung.")
_OTHER_FILES = Text("Settings and other files", "Einstellungen und übrige Dateien")
_WORDS = {severity: Text(one.en.capitalize(), one.de) for severity, (one, _) in SEVERITIES.items()}
_COLUMNS = (Text("Severity", "Schwere"), Text("What", "Was"), Text("Where", "Wo"))


def findings_page(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of findings; places in files that the host has are links to it."""
    files = frozenset(finding.place.file for finding in content.findings) & content.origin.snapshot.files.keys()
    told = (content.findings, content.names, sorted(files))
    yield page(FINDINGS, told, partial(_sections, content.findings, content.names, files))


def _sections(
    findings: Sequence[Finding], names: Mapping[str, str], files: frozenset[str], desk: Desk, language: Language
) -> Iterator[Section]:
    if not findings:
        yield Section(urls.identifier("none"), _NONE.to(language), ())
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_plan_of(finding, names), []).append(finding)
    for plan in sorted(groups):
        title = names.get(plan) or _OTHER_FILES.to(language)
        columns = tuple(Column(text.to(language)) for text in _COLUMNS)
        ordered = sorted(groups[plan], key=lambda f: (-f.severity, f.place))
        rows = tuple(_row(desk, finding, files, language) for finding in ordered)
        table = Table(title, columns, rows, is_caption_hidden=True)
        yield Section(urls.identifier(plan.replace("/", "-") or "other"), title, (table,))


def _plan_of(finding: Finding, plans: Mapping[str, str]) -> str:
    folder = finding.place.file
    while folder and folder not in plans:
        folder = folder.rpartition("/")[0]
    return folder


def _row(desk: Desk, finding: Finding, files: frozenset[str], language: Language) -> Row:
    word = _WORDS[finding.severity].to(language)
    severity = inline.badge(word, SEVERITY_TONES[finding.severity.word]) + " " + inline.span("muted", finding.code)
    what = inline.message(finding.message.to(language))
    if finding.hint:
        what += inline.fill('<div class="muted">{}</div>', inline.message(finding.hint.to(language)))
    where = inline.text(str(finding.place))
    if desk.host and finding.place.file in files:
        where = inline.outside(desk.host.edit(finding.place.file), where)
    return Row((severity, what, where))
