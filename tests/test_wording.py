"""One manner of speaking: what findings say are sentences, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kamsite

PACKAGE = Path(kamsite.__file__).parent
# Where each of these calls has the message and the hint of a finding.
MAKERS = {"Finding": (3, 4), "_error": (2, 3), "_git_trouble": (0, 1), "_warning": (2, 3), "_advice": (2, 3)}

NAMES = ("kamsite ", "site.yaml ")


def texts() -> Iterator[tuple[str, ast.expr, bool]]:
    """Every text that a finding is made of where it stands in the code, and whether it is the message."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if not isinstance(call, ast.Call) or name not in {*MAKERS, "_syntax"}:
                continue
            place = f"{file.relative_to(PACKAGE)}:{call.lineno}"
            if name == "_syntax":
                yield from ((place, text, number < 2) for number, text in enumerate(call.args[1:5]))
                continue
            for position, is_message in zip(MAKERS[name], (True, False), strict=True):
                text = call.args[position] if position < len(call.args) else None
                if isinstance(text, ast.Call) and getattr(text.func, "id", "") == "Text":
                    yield from ((place, part, is_message) for part in [*text.args, *(k.value for k in text.keywords)])


def written(text: ast.expr) -> str:
    """The text with `…` for what is filled in."""
    if isinstance(text, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in text.values)
    return str(text.value) if isinstance(text, ast.Constant) else "…"


SAID = [pytest.param(written(text), is_message, id=place) for place, text, is_message in texts()]


def test_enough_is_looked_at() -> None:
    assert len(SAID) > 300


@pytest.mark.parametrize(("text", "is_message"), SAID)
def test_a_finding_speaks_in_sentences(text: str, is_message: bool) -> None:
    assert not text[:1].islower() or text.startswith(NAMES), text
    if is_message:
        assert text.rstrip("“'")[-1] in ".?…", text
