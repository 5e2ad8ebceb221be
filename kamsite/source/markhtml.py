"""Tokens of Markdown as safe HTML. Every tag and attribute that can appear is named here."""

from collections.abc import Callable, Iterator, Mapping
from html import escape

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from kamsite.source.links import address_kind
from kamsite.source.markparser import Parsed, plain, target_of

_INLINE_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}
_INLINE_TAGS |= {"s_open": "<s>", "s_close": "</s>", "softbreak": "\n", "hardbreak": "<br>\n"}
_BLOCK_TAGS = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
    "table_open": "<table>\n",
    "table_close": "</table>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>\n",
    "tr_close": "</tr>\n",
    "th_close": "</th>\n",
    "td_close": "</td>\n",
}
_MAX_TITLE = 200


def write(parsed: Parsed, hrefs: Mapping[str, str | None], *, heading_level: int, id_prefix: str) -> str:
    """The HTML of a parsed text; of one that exceeds a limit its paragraphs as they are written."""
    if parsed.too_much is not None:
        return _as_written(parsed.text)
    return _Writer(parsed, hrefs, heading_level, id_prefix).write()


def _as_written(text: str) -> str:
    paragraphs = (paragraph.strip() for paragraph in text.replace("\r\n", "\n").split("\n\n"))
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph)


class _Writer:
    def __init__(self, parsed: Parsed, hrefs: Mapping[str, str | None], heading_level: int, id_prefix: str) -> None:
        self.tokens = parsed.tokens
        self.hrefs = hrefs
        self.id_prefix = id_prefix
        self.anchors: Iterator[str] = iter([heading.anchor for heading in parsed.headings])
        self.shift = heading_level - min((heading.level for heading in parsed.headings), default=heading_level)

    def write(self) -> str:
        pieces: list[str] = []
        for token in self.tokens:
            kind = token.type
            if kind == "inline":
                pieces.extend(self._inline(token.children or []))
            elif kind == "text":
                pieces.append(escape(token.content))
            elif kind in _BLOCK_TAGS:
                # Paragraphs in lists of short items are there, but not shown.
                pieces.append("" if token.hidden else _BLOCK_TAGS[kind])
            else:
                write = _BLOCKS.get(kind)
                pieces.append(write(self, token) if write else escape(token.content))
        return "".join(pieces).rstrip("\n")

    def _heading_open(self, token: Token) -> str:
        anchor = next(self.anchors)
        identifier = f' id="{escape(self.id_prefix + anchor)}"' if anchor else ""
        return f"<h{self._level(token)}{identifier}>"

    def _heading_close(self, token: Token) -> str:
        return f"</h{self._level(token)}>\n"

    def _level(self, token: Token) -> int:
        return max(1, min(6, int(token.tag[1]) + self.shift))

    def _inline(self, tokens: list[Token]) -> Iterator[str]:
        closing: list[str] = []
        for token in tokens:
            kind = token.type
            if kind == "text":
                yield escape(token.content)
            elif kind in _INLINE_TAGS:
                yield _INLINE_TAGS[kind]
            elif kind == "code_inline":
                yield f"<code>{escape(token.content)}</code>"
            elif kind == "link_open":
                opened = self._link(token)
                closing.append("</a>" if opened else "")
                yield opened
            elif kind == "link_close":
                yield closing.pop()
            elif kind == "image":
                yield self._image(token)
            else:
                yield escape(token.content)

    def _link(self, token: Token) -> str:
        address = self.hrefs.get(target_of(token))
        kind = address_kind(address) if address else None
        if address is None or kind is None:
            return ""
        if kind == "external":
            return f'<a href="{escape(normalizeLink(address))}" rel="noopener noreferrer"{_title(token)}>'
        return f'<a href="{escape(address)}"{_title(token)}>'

    def _image(self, token: Token) -> str:
        """The image, if its address stays inside the site; else its alternative text."""
        alternative = escape(plain(token.children or []))
        address = self.hrefs.get(target_of(token))
        if not address or address_kind(address) != "inside":
            return alternative
        return f'<img src="{escape(address)}" alt="{alternative}"{_title(token)}>'


def _title(token: Token) -> str:
    title = str(token.attrs.get("title", ""))[:_MAX_TITLE]
    return f' title="{escape(title)}"' if title else ""


def _code(_: _Writer, token: Token) -> str:
    return f"<pre><code>{escape(token.content)}</code></pre>\n"


def _ordered_list(_: _Writer, token: Token) -> str:
    start = int(token.attrs.get("start", 1))
    return "<ol>\n" if start == 1 else f'<ol start="{start}">\n'


def _cell(_: _Writer, token: Token) -> str:
    """A cell; its alignment is a class, because a page must do without inline styles."""
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{token.tag} class="align-{side}">' if side in ("left", "center", "right") else f"<{token.tag}>"


_BLOCKS: dict[str, Callable[[_Writer, Token], str]] = {
    "heading_open": _Writer._heading_open,
    "heading_close": _Writer._heading_close,
    "fence": _code,
    "code_block": _code,
    "ordered_list_open": _ordered_list,
    "th_open": _cell,
    "td_open": _cell,
}
