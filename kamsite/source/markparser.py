"""Markdown as tokens that know their place, within limits of time: markdown-it-py, raw HTML is text.

Targets of links stay as they are written; whether they may be followed is decided by `links`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

from kamsite.source.links import github_anchor, number_anchors
from kamsite.source.markrules import read_usual_parts
from kamsite.source.plaintext import lines_of

MAX_NESTING = 20  # levels of quotes, lists (two each) and emphasis
MAX_TARGETS = 2**20  # characters of all targets and titles together: one definition may serve many links
# What reading costs at most, in millionths of a second on a slow day, measured on patterns that cost most.
_COSTS = {
    **dict.fromkeys("\n", 40),
    **dict.fromkeys("|", 25),
    **dict.fromkeys("*-+", 20),
    **dict.fromkeys("<", 50),
    **dict.fromkeys("[]!", 30),
    **dict.fromkeys("_~", 12),
    **dict.fromkeys('.`>&\\#$%:=@^{}"', 10),
    **dict.fromkeys("()", 8),
}
_COST_OF_ANY = 0.1
_HIGHEST_COST = max(_COSTS.values()) + _COST_OF_ANY
_COST_OF_CELL = 25
# A line of running text: it begins with a letter, as all of its paragraph do, so nothing has to be tried on it.
_COST_OF_PLAIN_LINE = 16
_MAX_COST = 600_000
_TABLE_RULE = re.compile(r"[\s>]*[-:|][-:|\s]*")


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading: level as written, text without marks, anchor, line in the text."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link or image: target as written, place in the text."""

    target: str
    line: int
    column: int
    width: int
    is_image: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text, its tokens, and the headings among them, in order.

    `too_much` is the line from which on the text exceeds a limit; then there are no tokens.
    """

    text: str
    tokens: tuple[Token, ...] = ()
    headings: tuple[FoundHeading, ...] = ()
    too_much: int | None = None

    def links(self) -> Iterator[FoundLink]:
        """The links and images in order."""
        lines: list[str] = []
        cells: dict[int, int] = {}
        for token in self.tokens:
            if token.type != "inline" or not token.map:
                continue
            for child in token.children or ():
                if child.type in ("link_open", "image"):
                    lines = lines or lines_of(self.text)
                    yield _found_link(child, token, lines, cells)


@lru_cache(maxsize=1024)
def parse(text: str) -> Parsed:
    """The tokens of a text, if it keeps to the limits; texts of late are remembered, to be checked, then written."""
    if line := _too_costly(text):
        return Parsed(text, too_much=line)
    tokens = _parser().parse(text)
    if line := _too_deep(tokens) or _too_long_targets(tokens):
        return Parsed(text, too_much=line)
    return Parsed(text, tuple(tokens), tuple(_headings(tokens)))


def _headings(tokens: list[Token]) -> Iterator[FoundHeading]:
    """The headings, with anchors as GitHub makes them."""
    opened = [(token, tokens[at + 1]) for at, token in enumerate(tokens) if token.type == "heading_open"]
    texts = [plain(inside.children or [inside]) for _, inside in opened]
    anchors = number_anchors(github_anchor(text) for text in texts)
    for (mark, _), text, anchor in zip(opened, texts, anchors, strict=True):
        yield FoundHeading(int(mark.tag[1]), text, anchor, mark.map[0] + 1 if mark.map else 1)


def plain(tokens: list[Token]) -> str:
    """The text in inline tokens, without their marks; of an image its alternative text."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(plain(token.children or []))
    return "".join(pieces)


def target_of(token: Token) -> str:
    """The target of a link or image token, as written."""
    return str(token.attrs.get("src" if token.type == "image" else "href", ""))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"maxNesting": MAX_NESTING})
    parser.normalizeLink = _as_it_is  # type: ignore[method-assign]
    parser.validateLink = _is_kept  # type: ignore[method-assign]
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        parser.inline.ruler.at(name, _with_place(rule))
    read_usual_parts(parser)
    return parser


def _as_it_is(url: str) -> str:
    return url


def _is_kept(url: str) -> bool:  # noqa: ARG001 - its name is given
    return True


def _with_place(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, which also writes down from where to where in its block the link or image stands."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent:
            made = next(token for token in state.tokens[count:] if token.type in ("link_open", "image"))
            made.meta["place"] = (start, state.pos)
        return done

    return placed


def _found_link(token: Token, block: Token, lines: list[str], cells: dict[int, int]) -> FoundLink:
    """The link with its place: the block's text is its lines without indentation and marks of quotes and lists."""
    start, end = token.meta["place"]
    before = block.content[:start]
    row = before.count("\n")
    line = (block.map[0] if block.map else 0) + row
    content = block.content.split("\n")[row]
    column = start - (before.rfind("\n") + 1)
    source = lines[line] if line < len(lines) else ""
    shift = _start_of(content, source, cells.get(line, 0))
    if shift < 0:
        return FoundLink(target_of(token), line + 1, 1, 1, token.type == "image")
    cells[line] = shift
    width = min(end - start, len(content) - column)
    return FoundLink(target_of(token), line + 1, shift + column + 1, width, token.type == "image")


def _start_of(content: str, source: str, after: int) -> int:
    """Where in its source line a line of a block's text starts: mostly it is the end of it."""
    bare = content.strip()
    if source.rstrip().endswith(bare) and "|" not in source:
        return len(source.rstrip()) - len(bare) - (len(content) - len(content.lstrip()))
    return source.find(content, after)


def _too_costly(text: str) -> int | None:
    """The line up to which reading may cost what it may, if the text goes on; else None."""
    if len(text) * _HIGHEST_COST <= _MAX_COST and "|" not in text:
        return None
    lines = text.split("\n")
    widest = max(line.count("|") for line in lines) + 1 if "|" in text else 0
    if _cost(text) + widest * len(lines) * _COST_OF_CELL <= _MAX_COST:
        return None
    cost = columns = 0.0
    is_plain = True
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t>"):
            columns = 0
        is_plain = not line or (is_plain and line[0].isalpha() and not columns)
        # A row of a table is filled up to the number of columns.
        cost += _cost(line) + columns * _COST_OF_CELL
        cost += _COST_OF_PLAIN_LINE - line.count(".") * _COSTS["."] if is_plain else _COSTS["\n"]
        if cost > _MAX_COST:
            return number
        if "|" in line and _TABLE_RULE.fullmatch(line):
            columns = max(columns, line.count("|") + 1)
    return None


def _cost(text: str) -> float:
    return len(text) * _COST_OF_ANY + sum(text.count(character) * cost for character, cost in _COSTS.items())


def _too_deep(tokens: list[Token]) -> int | None:
    """The line of a quote or list whose inside was left out because it is nested too deeply."""
    for token in tokens:
        if (
            token.nesting == 1
            and token.level + 1 >= MAX_NESTING
            and token.type in ("blockquote_open", "list_item_open")
        ):
            return token.map[0] + 1 if token.map else 1
    return None


def _too_long_targets(tokens: list[Token]) -> int | None:
    length = 0
    for block in tokens:
        for token in block.children or ():
            if token.attrs:
                length += sum(len(str(value)) for value in token.attrs.values())
        if length > MAX_TARGETS:
            return block.map[0] + 1 if block.map else 1
    return None
