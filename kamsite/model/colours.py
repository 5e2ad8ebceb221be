"""Colours as `#8a1538`: how well one can be read on another, and how to make it so."""

READABLE = 4.5
"""The least contrast of text on its ground, as the accessibility guidelines (WCAG 2, AA) have it."""

LIGHT, DARK = "#ffffff", "#1e1e1b"
"""What pages of the default theme are drawn on."""

_TINT_LIGHT, _TINT_DARK = 0.08, 0.2


def mixed(colour: str, other: str, share: float) -> str:
    """A colour between two: `share` (0 to 1) of the first, the rest of the other."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str, ground: str) -> str:
    """A pale ground on which a colour stands, where something is chosen."""
    return mixed(colour, ground, _TINT_LIGHT if ground == LIGHT else _TINT_DARK)


def is_readable(colour: str, ground: str) -> bool:
    """Whether text in a colour can be read on a ground, and on its own tint."""
    return min(contrast(colour, ground), contrast(colour, tint(colour, ground))) >= READABLE


def readable(colour: str, ground: str) -> str:
    """The colour, brought nearer to white (or, on a light ground, to black) until it can be read."""
    towards = "#000000" if ground == LIGHT else "#ffffff"
    shares = (step / 20 for step in range(20, -1, -1))
    return next(made for share in shares if is_readable(made := mixed(colour, towards, share), ground))


def ink_on(colour: str) -> str:
    """White or nearly black: what can be read best on a colour."""
    return max(("#ffffff", "#10182e"), key=lambda ink: contrast(ink, colour))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
