"""Small pieces that all parts of the page on the selection share."""

from markupsafe import Markup

from kamsite.language import Language
from kamsite.model.analyses.summary import Summary
from kamsite.model.common import rounded
from kamsite.render import format as formats
from kamsite.render import inline, urls
from kamsite.render.across.programme import selectionwords as words
from kamsite.render.blocks import NOTHING

TONES = {"key": "key", "focus": "info", "standard": "muted"}


def told_points(value: float, language: Language) -> str:
    """A score with two decimals, in a sentence."""
    return formats.fixed(rounded(value, 2), 2, language)


def told_distance(value: float, language: Language) -> str:
    """How far a score is from another one, with its sign and two decimals."""
    distance = rounded(value, 2)
    sign = "+" if distance > 0 else "\u2212" if distance < 0 else "\u00b1"
    return sign + formats.fixed(abs(distance), 2, language)


def points(value: float, language: Language) -> Markup:
    """A score with two decimals, in a cell."""
    return inline.span("num", told_points(value, language))


def badge_of(segment: str, language: Language) -> Markup:
    """The mark of a segment; nothing where none is set."""
    return inline.badge(words.SEGMENTS[segment].to(language), TONES[segment]) if segment in TONES else NOTHING


def account_link(summary: Summary, _language: Language) -> Markup:
    """An account, linked to the reasons why it was chosen."""
    return inline.link(reasons_address(summary), inline.text(summary.name))


def reasons_address(summary: Summary) -> str:
    """Where a plan says why the customer was chosen; its cover where it does not."""
    standing = summary.standing
    says = standing and (standing.scores or standing.unknown or standing.reason or standing.decided_by)
    return urls.for_chapter(summary.id, "plan", "section-selection" if says else "")
