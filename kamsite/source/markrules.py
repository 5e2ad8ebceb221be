"""Rules that read the usual parts of a Markdown text in one go: running text, lists of short items, strong words.

They come before those of markdown-it-py, to which they leave whatever is not usual, and spare tokens that say nothing:
a text without marks has no tokens inside, an item of one line no paragraph that is not shown. Tokens know only what
is asked for: the lines of texts and headings, no levels.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# The characters at which a rule for marks inside a text may begin or end; all else is text.
_SIGNS = r"\n!&*<\[\\\]_`~"
_MARKS = re.compile(f"[{_SIGNS}]")
# How a line begins that can be nothing but text: with a letter, maybe emphasised or quoted, or with a number.
_TEXT = r"[*_`(„“\"]{0,2}(?:[^\W\d_]|[0-9]+[^0-9.)])"
# The same, maybe as an item of a list: that ends the paragraph before.
_TEXT_OR_ITEM = re.compile(f"([-+*] )?{_TEXT}")
_SHORT_ITEM = re.compile(f"[-+*] {_TEXT}")
_HEADING = re.compile(r"(#{1,6})[ \t]([^#]*)")
# Words that are strong, without other marks among them: what stands beside these two makes them a pair.
_STRONG = re.compile(rf"\*\*(?=\w)([^{_SIGNS}]*[^{_SIGNS}\s])\*\*(?=[\s.,:;?)]|\Z)")
# Rules for what is never to be read: raw HTML is text, and nothing of a text is corrected.
_UNUSED = ["html_block", "html_inline", "linkify", "replacements", "smartquotes", "text_join"]


def _tags(name: str, tag: str) -> tuple[Token, Token]:
    return Token(f"{name}_open", tag, 1), Token(f"{name}_close", tag, -1)


def _text(content: str, start: int, end: int) -> Token:
    return Token("inline", "", 0, map=[start, end], children=[], content=content)


# What says nothing but where something begins and ends is the same everywhere.
_PARAGRAPH, _LIST, _ITEM = _tags("paragraph", "p"), _tags("bullet_list", "ul"), _tags("list_item", "li")


def read_usual_parts(parser: MarkdownIt) -> None:
    """Gives the rules to a parser. Texts side by side are no longer joined: they may be tokens of their own."""
    parser.disable(_UNUSED)
    parser.inline.terminator_re = _MARKS
    parser.core.ruler.at("normalize", _normalize)
    parser.core.ruler.at("inline", _inline)
    parser.inline.ruler.before("emphasis", "strong_words", _strong_words)
    parser.block.ruler.before("table", "running_text", _running_text)
    parser.block.ruler.before("table", "short_items", _short_items)
    parser.block.ruler.before("table", "lone_heading", _lone_heading)


def _normalize(state: StateCore) -> None:
    state.src = state.src.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _inline(state: StateCore) -> None:
    """Reads the marks inside of the blocks' texts; a text without any is text."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if _MARKS.search(token.content):
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])
        else:
            token.type = "text"


def _running_text(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A paragraph of which each line can only be text: no other rule has to be tried on any of them."""
    line, highest = start, state.blkIndent + 3
    while line < state.lineMax and not state.isEmpty(line):
        found = _TEXT_OR_ITEM.match(state.src, state.bMarks[line] + state.tShift[line])
        indent = state.sCount[line]
        if not found or indent > highest:
            return False
        if found[1]:
            if line == start or indent < 0 or 0 <= state.listIndent <= indent - 4:
                return False
            break
        line += 1
    content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    if state.level:
        # Inside of a list it turns out later whether its paragraphs are shown as such.
        state.push("paragraph_open", "p", 1)
        state.tokens.append(_text(content, start, line))
        state.push("paragraph_close", "p", -1)
    else:
        state.tokens += (_PARAGRAPH[0], _text(content, start, line), _PARAGRAPH[1])
    state.line = line
    return True


def _short_items(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A list on the left of a text whose items are one line of text each, up to a paragraph, a heading or the end."""
    marker = state.src[state.bMarks[start]]
    if state.level or marker not in "-+*":
        return False
    line = start
    while line < state.lineMax and not state.isEmpty(line):
        if state.tShift[line] or not _SHORT_ITEM.match(state.src, state.bMarks[line], state.eMarks[line]):
            return False
        if state.src[state.bMarks[line]] != marker:
            return False
        line += 1
    after = state.skipEmptyLines(line)
    if after < state.lineMax and not (
        state.src[state.bMarks[after]].isalpha() or state.src[state.bMarks[after]] == "#"
    ):
        return False
    state.tokens.append(_LIST[0])
    for item in range(start, line):
        content = mdTrim(state.src[state.bMarks[item] + 2 : state.eMarks[item]])
        state.tokens += (_ITEM[0], _text(content, item, item + 1), _ITEM[1])
    state.tokens.append(_LIST[1])
    state.line = after
    return True


def _lone_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A heading with nothing below that could make it the first line of a table."""
    found = _HEADING.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not found or not state.isEmpty(start + 1) or state.sCount[start] - state.blkIndent > 3:
        return False
    opened = Token("heading_open", f"h{len(found[1])}", 1, map=[start, start + 1])
    closed = Token("heading_close", opened.tag, -1)
    state.tokens += (opened, _text(mdTrim(found[2]), start, start + 1), closed)
    state.line = start + 1
    return True


def _strong_words(state: StateInline, silent: bool) -> bool:
    """Strong words after a blank or at the beginning: their marks belong together whatever stands around them."""
    start = state.pos
    if silent or state.src[start] != "*" or (start and not state.src[start - 1].isspace()):
        return False
    if not (found := _STRONG.match(state.src, start, state.posMax)):
        return False
    state.push("strong_open", "strong", 1).markup = "**"
    state.push("text", "", 0).content = found[1]
    state.push("strong_close", "strong", -1).markup = "**"
    state.pos = found.end()
    return True
