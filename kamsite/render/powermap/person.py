"""The card of one of the customer's people, and the card of one of ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape
from msgspec.structs import replace

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
from kamsite.render.powermap.svg import circle, num, plain, rect, text_line
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


class _Face(NamedTuple):
    """What a card shows and says wherever it stands: its element's name with a link, attributes, words and drawing."""

    element: str
    link: str
    css: str
    data: str
    said: str
    drawn: str


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
    # Where somebody stands in the hierarchy is nothing that a card says: the map of the important people has the same.
    alone = replace(person, reports_to=None, skipped=0)
    face = _face(alone, card, box.width, box.height, tuple(ours), language)
    said = f"{plain(more.said)} {face.said}" if more.said else face.said
    return (
        f'<{face.element}{face.link} class="map-person {face.css}{more.css}" data-node="{node}" {face.data} '
        f"{_place(box)}><title>{said}</title>{face.drawn}{more.drawn}</{face.element}>"
    )


@lru_cache(maxsize=256)
def _face(
    person: MapPerson, card: Card, width: float, height: float, ours: tuple[OurPerson, ...], language: Language
) -> _Face:
    stance = person.stance if person.is_assessed else "plain"
    frame = rect(-4.5, -4.5, width + 9, height + 9, "map-frame", 10.5) if person.is_decider else ""
    band = _band(person.stance, person.left, person.is_assessed, person.influence, width, language)
    badges = _badges(person.roles, height - FOOT - BADGE - 2, language) if person.roles else ""
    foot = _foot(person, width, height, ours, language) if person.is_assessed else ""
    return _Face(
        *_link(person.href),
        css=f"map-{stance}{' map-decider' * person.is_decider}{' map-left' * person.left}",
        data=f'data-attitude="{stance}" data-roles="{plain(" ".join(person.roles))}" '
        f'data-division="{plain(person.division)}"',
        said=_said(person, ours, language),
        drawn=f"{frame}{_sheet(width, height, 'map-card')}{band}{_texts(card)}{badges}{foot}"
        f"{_sheet(width, height, 'map-border')}",
    )


@lru_cache(maxsize=256)
def _sheet(width: float, height: float, css: str) -> str:
    """A rectangle as large as a card."""
    return rect(0, 0, width, height, css, 7)


def _said(person: MapPerson, ours: Sequence[OurPerson], language: Language) -> str:
    """Everything on a card as sentences."""
    who = ", ".join([plain(text) for text in dict.fromkeys((person.title, person.department, person.division)) if text])
    name = f"{plain(person.name)}: {who}" if who else plain(person.name)
    known = tuple(one.name for one in ours)
    more = _more_said(
        person.left,
        person.roles,
        (person.stance, person.influence, person.contact) if person.is_assessed else None,
        known,
        person.uncovered,
        language,
    )
    return f"{name}. {more}" if more else f"{name}."


@lru_cache(maxsize=2048)
@in_each
def _more_said(
    has_left: bool,
    of_person: tuple[str, ...],
    judged: tuple[str, int | None, int | None] | None,
    known_by: tuple[str, ...],
    is_uncovered: bool,
    language: Language,
) -> str:
    """What a card says of somebody but who it is: the same of many people."""
    sentences = []
    if has_left:
        sentences.append(words.HAS_LEFT.to(language))
    if of_person:
        sentences.append(
            words.ROLES_ARE.to(language).format(", ".join(_role_word(role, language) for role in of_person))
        )
    if judged:
        stance, influence, contact = judged
        sentences.append(words.ATTITUDE_IS.to(language).format(words.ATTITUDES[stance].to(language)))
        sentences.append(
            words.INFLUENCE_UNKNOWN.to(language)
            if influence is None
            else words.INFLUENCE_OF.to(language).format(influence)
        )
        sentences.append(
            words.CONTACT_UNKNOWN.to(language) if contact is None else words.CONTACT_OF.to(language).format(contact)
        )
    if known_by:
        sentences.append(words.KNOWN_BY.to(language).format(", ".join(known_by)))
    if is_uncovered:
        sentences.append(words.NOBODY_COVERS.to(language))
    return plain("".join([f"{sentence}. " for sentence in sentences]))


def _link(href: str) -> tuple[str, str]:
    """The name of a card's element and the attribute that makes it a link; only to a page of the site."""
    return ("g", "") if not href or _HAS_SCHEME.match(href) else ("a", f' href="{escape(href)}"')


def _place(box: Box) -> str:
    return f'transform="translate({num(box.x)} {num(box.y)})"'


@lru_cache(maxsize=1024)
def _band(
    stance: str, has_left: bool, is_assessed: bool, influence: int | None, width: float, language: Language
) -> str:
    """The strip on top: what a person thinks of us, and how much they decide."""
    word = words.GONE if has_left else words.ATTITUDES[stance]
    bars = width - INSET - 4 * BAR_STEP - BAR_WIDTH
    label_end = bars - 6 if influence is not None else width - INSET - 11
    right, low = num(width), num(BAND)
    band = f'<path class="map-band" d="M0 {low}V7Q0 0 7 0H{num(width - 7)}Q{right} 0 {right} 7V{low}z"/>'
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
        parts.append(text_line(width - INSET, BAND / 2 + 4, "?", "map-word", "end"))
    else:
        parts.append(influence_bars(influence, bars, BAND / 2 + 6.5))
    return "".join(parts)


def _texts(card: Card) -> str:
    y = BAND + GAP - 4
    parts = []
    for lines, step, css in (
        (card.name, NAME_STEP, "map-name"),
        (card.title, TITLE_STEP, "map-title"),
        (card.department, DEPARTMENT_STEP, "map-department"),
    ):
        for line in lines.lines:
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


def _foot(person: MapPerson, width: float, height: float, ours: Sequence[OurPerson], language: Language) -> str:
    """The lower strip: how intense our contact is, and who of us keeps it."""
    y = height - FOOT / 2
    covering = _covering(person, width - INSET, y, ours, language) if ours or person.uncovered else ""
    return _contact(person.contact, y, language) + covering


@lru_cache(maxsize=256)
def _contact(contact: int | None, y: float, language: Language) -> str:
    after = INSET + _width_of(words.CONTACT, SMALL_SIZE) + 6
    dots = text_line(after, y + 4, "?", "map-small") if contact is None else contact_dots(contact, after, y)
    return text_line(INSET, y + 4, words.CONTACT.to(language), "map-small") + dots


@lru_cache(maxsize=64)
def _width_of(text: Text, size: float, *, bold: bool = False) -> float:
    """The width that one of our words takes in either language: a map looks the same in both."""
    return max(text_width(text.en, size, bold=bold), text_width(text.de, size, bold=bold))


def _covering(person: MapPerson, right: float, y: float, ours: Sequence[OurPerson], language: Language) -> str:
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
