"""Why YAML could not be read, in words for people who do not know YAML (mostly K104).

libyaml says what it expected; what the author did wrong is judged from that, the lines around and the last text read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yaml.error import MarkedYAMLError

from kamsite.diagnostics import Finding, Place
from kamsite.source import yamladvice as advice
from kamsite.source.plaintext import lines_of, place_of
from kamsite.source.yamlfindings import no_key, too_deep

_UNUSUAL_BLANKS = "\u00a0\u2007\u200b\u202f\u2060"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What libyaml says: the problem at a place, in something that starts at `since`, after the text `last`.

    Lines and columns count from 0, as in its marks.
    """

    file: str
    lines: list[str]
    problem: str
    at: tuple[int, int]
    since: tuple[int, int]
    last: Any

    @property
    def line(self) -> str:
        """The line of the problem."""
        return self.lines[self.at[0]]

    @property
    def character(self) -> str:
        """The character at the problem; nothing at the end of a line."""
        return self.line[self.at[1] : self.at[1] + 1]

    @property
    def is_first_on_line(self) -> bool:
        """Whether only blanks stand before the problem."""
        return not self.line[: self.at[1]].strip()

    def place(self, at: tuple[int, int] | None = None, width: int = 0) -> Place:
        """A place, the problem's if none is given; without a width as far as the line goes."""
        line, column = at or self.at
        to_end = len(_without_comment(self.lines[line][column:]))
        return Place(self.file, line + 1, column + 1, width or to_end or 1)


def explain(error: Exception, file: str, text: str, last: Any) -> Finding:
    """The finding on an error of the parser; `last` is the last scalar event before it."""
    lines = lines_of(text)
    if not isinstance(error, MarkedYAMLError):
        return _bad_octets(file, text)
    problem = error.problem or ""
    at = _within(lines, error.problem_mark or error.context_mark)
    since = _within(lines, error.context_mark or error.problem_mark)
    trouble = Trouble(file, lines, problem, at, since, last)
    if "tag" in (error.context or "") or "tag" in problem.lower():
        return advice.bad_tag(trouble.place(since))
    judge = _JUDGES.get(problem)
    return judge(trouble) if judge else advice.unclear(trouble.place())


def _bad_octets(file: str, text: str) -> Finding:
    """The one error without a place: a tag whose percent signs stand for no UTF-8."""
    found = re.search(r"![^\s!]*%[^\s]*|%TAG.*", text)
    if not found:
        return advice.unclear(Place(file, 1, 1))
    return advice.bad_tag(place_of(file, text, found.start(), len(found[0])))


def _within(lines: list[str], mark: Any) -> tuple[int, int]:
    """The mark as line and column, moved back from the end of the file to the last line that says something."""
    if mark is None:
        return 0, 0
    line, column = mark.line, mark.column
    if line < len(lines) and lines[line][column:].strip(" "):
        return line, column
    line = min(line, len(lines) - 1)
    column = min(column, len(lines[line]))
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line].rstrip())
    return line, column


def _without_comment(text: str) -> str:
    return re.split(r"\s#", text, maxsplit=1)[0].rstrip()


def _start_of_last(trouble: Trouble) -> tuple[int, int]:
    return trouble.last.start_mark.line, trouble.last.start_mark.column


def _colon_in_text(trouble: Trouble) -> Finding:
    """A colon where no key can stand: inside a text, or after a line that is indented too far."""
    if trouble.last is None or trouble.last.style:
        return advice.colon_in_text(trouble.place(), "")
    start = line, column = _start_of_last(trouble)
    before = trouble.lines[line][:column]
    follows_key = before.rstrip().endswith(":")
    if line == trouble.at[0]:
        if len(trouble.last.value) > 1000:
            return advice.long_key(trouble.place(start))
        return advice.colon_in_text(trouble.place(start), _without_comment(trouble.lines[line][column:]))
    if not follows_key and not before.rstrip(" -"):
        return _no_colon_on(trouble, start)
    own = len(trouble.line) - len(trouble.line.lstrip())
    return advice.indented_too_far(trouble.place((trouble.at[0], own), trouble.at[1] - own), start[0] + 1)


def _no_colon(trouble: Trouble) -> Finding:
    return _no_colon_on(trouble, trouble.since)


def _no_colon_on(trouble: Trouble, start: tuple[int, int]) -> Finding:
    """A line that should read `key: value`."""
    text = _without_comment(trouble.lines[start[0]][start[1] :])
    place = trouble.place(start)
    if text[:1] in ("'", '"') and trouble.at[0] > start[0]:
        return advice.unclosed_quote(place, text)
    if re.match(rf"[^\s:]+(:[{_UNUSUAL_BLANKS}]|：)", text):
        return advice.special_blank(place)
    if found := re.match(r"([^\s:'\"]+):(?=\S)", text):
        return advice.no_blank_after(place, ":", f"{found[1]}: {text[found.end() :]}")
    if found := re.match(r"-(?=[^\s-])", text):
        return advice.no_blank_after(place, "-", f"- {text[found.end() :]}")
    if found := re.match(r"([^\s:=]+)\s*=\s*", text):
        return advice.equals_sign(place, f"{found[1]}: {text[found.end() :]}")
    if len(text) > 1000:
        return advice.long_key(place)
    return advice.no_colon(place)


def _cannot_start(trouble: Trouble) -> Finding:
    if trouble.character == "\t":
        return _tab(trouble)
    text = _without_comment(trouble.line[trouble.at[1] :])
    if _is_inside_brackets(trouble):
        text = re.split(r"[,\]}]", text, maxsplit=1)[0].rstrip()
    return advice.bad_start(trouble.place(width=1), trouble.character, text)


def _is_inside_brackets(trouble: Trouble) -> bool:
    before = trouble.line[: trouble.at[1]]
    return before.count("[") + before.count("{") > before.count("]") + before.count("}")


def _tab(trouble: Trouble) -> Finding:
    column = trouble.line.find("\t")
    if column < 0:
        return advice.tab(trouble.place(width=1))
    return advice.tab(trouble.place((trouble.at[0], column), 1))


def _unclosed_quote(trouble: Trouble) -> Finding:
    text = trouble.lines[trouble.since[0]][trouble.since[1] :]
    return advice.unclosed_quote(trouble.place(trouble.since), text)


def _nothing_fits(trouble: Trouble) -> Finding:
    """Something stands where a new key, a new entry or the end should be."""
    last = trouble.last
    if last is not None and last.style in ("'", '"') and last.end_mark.line == trouble.at[0]:
        start = line, column = _start_of_last(trouble)
        text = trouble.lines[line][column:]
        if line < trouble.at[0]:
            return advice.unclosed_quote(trouble.place(start), text)
        if trouble.line[last.end_mark.column : trouble.at[1]].strip() == "":
            return advice.after_quote(trouble.place(start), _without_comment(text))
    if trouble.line.startswith("%"):
        return _directive(trouble)
    if trouble.character == ":":
        return no_key(trouble.place(width=1))
    if not trouble.is_first_on_line:
        return advice.after_value(trouble.place())
    above = next((line for line in reversed(trouble.lines[: trouble.at[0]]) if line.strip()), "")
    if above.startswith("..."):
        return advice.after_end(trouble.place())
    if trouble.line.lstrip().startswith("- "):
        return advice.list_misplaced(trouble.place())
    return advice.indentation(trouble.place())


def _brackets(trouble: Trouble) -> Finding:
    """A comma or a closing bracket is missing."""
    opening = trouble.lines[trouble.since[0]][trouble.since[1]]
    if trouble.at[0] > trouble.since[0] or not trouble.character:
        return advice.unclosed_bracket(trouble.place(trouble.since, 1), opening, trouble.place(width=1))
    if trouble.character == ":":
        start = _start_of_last(trouble)
        text = re.split(r"[,\]}]", trouble.line[start[1] :], maxsplit=1)[0].rstrip()
        return advice.colon_in_text(trouble.place(start, len(text)), text)
    return advice.no_comma(trouble.place(width=1), opening)


def _no_content(trouble: Trouble) -> Finding:
    text = _without_comment(trouble.line[trouble.at[1] :])
    if trouble.character == "," and _is_inside_brackets(trouble):
        return advice.two_commas(trouble.place(width=1))
    if re.match(r":(\s|$)", text):
        return no_key(trouble.place(width=1))
    if not text or trouble.character == "-":
        return advice.unclear(trouble.place())
    return advice.bad_start(trouble.place(width=1), trouble.character, text)


def _colon_in_brackets(trouble: Trouble) -> Finding:
    line, column = trouble.since
    word = trouble.lines[line][column : trouble.at[1]]
    return advice.no_blank_after(trouble.place(trouble.since, len(word) + 1), ":", f"{word}: …")


def _list_after_key(trouble: Trouble) -> Finding:
    if not trouble.is_first_on_line and ":" in trouble.line[: trouble.at[1]]:
        return advice.list_after_key(trouble.place())
    return advice.list_misplaced(trouble.place())


def _block_text(trouble: Trouble) -> Finding:
    start = trouble.since
    text = _without_comment(trouble.lines[start[0]][start[1] :])
    return advice.bad_start(trouble.place(start, 1), text[:1], text)


def _escape(trouble: Trouble) -> Finding:
    return advice.bad_escape(trouble.place(width=2))


def _code(trouble: Trouble) -> Finding:
    """A code such as `\\ud800`, whose digits the problem points at."""
    line, column = trouble.at[0], max(trouble.at[1] - 2, 0)
    written = re.match(r"\\x..|\\u.{4}|\\U.{8}", trouble.line[column:])
    place = trouble.place((line, column), len(written[0]) if written else 2)
    return advice.bad_code(place) if "Unicode" in trouble.problem else advice.bad_escape(place)


def _anchor_or_alias(trouble: Trouble) -> Finding:
    line, column = trouble.since
    text = _without_comment(trouble.lines[line][column:])
    return advice.bad_anchor(trouble.place(trouble.since, len(text)), text)


def _directive(trouble: Trouble) -> Finding:
    return advice.percent(trouble.place((trouble.since[0], 0)))


_JUDGES: dict[str, Callable[[Trouble], Finding]] = {
    "mapping values are not allowed in this context": _colon_in_text,
    "mapping keys are not allowed in this context": lambda trouble: advice.bad_start(
        trouble.place(width=1), trouble.character, _without_comment(trouble.line[trouble.at[1] :])
    ),
    "exceeded maximum nesting depth": lambda trouble: too_deep(trouble.place(width=1)),
    "could not find expected ':'": _no_colon,
    "found unexpected ':'": _colon_in_brackets,
    "found character that cannot start any token": _cannot_start,
    "found a tab character that violates indentation": _tab,
    "found a tab character where an indentation space is expected": _tab,
    "found unexpected end of stream": _unclosed_quote,
    "found unexpected document indicator": _unclosed_quote,
    "did not find expected key": _nothing_fits,
    "did not find expected '-' indicator": _nothing_fits,
    "did not find expected <document start>": _nothing_fits,
    "did not find expected ',' or ']'": _brackets,
    "did not find expected ',' or '}'": _brackets,
    "did not find expected node content": _no_content,
    "block sequence entries are not allowed in this context": _list_after_key,
    "did not find expected comment or line break": _block_text,
    "found an indentation indicator equal to 0": _block_text,
    "found unknown escape character": _escape,
    "did not find expected hexdecimal number": _code,
    "found invalid Unicode character escape code": _code,
    "did not find expected alphabetic or numeric character": _anchor_or_alias,
    "found unknown directive name": _directive,
    "could not find expected directive name": _directive,
    "found unexpected non-alphabetical character": _directive,
    "found incompatible YAML document": _directive,
    "found duplicate %YAML directive": _directive,
    "did not find expected version number": _directive,
    "did not find expected digit or '.' character": _directive,
    "found extremely long version number": _directive,
}
