"""Hostile YAML, each in a process of its own that may use little memory and time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

resource = pytest.importorskip("resource", reason="limits on memory and time need a Unix system")

ROOT = Path(__file__).resolve().parents[2]
MEBIBYTE = 2**20
# 200 MB for all: the interpreter, the file, what is made of it.
CHILD = """
import resource, sys, time, json
resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000))
from kamsite.source import yamlcompose
from kamsite.source.yamltext import read_yaml
M = 2**20
def fill(piece, length=M):
    return (piece * (length // len(piece) + 1))[:length]
content = eval(sys.argv[1])
content = content.encode() if isinstance(content, str) else content
start = time.process_time()
result = read_yaml("hostile.yaml", content)
print(json.dumps({
    "seconds": time.process_time() - start,
    "lines": content.count(b"\\n") + 1,
    "has_document": result.document is not None,
    "findings": [[f.code, f.place.line, f.place.column] for f in result.findings],
}))
"""

REFUSED = {
    "open brackets": '"[" * 100_000',
    "open braces": '"{" * 100_000',
    "dashes": '"- " * 100_000',
    "question marks": '"? " * 100_000',
    "a file of open brackets": 'fill("[")',
    "a file of open brackets, one a line": r'fill("[\n")',
    "a file of open braces": 'fill("{")',
    "a mapping in a mapping in a mapping": r'"".join(" " * i + "a:\n" for i in range(1400))',
    "a mapping in braces, nested": 'fill("{a: ")',
    "mappings as keys": 'fill("{? ")',
    "a: on one line": 'fill("a: ")',
    "a: on many lines": r'fill("a:\n")',
    "one key again and again": r'fill("a: 1\n")',
    "one key in braces again and again": """'{' + fill('"a":1,', M - 2) + '}'""",
    "keys without end": r'"".join(f"k{i}: {i}\n" for i in range(90_000))[:M]',
    "pairs in a list": '"[" + fill("a: b,", M - 2) + "]"',
    "entries": r'fill("- a\n")',
    "lists in lists": r'fill("- - - - a\n")',
    "empty lists": '"[" + fill("[],", M - 2) + "]"',
    "texts cut off by commas": """'{a: x' + ''.join(f', b {i}' for i in range(49_000)) + '}'""",
    "many texts cut off by a comma": """'[' + '{a: x, b c},' * 19_000 + ']'""",
    "lists as keys": r'fill("[a]: b\n")',
    "commas": '"[" + fill(",", M - 2) + "]"',
    "colons": 'fill(": ")',
    "an alias bomb": r"""'a: &a [x, x]\n' + ''.join(
        f'{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n' for i in range(24))""",
    "an alias bomb in mappings": r"'a: &a {x: 1}\n' + ''.join(f'b{i}: &b{i} {{<<: *a, y: *a}}\n' for i in range(9000))",
    "anchors": r'fill("- &a x\n")',
    "aliases": r'"- &a x\n" + fill("- *a\n", M - 10)',
    "tags": r'fill("- !x y\n")',
    "a long anchor": '"a: &" + "x" * (M - 5)',
    "directives": r'fill("%TAG !a! x\n")',
    "different directives": r'"".join(f"%TAG !a{i}! x\n" for i in range(60_000))[:M]',
    "directives of a second document": r'"a\n...\n" + "".join(f"%TAG !a{i}! x\n" for i in range(60_000))[:M - 8]',
    "documents": r'fill("---\n")',
    "an unclosed double quote": """'a: "' + 'x' * (M - 4)""",
    "an unclosed single quote": """"a: '" + "x" * (M - 4)""",
    "an unclosed quote over lines": r"""'a: "' + fill('x\n', M - 4)""",
    "quotes": """fill('"')""",
    "backslashes in quotes": r"""'a: "' + fill('\\', M - 4)""",
    "escapes of control characters": r"""fill('- "\\0"\n')""",
    "an endless word": '"x" * M',
    "an endless text": r'"a:\n" + fill("  x\n", M - 3)',
    "question marks before words": '"[" + fill("?a,", M - 2) + "]"',
    "tabs": '"\\t" * M',
    "long keys": 'fill("k" * 1020 + ": ")',
    "an endless number": '"a: " + "9" * (M - 4)',
    "numbers too large": r'fill("- 1e400\n")',
    "NUL": r'"a: b\n" + "\0" * 1000',
    "a file of NUL": 'b"\\0" * M',
    "control characters": r'fill("\x07\n")',
    "line separators": r'fill("\u2028", M // 3)',
    "byte order marks": r'fill("\ufeff", M // 3)',
    "lone surrogates in quotes": r"""'a: "\\ud800"'""",
    "lone surrogates as bytes": r'b"a: \xed\xa0\x80"',
    "invalid UTF-8": r'b"a: 1\nb: \xff\n"',
    "invalid UTF-8 on each line": r'b"\xff\n" * (M // 2)',
    "invalid UTF-8 at the end": r'b"a: b\n" * 200_000 + b"\xfc"',
    "conflict markers": r'fill("<<<<<<< a\n")',
    "equals signs": r'fill("=======\n")',
    "50 MB": 'b"a" * 50_000_000',
    "50 MB of NUL": "bytes(50_000_000)",
}
HARMLESS = {
    "comments": r'fill("#\n")',
    "a long comment": '"#" * M',
    "blank lines": r'"\n" * M',
    "carriage returns": r'"\r" * M',
    "blanks": '" " * M',
    "a block text of blank lines": r'"a: |\n" + "\n" * (M - 6)',
    "keys with emoji": r'"".join(f"😀{i}: ü\n" for i in range(49_000))',
    "long numbers": r'fill("- " + "9" * 300 + "\n")',
    "words like long numbers": r'fill("- " + "1" * 290 + ".e\n")',
}


def read_alone(expression: str) -> dict[str, Any]:
    """What a process of its own finds in the bytes that an expression stands for."""
    command = [sys.executable, "-c", CHILD, expression]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_input_is_a_finding_with_a_place_in_under_a_second_and_200_mb(case: str) -> None:
    result = read_alone(REFUSED[case])
    assert 1 <= len(result["findings"]) <= 101
    for code, line, column in result["findings"]:
        assert code.startswith("K1")
        assert line <= result["lines"]
        assert (line > 0 and column > 0) or case.startswith("50 MB")
    assert result["seconds"] < 1


@pytest.mark.parametrize("case", HARMLESS)
def test_large_but_harmless_input_is_read_in_under_a_second_and_200_mb(case: str) -> None:
    result = read_alone(HARMLESS[case])
    assert result["has_document"]
    assert result["seconds"] < 1
