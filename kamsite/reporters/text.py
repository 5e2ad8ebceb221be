"""Findings for people on a terminal: where, what, the line with a caret, what to do next."""

from unicodedata import east_asian_width

from kamsite.diagnostics import SEVERITIES, Finding, Place, Severity, counted, in_words
from kamsite.language import Text
from kamsite.model.analyses.score import PlanScore
from kamsite.quoting import without_secrets
from kamsite.reporters.report import Report

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
_LIGHTS = {"green": "32", "amber": "33", "red": "31"}
_WIDEST = 110
_BAR = 10
_HINT = Text("hint", "Tipp")
_SOUND = Text("No findings: the plans are sound.", "Keine Befunde: Die Pläne sind in Ordnung.")
_EXPLAIN = Text("`kamsite explain {code}` says more.", "`kamsite explain {code}` erklärt mehr.")
_COMPLETE = Text("Completeness", "Vollständigkeit")
_MISSING = Text("missing", "es fehlt")
_NOT_KNOWN = Text("marked as unknown", "als unbekannt vermerkt")
_MOST_MISSING = 6


def write(report: Report) -> str:
    """All findings, then how complete the plans are, then the sum."""
    blocks = [_finding(report, finding) for finding in report.findings]
    if report.scores:
        blocks.append(_scores(report))
    if not report.findings:
        blocks.append(_styled(report, "32", _SOUND.to(report.language)) + "\n")
    else:
        total = in_words(counted(report.findings), report.language)
        more = _EXPLAIN.to(report.language).format(code=report.findings[0].code)
        blocks.append(f"{_styled(report, '1', total)}. {more}\n")
    return "\n".join(blocks)


def _finding(report: Report, finding: Finding) -> str:
    severity = SEVERITIES[finding.severity][0].to(report.language)
    mark = _styled(report, f"1;{_COLOURS[finding.severity]}", f"{severity}[{finding.code}]")
    place = _styled(report, "1", report.path(finding.place))
    lines = [
        f"{place}: {mark} {finding.message.to(report.language)}",
        *_excerpt(report, finding.place, finding.severity),
    ]
    for note in finding.notes:
        lines.append(f"  {report.path(note.place)}: {note.text.to(report.language)}")
        lines += _excerpt(report, note.place, Severity.ADVICE)
    if finding.hint:
        lines.append(f"  {_styled(report, '36', _HINT.to(report.language))}: {finding.hint.to(report.language)}")
    return "\n".join(lines) + "\n"


def _excerpt(report: Report, place: Place, severity: Severity) -> list[str]:
    """The line of the place with a caret below what is meant; nothing for a file as a whole."""
    if not place.line:
        return []
    written = report.line_of(place.file, place.line)
    if written is None:
        return []
    line = without_secrets(written)
    column = max(0, place.column - 1)
    start = len(without_secrets(written[:column]))
    width = len(without_secrets(written[column : column + place.width]))
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = ("…" if first else "") + line[first + bool(first) : first + _WIDEST]
    if len(line) > first + _WIDEST:
        shown = shown[:-1] + "…"
    before, meant = line[first:start], line[start : min(start + width, first + _WIDEST)]
    number = str(place.line)
    caret = _styled(report, f"1;{_COLOURS[severity]}", "^" * max(1, _columns(meant)))
    return [
        f"  {number} | {_visible(shown)}",
        f"  {' ' * len(number)} | {' ' * _columns(before)}{caret}",
    ]


def _visible(text: str) -> str:
    return "".join(
        char if char.isprintable() else " " if char == "\t" else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _scores(report: Report) -> str:
    lines = [_styled(report, "1", _COMPLETE.to(report.language))]
    width = max(_columns(score.name) for score in report.scores)
    for score in report.scores:
        name = score.name + " " * (width - _columns(score.name))
        lines.append(f"  {name}  {_bar(report, score.share, score.light)}")
        if report.shows_scores:
            lines += _chapters(report, score)
    return "\n".join(lines) + "\n"


def _chapters(report: Report, score: PlanScore) -> list[str]:
    lines = []
    for chapter in score.chapters:
        lines.append(f"    {chapter.name:<10} {_bar(report, chapter.share, chapter.light)}")
        wanted = [
            m.title.to(report.language) + (f" ({m.have}/{m.asked})" if m.asked > 1 else "") for m in chapter.missing
        ]
        names = list(dict.fromkeys(wanted))
        if names:
            shown = ", ".join(names[:_MOST_MISSING]) + (" …" if len(names) > _MOST_MISSING else "")
            lines.append(f"      {_MISSING.to(report.language)}: {shown}")
        unknown = [m.title.to(report.language) for m in chapter.missing if m.is_unknown]
        if unknown:
            lines.append(f"      {_NOT_KNOWN.to(report.language)}: {', '.join(dict.fromkeys(unknown))}")
    return lines


def _bar(report: Report, share: float, light: str) -> str:
    filled = round(share * _BAR)
    bar = "█" * filled + "░" * (_BAR - filled)
    return f"{_styled(report, _LIGHTS[light], bar)} {round(share * 100):>3} %"


def _styled(report: Report, style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if report.has_colour else text
