"""The signs on the map, told apart by their form alone: attitude, influence, contact."""

from kamsite.render.powermap.svg import circle, num

_ICONS = {
    "mentor": '<path class="map-icon" d="M0-8l2.2 5 5.4.5-4.1 3.6L4.8 6.5 0 3.6l-4.8 2.9 1.3-5.4-4.1-3.6 5.4-.5z"/>',
    "positive": '<circle class="map-icon" r="7"/><path class="map-sign" d="M-3.6 0h7.2M0-3.6v7.2"/>',
    "neutral": '<circle class="map-icon-line" r="6"/>',
    "negative": '<path class="map-icon" d="M0-8l8 8-8 8-8-8z"/><path class="map-sign" d="M-3.6 0h7.2"/>',
    "enemy": '<path class="map-icon" d="M2.2-8l-7.4 9h4.4l-1.9 7 7.9-9.6H.6L3.6-8z"/>',
    "unknown": '<circle class="map-icon-dotted" r="6.4"/>'
    '<path class="map-question" d="M-2-1.6a2 2 0 1 1 2.9 1.8Q0 .7 0 1.7M0 3.6v.2"/>',
}

BAR_WIDTH, BAR_STEP, BARS = 6.0, 8.5, 5
DOT_RADIUS, DOT_STEP, DOTS = 3.4, 9.6, 5


_BARS_FILLED = tuple(
    "".join(
        f'<rect class="{"map-bar" if number < filled else "map-bar-empty"}" x="{num(number * BAR_STEP)}" '
        f'y="{-5 - number * 2}" width="{num(BAR_WIDTH)}" height="{5 + number * 2}"/>'
        for number in range(BARS)
    )
    for filled in range(BARS + 1)
)
_DOTS_FILLED = tuple(
    "".join(
        circle(DOT_RADIUS + number * DOT_STEP, 0, DOT_RADIUS, "map-dot" if number < filled else "map-dot-empty")
        for number in range(DOTS)
    )
    for filled in range(DOTS + 1)
)


def _at(x: float, y: float, sign: str) -> str:
    return f'<g transform="translate({num(x)} {num(y)})">{sign}</g>'


def attitude_icon(stance: str, x: float, y: float) -> str:
    """Star, plus, ring, minus, flash or question mark around a point, 16 pixels large."""
    return _at(x, y, _ICONS[stance])


def influence_bars(influence: int, x: float, bottom: float) -> str:
    """Five rising bars, as many filled as the influence is strong; 40 pixels wide."""
    return _at(x, bottom, _BARS_FILLED[min(BARS, max(0, influence))])


def contact_dots(contact: int, x: float, y: float) -> str:
    """Five dots, as many filled as the contact is intense; 45 pixels wide, y in their middle."""
    return _at(x, y, _DOTS_FILLED[min(DOTS, max(0, contact))])
