"""The bodies of an account's pages, which stand on pages of their own, in the whole plan and in old versions."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from kamsite.render import urls
from kamsite.render.contexts import Body


@dataclass(frozen=True, slots=True)
class Piece:
    """The body of one page of a plan, its links not yet settled. `html` is empty until the theme has rendered it."""

    name: str
    title: str
    body: Body
    html: str
    edit: str = ""


def leading_somewhere(pieces: Sequence[Piece], account: str) -> tuple[Piece, ...]:
    """The pieces with links among them that find their place: what an edition does not show is none."""
    living = urls.without_dead_ends({f"{account}/{piece.name}.html": piece.html for piece in pieces})
    return tuple(dataclasses.replace(piece, html=living[f"{account}/{piece.name}.html"]) for piece in pieces)
