"""Hostile Markdown, each in a process of its own that may use little memory and time.

Each pattern fills a whole file, which must be refused as too much, and a file just small enough to be read.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource", reason="limits on memory and time need a Unix system")

ROOT = Path(__file__).resolve().parents[2]
CHILD = r"""
import resource, sys, time, json
resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))
from kamsite.source.marktext import read_markdown, render_markdown
from kamsite.source import markparser
class AsTheyAre(dict):
    def get(self, target, default=None):
        return target
def fill(piece, length):
    return (piece * (length // len(piece) + 1))[:length]
def measure(text):
    start = time.process_time()
    found = read_markdown("hostile.md", text.encode())
    read = time.process_time()
    html = render_markdown(text, AsTheyAre())
    done = time.process_time()
    codes = [[f.code, f.place.line] for f in found.findings]
    return {"read": read - start, "render": done - read, "html": len(html), "codes": codes, "length": len(text)}
make = eval("lambda n: " + sys.argv[1])
markparser.parse("warm")
size = 2**20 // 4 if "😀" in sys.argv[1] else 2**20
large = make(size)[:size]
while size > 500 and markparser._too_costly(make(size)):
    size //= 2
while size * 11 // 10 < len(large) and not markparser._too_costly(make(size * 11 // 10)):
    size = size * 11 // 10
print(json.dumps({"large": measure(large), "small": measure(make(size))}))
"""

PATTERNS = {
    "nested quotes": "'>' * n",
    "nested quotes with blanks": "fill('> ', n)",
    "nested quotes on many lines": r"fill('>' * 20 + ' a\n', n)",
    "lazy lines in nested quotes": r"'>' * 19 + 'a\n' + fill('a\n', n - 21)",
    "nested lists": "fill('- ', n)",
    "nested lists of three kinds": "fill('- + * 1. ', n)",
    "nested lists on many lines": r"fill('- - - - - - - - - a\n', n)",
    "lists in quotes": r"fill('> - > - > - a\n', n)",
    "items": r"fill('- a\n', n)",
    "empty items": r"fill('-\n', n)",
    "numbered items": r"fill('1. a\n', n)",
    "headings": r"fill('# a\n', n)",
    "underlined headings": r"fill('a\n=\n', n)",
    "rules": r"fill('---\n', n)",
    "fences": r"fill('```\n', n)",
    "short lines": r"fill('a\n', n)",
    "short paragraphs": r"fill('a\n\n', n)",
    "opening brackets": "'[' * n",
    "pairs of brackets": "'[' * (n // 2) + ']' * (n // 2)",
    "opening brackets of images": "fill('![', n)",
    "brackets and emphasis": "fill('*[', n)",
    "brackets on lines": r"fill('[a\n', n)",
    "open links": "fill('[a](', n)",
    "open links with brackets": "fill('[a](<b', n)",
    "open links with parentheses": "fill('[a](((((((((((', n)",
    "open titles": """fill('[a](b "', n)""",
    "links": "fill('[a](b) ', n)",
    "links in images in images": "fill('![' * 18 + 'a-b-c ' * 50 + '](a)' * 18 + ' ', n)",
    "images in images": "'![' * (n // 6) + '](a)' * (n // 6)",
    "stars": "'*' * n",
    "emphasis": "fill('*a* ', n)",
    "open emphasis": "fill('*a ', n)",
    "mixed emphasis": "fill('*a**b ', n)",
    "emphasis inside words": "fill('a**b', n)",
    "emphasis of two kinds": "fill('*a_ ', n)",
    "crossed emphasis": "fill('x*_', n)",
    "strikes": "fill('~~a~~ ', n)",
    "backticks": "'`' * n",
    "growing runs of backticks": "''.join('`' * i + ' ' for i in range(1, int((2 * n) ** 0.5) - 2))",
    "backslashes": "'\\\\' * n",
    "ampersands": "'&' * n",
    "entities": "fill('&amp;', n)",
    "smaller signs": "'<' * n",
    "automatic links": "fill('<http://a> ', n)",
    "open automatic links": "fill('<http://a ', n)",
    "comments": "fill('<!-- ', n)",
    "a large table": r"'a|b|c\n-|-|-\n' + fill('1|2|3\n', n - 12)",
    "a wide table": r"'a|' * (n // 6) + '\n' + '-|' * (n // 6) + '\n' + '1|' * (n // 6)",
    "a table that fills up its rows": r"'a|' * 300 + '\n' + '-|' * 300 + '\n' + fill('1\n', n - 1300)",
    "a quoted table that fills up its rows": r"'> ' + 'a|' * 99 + '\n> ' + '-|' * 99 + '\n' + fill('> 1\n', n)",
    "tables": r"fill('a|b\n-|-\n\n', n)",
    "definitions": r"''.join(f'[{i}]: b\n' for i in range(n // 10))",
    "definitions with open titles": r"""fill('[a]: b "\n', n)""",
    "definitions with long labels": r"''.join('[' + 'a' * 900 + f'{i}]: b\n' for i in range(n // 910))",
    "one definition for many links": r"'[a]: b\n\n' + fill('[a] ', n - 9)",
    "one long definition for many links": r"'[a]: ' + 'b' * (n // 2) + '\n\n' + fill('[a]', n // 2 - 9)",
    "one long title for many links": r"""'[a]: b "' + 'c' * (n // 2) + '"\n\n' + fill('[a]', n // 2 - 9)""",
    "brackets where there is a definition": r"'[a]: b\n\n' + '[' * (n // 2) + ']' * (n // 2)",
    "blanks": "'a' + ' ' * (n - 2) + 'b'",
    "tabs": "fill('-\\t', n)",
    "blank lines": r"'a' + '\n' * (n - 1)",
    "trailing blanks": r"fill('a  \n', n)",
    "one long word": "'a' * n",
    "emoji": "'😀' * n",
    "characters that might be marks": "'[' + fill(':-:==a', n - 1)",
    "a mixture": r"'>' * 19 + fill('--:[\na]    :😀 \n b ![b😀 ', n - 20)",
}
HARMLESS = {"blanks", "one long word", "emoji", "definitions with long labels"}


def read_alone(expression: str) -> dict[str, Any]:
    """What a process of its own makes of the texts of a pattern."""
    command = [sys.executable, "-c", CHILD, expression]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("pattern", PATTERNS)
def test_hostile_markdown_costs_less_than_a_second_and_200_mb(pattern: str) -> None:
    result = read_alone(PATTERNS[pattern])
    for size in ("large", "small"):
        assert result[size]["read"] < 1, (size, result)
        assert result[size]["render"] < 1, (size, result)
        assert result[size]["html"] < 8 * 2**20, (size, result)
    codes = result["large"]["codes"]
    assert [code for code, _ in codes] == ([] if pattern in HARMLESS else ["K102"])
    assert all(line > 0 for _, line in codes)
