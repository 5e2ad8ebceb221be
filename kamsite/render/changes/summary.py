"""All that changed in a plan, in one line: for a log, a list of versions, the subject of a message."""

from collections.abc import Sequence
from dataclasses import replace

from kamsite.compare.change import Change, Kind, Level, PlanComparison
from kamsite.language import Language, Text
from kamsite.quoting import shown
from kamsite.render.changes.sentences import derived_sentence, line_of
from kamsite.render.changes.told import tell

_MOST_SENTENCES = 3
_LONGEST = 240
_NOTHING = Text("nothing changed", "nichts geändert")
_ONLY_COSMETIC = Text("only written in another way", "nur anders geschrieben")
_MORE = Text("{} more", "{} weitere")
_UNREADABLE = Text("cannot be read: {}", "nicht lesbar: {}")
_NEW_FINDINGS = Text("{} new findings", "{} neue Meldungen")
_ONE_FINDING = Text("1 new finding", "1 neue Meldung")


def summary(comparison: PlanComparison, language: Language, longest: int = _LONGEST) -> str:
    """What changed in a plan in one line of at most so many characters; what matters most comes first.

    What does not fit is counted. Plain text without control characters.
    """
    files = dict.fromkeys(shown(file.file) for file in comparison.unreadable if not file.is_partly)
    pieces = [_UNREADABLE.to(language).format(", ".join(files))] if files else []
    told = sorted(comparison.at_least(Level.CONTENT), key=_weight)
    for number, change in enumerate(told):
        piece = line_of(replace(tell(change, language, comparison.names), remark=""))
        left = longest - sum(len(one) + 2 for one in pieces)
        if number >= _MOST_SENTENCES or len(piece) > left - 12:
            pieces.append(_MORE.to(language).format(len(told) - number))
            break
        pieces.append(piece)
    if not told:
        pieces += _without_changes(comparison, language)
    return "; ".join(pieces)


def _weight(change: Change) -> tuple[int, bool, bool, bool]:
    """Decisions first, whole entries before values, then prose; ids, which only writers see, come last."""
    is_prose = change.kind is Kind.TEXT_EDITED
    is_entry = bool(change.trail) and change.trail[-1].kind == "entry"
    return -change.level, change.kind is Kind.RENAMED, is_prose, not is_entry


def _without_changes(comparison: PlanComparison, language: Language) -> Sequence[str]:
    if comparison.changes:
        return [_ONLY_COSMETIC.to(language)]
    if comparison.derived:
        return [derived_sentence(comparison.derived[0], language, comparison.names)]
    if count := len(comparison.appeared):
        return [_ONE_FINDING.to(language) if count == 1 else _NEW_FINDINGS.to(language).format(count)]
    return [] if comparison.unreadable else [_NOTHING.to(language)]
