"""The potential portfolio (D14): which divisions to focus on, to win, to show as references, to leave for later."""

from collections.abc import Iterable
from typing import Literal

from kamsite.language import Text

Quadrant = Literal["focus", "win", "references", "low"]

QUADRANTS: dict[Quadrant, Text] = {
    "focus": Text("Focus", "Fokus"),
    "win": Text("Win over", "Gewinnen"),
    "references": Text("References", "Referenzen"),
    "low": Text("Low priority", "Geringe Priorität"),
}


def threshold_of(potentials: Iterable[float | None]) -> float:
    """From which potential on a division counts as large: half of the largest one, 0 where none is known."""
    return max((potential for potential in potentials if potential is not None), default=0.0) / 2


def average_of(potentials: Iterable[float | None]) -> float:
    """From which potential on a division of any customer counts as large: the average, 0 where none is known.

    Half of the largest one would make a single giant the measure of a thousand customers.
    """
    known = [potential for potential in potentials if potential is not None]
    return sum(known) / len(known) if known else 0.0


def quadrant_of(attitude: float | None, potential: float | None, threshold: float) -> Quadrant | None:
    """Where a division stands; None while attitude or potential is not known.

    `attitude` goes from −2 to 2. Only a positive one counts as won: who is neutral has still to be won over.
    """
    if attitude is None or potential is None:
        return None
    if potential >= threshold and potential > 0:
        return "focus" if attitude > 0 else "win"
    return "references" if attitude > 0 else "low"
