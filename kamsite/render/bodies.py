"""The bodies of an account's pages, which stand on pages of their own, in the whole plan and in old versions."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from kamsite.render import urls
from kamsite.render.contents import Content
from kamsite.render.contexts import Body

_ID = urls.identifier("")[1:-1].encode()


@dataclass(frozen=True, slots=True)
class Piece:
    """The body of one page of a plan, and what the theme made of it, its links not yet settled."""

    name: str
    title: str
    body: Body
    content: Content
    edit: str = ""


def leading_somewhere(pieces: Sequence[Piece], account: str) -> tuple[Piece, ...]:
    """The pieces with links among them that find their place, or lead to the page's start.

    What an edition does not show is no place.
    """
    tokens = {f"{account}/{piece.name}.html".encode(): piece.content.tokens for piece in pieces}
    dead: dict[bytes, bytes] = {}
    for token in frozenset().union(*tokens.values()):
        page, mark, anchor = token.partition(b"#")
        if mark and page in tokens and _ID + anchor not in tokens[page]:
            dead[token] = page
    return tuple(
        piece if found.isdisjoint(dead) else dataclasses.replace(piece, content=piece.content.leading_elsewhere(dead))
        for piece, found in zip(pieces, tokens.values(), strict=True)
    )
