"""Text of plans inside Markdown: nothing in it is a mention, a reference, a link, a mark or HTML.

Hosts look for mentions and references in what was rendered, so a backslash or an entity does not help against them: an
invisible blank of no width stands inside. Text of plans never begins a line, where hosts look for commands.
"""

import re
from functools import lru_cache

from kamsite.reporters.screen import visible

_HERE = "\u200b"
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", _HERE: "&#8203;"}
_MARKS = re.compile(r"[\\`*_\[\]|~$^{}]")
# Behind these signs hosts look for people, requests, issues, labels, milestones, epics, emoji.
_REFERENCES = re.compile(r"(?<=[@#!%~])(?=\w)|(?<=&)(?=\d)|(?<=:)(?=[\w+-]{1,40}:)|(?<=\bGH-)(?=\d)", re.IGNORECASE)
_ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=\bwww\.)|(?<=mailto:)|(?<=xmpp:)", re.IGNORECASE)
_COMMITS = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{7,64}\b", re.IGNORECASE)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text as Markdown that shows exactly this text on one line."""
    safe = _COMMITS.sub(lambda found: _in_parts(found[0]), visible(text))
    safe = _ADDRESSES.sub(_HERE, _REFERENCES.sub(_HERE, safe))
    safe = _MARKS.sub(lambda found: "\\" + found[0], safe)
    return "".join(_HTML.get(letter, letter) for letter in safe)


def _in_parts(word: str) -> str:
    """A word that hosts may take for a commit, because it is seven signs or longer, in parts that are not."""
    return _HERE.join(word[at : at + 6] for at in range(0, len(word), 6))


def code(text: str) -> str:
    """The text in the type of code, whatever backticks and bars it holds."""
    safe = "".join(_HTML.get(letter, letter) for letter in visible(text))
    return f"<code>{_MARKS.sub(lambda found: f'&#{ord(found[0])};', safe)}</code>"


def link(address: str, text: str) -> str:
    """A link to an address of http or https; only the text for any other."""
    if not re.match(r"https?://[^\s<>\"'`|\\]+\Z", address, re.IGNORECASE):
        return text
    return f"[{text}](<{address}>)"
