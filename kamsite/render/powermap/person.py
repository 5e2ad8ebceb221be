"""The card of one of the customer's people, and the card of one of ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from kamsite.language import Language, Text, in_each
from kamsite.model.analyses.powermap import ROLES, MapPerson, OurPerson
from kamsite.render.powermap import words
from kamsite.render.powermap.cards import (
    BADGE,
    BAND,
    DEPARTMENT_STEP,
    FOOT,
    GAP,
    INSET,
    NAME_STEP,
    SMALL_SIZE,
    STAFF_MEDALLION,
    STAFF_NAME_STEP,
    STAFF_PADDING,
    STAFF_TITLE_STEP,
    TITLE_STEP,
    WIDTH,
    Card,
)
from kamsite.render.powermap.measure import letters, shown, text_width
from kamsite.render.powermap.scene import Box
from kamsite.render.powermap.svg import circle, num, numbers, plain, rect, sentence, text_line
from kamsite.render.powermap.symbols import BAR_STEP, BAR_WIDTH, attitude_icon, contact_dots, influence_bars

# A link on the map leads to a page of the site; an address with a scheme is none.
# `Dr.`, `Prof.`, `Dipl.-Ing.`; a single letter with a point is a first name.
_TITLE = re.compile(r"\w\w+\.")
_HAS_SCHEME = re.compile(r"[^/?#]*:")
_BADGE_PADDING = 6.0
_BADGE_GAP = 4.0
_CHIP = 9.5
_MOST_CHIPS = 4


@dataclass(frozen=True, slots=True)
class Marks:
    """More on a card than it says by itself: classes (" is-new"), sentences for its title, drawings on top."""

    css: str = ""
    said: str = ""
    drawn: str = ""


NO_MARKS = Marks()


def person_card(
    person: MapPerson,
    card: Card,
    box: Box,
    node: str,
    ours: Sequence[OurPerson],
    language: Language,
    more: Marks = NO_MARKS,
) -> str:
    """A person's card at its place; `ours` are those of us who have a tie to the person."""
    height, stance, roles = box.height, person.stance, person.roles
    tone = stance if person.is_assessed else "plain"
    said = _said(person, ours, language)
    ground = _ground(person.is_decider, height)
    band = _band(stance, person.left, person.is_assessed, person.influence, language)
    badges = _badges(roles, height - FOOT - BADGE - 2, language) if roles else ""
    foot = _contact(person.contact, height - FOOT / 2, language) if person.is_assessed else ""
    has_covering = person.is_assessed and (ours or person.uncovered)
    covering = _covering(person, height - FOOT / 2, ours, language) if has_covering else ""
    element, link = _link(person.href)
    return (
        f'<{element}{link} class="map-person map-{tone}{" map-decider" * person.is_decider}{" map-left" * person.left}'
        f'{more.css}" data-node="{node}" data-attitude="{tone}" data-roles="{plain(" ".join(roles))}" '
        f'data-division="{plain(person.division)}" {_place(box)}>'
        f"<title>{f'{plain(more.said)} {said}' if more.said else said}</title>"
        f"{ground}{band}{_texts(card)}{badges}{foot}{covering}{_border(height)}{more.drawn}</{element}>"
    )


@lru_cache(maxsize=256)
def _ground(is_decider: bool, height: float) -> str:
    """What lies below everything on a card."""
    frame = rect(-4.5, -4.5, WIDTH + 9, height + 9, "map-frame", 10.5) if is_decider else ""
    return frame + rect(0, 0, WIDTH, height, "map-card", 7)


@lru_cache(maxsize=256)
def _border(height: float) -> str:
    return rect(0, 0, WIDTH, height, "map-border", 7)


def _said(person: MapPerson, ours: Sequence[OurPerson], language: Language) -> str:
    """Everything on a card as sentences."""
    who = ", ".join([plain(text) for text in dict.fromkeys((person.title, person.department, person.division)) if text])
    sentences = [f"{plain(person.name)}: {who}" if who else plain(person.name)]
    if person.left:
        sentences.append(words.HAS_LEFT.to(language))
    if person.roles:
        sentences.append(_roles_said(person.roles, language))
    if person.is_assessed:
        sentences.append(_assessment(person.stance, person.influence, person.contact, language))
    if ours:
        sentences.append(sentence(words.KNOWN_BY, language, ", ".join([plain(one.name) for one in ours])))
    if person.uncovered:
        sentences.append(words.NOBODY_COVERS.to(language))
    return ". ".join(sentences) + "."


@lru_cache(maxsize=256)
def _roles_said(roles: tuple[str, ...], language: Language) -> str:
    return plain(words.ROLES_ARE.to(language).format(", ".join([_role_word(role, language) for role in roles])))


@lru_cache(maxsize=256)
def _assessment(stance: str, influence: int | None, contact: int | None, language: Language) -> str:
    """What a person thinks of us, how much they decide, how intense our contact is."""
    sentences = (
        words.ATTITUDE_IS.to(language).format(words.ATTITUDES[stance].to(language)),
        words.INFLUENCE_UNKNOWN.to(language)
        if influence is None
        else words.INFLUENCE_OF.to(language).format(influence),
        words.CONTACT_UNKNOWN.to(language) if contact is None else words.CONTACT_OF.to(language).format(contact),
    )
    return plain(". ".join(sentences))


def _link(href: str) -> tuple[str, str]:
    """The name of a card's element and the attribute that makes it a link; only to a page of the site."""
    return ("g", "") if not href or _HAS_SCHEME.match(href) else ("a", f' href="{escape(href)}"')


def _place(box: Box) -> str:
    return numbers('transform="translate(%.1f %.1f)"', box.x, box.y)


@lru_cache(maxsize=1024)
def _band(stance: str, has_left: bool, is_assessed: bool, influence: int | None, language: Language) -> str:
    """The strip on top: what a person thinks of us, and how much they decide."""
    word = words.GONE if has_left else words.ATTITUDES[stance]
    bars = WIDTH - INSET - 4 * BAR_STEP - BAR_WIDTH
    label_end = bars - 6 if influence is not None else WIDTH - INSET - 11
    right, low = num(WIDTH), num(BAND)
    band = f'<path class="map-band" d="M0 {low}V7Q0 0 7 0H{num(WIDTH - 7)}Q{right} 0 {right} 7V{low}z"/>'
    if not is_assessed:
        return band
    parts = [
        band,
        attitude_icon(stance, INSET + 8, BAND / 2),
        text_line(INSET + 21, BAND / 2 + 4, word.to(language), "map-word"),
    ]
    if not has_left:
        parts.append(text_line(label_end, BAND / 2 + 4, words.INFLUENCE.to(language), "map-label-band", "end"))
    if influence is None:
        parts.append(text_line(WIDTH - INSET, BAND / 2 + 4, "?", "map-word", "end"))
    else:
        parts.append(influence_bars(influence, bars, BAND / 2 + 6.5))
    return "".join(parts)


def _texts(card: Card) -> str:
    y = BAND + GAP - 4
    parts = []
    for lines, step, css in (
        (card.name.lines, NAME_STEP, "map-name"),
        (card.title.lines, TITLE_STEP, "map-title"),
        (card.department.lines, DEPARTMENT_STEP, "map-department"),
    ):
        for line in lines:
            y += step
            parts.append(text_line(INSET, y, line, css))
    return "".join(parts)


def _role_word(role: str, language: Language) -> str:
    return words.ROLES[role][0].to(language) if role in words.ROLES else role


@lru_cache(maxsize=1024)
@in_each
def _badges(of_person: tuple[str, ...], y: float, language: Language) -> str:
    """The roles as words, those for which there is no room as letters."""
    roles = sorted(of_person, key=lambda role: ROLES.index(role) if role in ROLES else len(ROLES))
    texts = [_role_word(role, language) for role in roles]
    for number in range(len(roles) - 1, -1, -1):
        if _badges_width(texts) <= WIDTH - 2 * INSET:
            break
        code = words.ROLES[roles[number]][1].to(language) if roles[number] in words.ROLES else texts[number][:1]
        texts[number] = code
    x = INSET
    parts = []
    for role, text in zip(roles, texts, strict=True):
        width = round(text_width(text, SMALL_SIZE) + 2 * _BADGE_PADDING, 1)
        css = "map-badge-decider" if role == "decider" else "map-badge"
        parts.append(rect(x, y, width, BADGE, css, 4))
        parts.append(text_line(x + width / 2, y + 12.6, text, f"{css}-text", "middle"))
        x += width + _BADGE_GAP
    return "".join(parts)


def _badges_width(texts: Sequence[str]) -> float:
    return sum(text_width(text, SMALL_SIZE) + 2 * _BADGE_PADDING + _BADGE_GAP for text in texts) - _BADGE_GAP


@lru_cache(maxsize=256)
def _contact(contact: int | None, y: float, language: Language) -> str:
    """How intense our contact is, in the lower strip."""
    after = INSET + _width_of(words.CONTACT, SMALL_SIZE) + 6
    dots = text_line(after, y + 4, "?", "map-small") if contact is None else contact_dots(contact, after, y)
    return text_line(INSET, y + 4, words.CONTACT.to(language), "map-small") + dots


@lru_cache(maxsize=64)
def _width_of(text: Text, size: float, *, bold: bool = False) -> float:
    """The width that one of our words takes in either language: a map looks the same in both."""
    return max(text_width(text.en, size, bold=bold), text_width(text.de, size, bold=bold))


def _covering(person: MapPerson, y: float, ours: Sequence[OurPerson], language: Language) -> str:
    """Who of us keeps the contact, in the lower strip."""
    right = WIDTH - INSET
    if person.uncovered:
        text = words.UNCOVERED.to(language)
        width = _width_of(words.UNCOVERED, SMALL_SIZE, bold=True) + 2 * _BADGE_PADDING
        badge = rect(right - width, y - 8.5, width, 17, "map-uncovered", 8.5)
        return badge + text_line(right - width / 2, y + 4, text, "map-uncovered-text", "middle")
    shown_ones = ours if len(ours) <= _MOST_CHIPS else ours[: _MOST_CHIPS - 1]
    parts = []
    x = right - _CHIP
    if len(shown_ones) < len(ours):
        parts.append(text_line(right, y + 4, f"+{len(ours) - len(shown_ones)}", "map-small", "end"))
        x -= 2 * _CHIP
    for one in reversed(shown_ones):
        parts.append(circle(x, y, _CHIP, "map-medallion"))
        parts.append(text_line(x, y + 3.2, initials(one.name or one.id), "map-initials", "middle"))
        x -= 2 * _CHIP - 1
    return "".join(parts)


@lru_cache(maxsize=1024)
def initials(name: str) -> str:
    """The first letters of the first and the last part of a name; two signs of a Chinese or Japanese one.

    Academic titles (`Dr.`, `Dipl.-Ing.`, `dr inż.`) do not count.
    """
    parts = [part for part in shown(name).split() if part[0].isalpha()] or shown(name).split()
    parts = [part for part in parts if not _TITLE.match(part) and not part[0].islower()] or parts
    if not parts:
        return "?"
    if len(parts) == 1:
        first = list(letters(parts[0]))
        return "".join(first[:2]) if first[0] > "\u2e80" else first[0].upper()
    return (next(letters(parts[0])) + next(letters(parts[-1]))).upper()


def staff_card(one: OurPerson, card: Card, box: Box, node: str, more: Marks = NO_MARKS) -> str:
    """The card of one of us at its place."""
    who = f"{one.name}: {one.title}" if one.title else one.name
    who = f"{more.said} {who}" if more.said else who
    x = 2 * STAFF_PADDING + STAFF_MEDALLION
    text = len(card.name.lines) * STAFF_NAME_STEP + len(card.title.lines) * STAFF_TITLE_STEP
    y = (box.height - text) / 2 - 4
    parts = [
        f"<title>{plain(who)}</title>",
        rect(0, 0, box.width, box.height, "map-our-card", 10),
        circle(STAFF_PADDING + STAFF_MEDALLION / 2, box.height / 2, STAFF_MEDALLION / 2, "map-medallion"),
        text_line(
            STAFF_PADDING + STAFF_MEDALLION / 2,
            box.height / 2 + 4.5,
            initials(one.name or one.id),
            "map-initials map-initials-large",
            "middle",
        ),
    ]
    for lines, step, css in (
        (card.name, STAFF_NAME_STEP, "map-our-name"),
        (card.title, STAFF_TITLE_STEP, "map-our-title"),
    ):
        for line in lines.lines:
            y += step
            parts.append(text_line(x, y, line, css))
    parts.append(more.drawn)
    element, link = _link(one.href)
    return f'<{element}{link} class="map-our{more.css}" data-node="{node}" {_place(box)}>{"".join(parts)}</{element}>'
