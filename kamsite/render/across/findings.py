"""Everything that was found in plans and settings, by account."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from kamsite.diagnostics import SEVERITIES, Finding
from kamsite.language import Language, Text
from kamsite.render import inline, urls
from kamsite.render.across.accounttable import SEVERITY_TONES
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, group_row, other_parts, page, parts_of
from kamsite.render.blocks import NOTHING, Column, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.navigation import FINDINGS

# A row is some 450 bytes.
PER_PAGE = 2000
_NONE = Text("No findings: all plans are sound.", "Keine Befunde: Alle Pläne sind in Ordnung.")
_OTHER_FILES = Text("Settings and other files", "Einstellungen und übrige Dateien")
_WORDS = {severity: Text(one.en.capitalize(), one.de) for severity, (one, _) in SEVERITIES.items()}
_MANY = {severity: Text(many.en.capitalize(), many.de) for severity, (_, many) in SEVERITIES.items()}
_ACCOUNT = Text("Account", "Kunde")
_BY_ACCOUNT = Text("By account", "Nach Kunden")
_COLUMNS = {
    "severity": Text("Severity", "Schwere"),
    "what": Text("What", "Was"),
    "where": Text("Where", "Wo"),
    "rule": Text("Rule", "Regel"),
    "account": _ACCOUNT,
}
_PICKED = frozenset({"severity", "rule", "account"})
_EXTRA = frozenset({"rule", "account"})
_TITLE = Text("Plan by plan", "Plan für Plan")
# The address of the table: `urls.rows_of`.
_TABLE = "findings"


@dataclass(frozen=True, slots=True)
class _Group:
    """The findings of a plan, or those of all other files (`plan` and `name` are empty then)."""

    plan: str
    name: str
    findings: tuple[Finding, ...]

    @property
    def anchor(self) -> str:
        """Where they stand on the page."""
        return self.plan.replace("/", "-") or "other"

    @property
    def counts(self) -> Counter[str]:
        """How many there are of each severity."""
        return Counter(finding.severity.word for finding in self.findings)


def findings_pages(_desk: Desk, content: Content) -> Iterator[SharedFiles]:
    """The page of findings, or several where there are very many; places in files that the host has are links to it."""
    known = content.origin.snapshot.files.keys()
    groups = _groups(content.findings, content.names)
    parts = list(_parts(groups)) or [[]]
    index = [(group, part) for part, some in enumerate(parts, 1) for group in some] if len(parts) > 1 else []
    for part, some in enumerate(parts, 1):
        files = frozenset(finding.place.file for group in some for finding in group.findings) & known
        overview = index if part == 1 else []
        counts = [(group.plan, group.name, group.counts, where) for group, where in overview]
        draw = partial(_sections, some, overview, files, (part, len(parts)))
        yield page(FINDINGS, (part, len(parts), some, counts, sorted(files)), draw, part)


def _groups(findings: Sequence[Finding], names: Mapping[str, str]) -> list[_Group]:
    """The findings by plan, in order; those of other files first."""
    by_plan: dict[str, list[Finding]] = {}
    for finding in findings:
        by_plan.setdefault(_plan_of(finding, names), []).append(finding)
    ordered = ((plan, sorted(by_plan[plan], key=lambda f: (-f.severity, f.place))) for plan in sorted(by_plan))
    return [_Group(plan, names.get(plan, ""), tuple(found)) for plan, found in ordered]


def _parts(groups: Sequence[_Group]) -> Iterator[list[_Group]]:
    """The groups in parts; each is kept together."""
    part: list[_Group] = []
    count = 0
    for group in groups:
        if part and count + len(group.findings) > PER_PAGE:
            yield part
            part, count = [], 0
        part.append(group)
        count += len(group.findings)
    if part:
        yield part


def _sections(
    groups: Sequence[_Group],
    index: Sequence[tuple[_Group, int]],
    files: frozenset[str],
    place: tuple[int, int],
    desk: Desk,
    language: Language,
) -> Iterator[Section]:
    """What was found, plan by plan; of several parts the first begins with how many there are of each plan."""
    if not groups:
        yield Section(urls.identifier("none"), _NONE.to(language), ())
    if index:
        yield _index(index, language)
    if groups:
        title = _TITLE.to(language)
        yield Section(urls.identifier(_TABLE), title, (_table(desk, title, groups, files, language),))
    yield from other_parts(parts_of(FINDINGS, *place, language), language)


def _table(desk: Desk, title: str, groups: Sequence[_Group], files: frozenset[str], language: Language) -> Table:
    rows: list[Row] = []
    for group in groups:
        name = group.name or _OTHER_FILES.to(language)
        heading = inline.link(urls.for_account(group.plan), inline.text(name), "plain") if group.name else name
        rows.append(group_row(heading, len(group.findings), language, group.anchor))
        account = inline.valued(group.plan, inline.text(name))
        rows += [_row(desk, finding, files, account, language) for finding in group.findings]
    columns = tuple(
        Column(text.to(language), id=key, is_choice=key in _PICKED, is_extra=key in _EXTRA)
        for key, text in _COLUMNS.items()
    )
    return Table(title, columns, tuple(rows), is_caption_hidden=True, id=_TABLE, group="account")


def _index(index: Sequence[tuple[_Group, int]], language: Language) -> Section:
    """How much was found in each plan, with the way to it; links to a plan from elsewhere lead here."""
    rows = []
    for group, part in index:
        address = f"{urls.for_part(urls.FINDINGS, part)}#{group.anchor}"
        counts = [group.counts[severity.word] for severity in SEVERITIES]
        cells = [inline.link(address, inline.text(group.name or _OTHER_FILES.to(language)))]
        cells += [inline.number(count, language) if count else NOTHING for count in counts]
        rows.append(Row(tuple(cells), urls.identifier(group.anchor) if part > 1 else ""))
    words = (_ACCOUNT, *(_MANY[severity] for severity in SEVERITIES))
    columns = tuple(
        Column(text.to(language), place > 0, id=name)
        for place, (name, text) in enumerate(zip(("account", *(s.word for s in SEVERITIES)), words, strict=True))
    )
    title = _BY_ACCOUNT.to(language)
    table = Table(title, columns, tuple(rows), is_caption_hidden=True, id="all")
    return Section(urls.identifier("all"), title, (table,))


def _plan_of(finding: Finding, plans: Mapping[str, str]) -> str:
    folder = finding.place.file
    while folder and folder not in plans:
        folder = folder.rpartition("/")[0]
    return folder


def _row(desk: Desk, finding: Finding, files: frozenset[str], account: Markup, language: Language) -> Row:
    word = _WORDS[finding.severity].to(language)
    badge = inline.badge(word, SEVERITY_TONES[finding.severity.word])
    severity = inline.valued(finding.severity.word, badge) + " " + inline.span("muted", finding.code)
    what = inline.message(finding.message.to(language))
    if finding.hint:
        what += inline.fill('<div class="muted">{}</div>', inline.message(finding.hint.to(language)))
    where = inline.text(str(finding.place))
    if desk.host and finding.place.file in files:
        where = inline.outside(desk.host.edit(finding.place.file), where)
    return Row((severity, what, where, inline.text(finding.code), account))
