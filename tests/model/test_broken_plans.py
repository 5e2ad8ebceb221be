"""Whatever is broken in a plan is told, and the rest of it stays usable, in every edition."""

import copy
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kamsite.model.cover import Cover
from kamsite.model.customer import Customer
from kamsite.model.field import SENSITIVITIES
from kamsite.model.figures import Figures
from kamsite.model.normal import normalise
from kamsite.model.people import People
from kamsite.model.position import Position
from kamsite.model.project import project
from kamsite.model.schema import load_schemas
from kamsite.model.shape import check_shape, sound_part
from kamsite.model.strategy import Strategy
from kamsite.source.document import Document, Value
from kamsite.source.yamltext import read_yaml

PLANS = Path(__file__).resolve().parents[2] / "plans"
TYPES: dict[str, type[msgspec.Struct]] = {
    "plan": Cover,
    "customer": Customer,
    "people": People,
    "position": Position,
    "strategy": Strategy,
    "figures": Figures,
}
EDITIONS = (SENSITIVITIES, frozenset({"public", "internal"}), frozenset({"public"}))
WRONG: tuple[Value, ...] = (
    *(None, "", "unknown", "Foo Bar", "31.12.2026", "2026-02-30", "Q1 2026", "62 Prozent", "620 %", "-5 %", "a" * 300),
    *(0, -1, 7, 1.5, 2026, 10**30, True),
    *([], [None], [[]], ["a", "a"], ["unknown"]),
    *({}, {"text": "x"}, {"": 1}, {"x-a": 1}, {"Foo Bar": 3}, {"unknown": 1}, {"2026": "x"}, {"007": []}),
)


def documents() -> list[tuple[str, Document]]:
    """The chapters of all plans of the repository, with their kind."""
    found = []
    for file in sorted(PLANS.rglob("*.yaml")):
        document = read_yaml(file.relative_to(PLANS).as_posix(), file.read_bytes()).document
        if file.stem in TYPES and document is not None and isinstance(document.data, dict):
            found.append((file.stem, document))
    return found


DOCUMENTS = documents()


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, Document]:
    """A chapter of a real plan in which some values were replaced, added, deleted or misspelt."""
    kind, document = draw(st.sampled_from(DOCUMENTS))
    data: Any = copy.deepcopy(document.data)
    for _ in range(draw(st.integers(1, 3))):
        inside, wrong = data, copy.deepcopy(draw(st.sampled_from(WRONG)))
        while isinstance(inside, dict | list) and inside:
            step = (
                draw(st.sampled_from(sorted(inside)))
                if isinstance(inside, dict)
                else draw(st.integers(0, len(inside) - 1))
            )
            below = inside[step]
            if not isinstance(below, dict | list) or not below or draw(st.integers(0, 3)) == 0:
                _break(inside, step, wrong, draw(st.integers(0, 9)))
                break
            inside = below
    return kind, Document(document.file, data, document.mark)


def _break(inside: Any, step: str | int, wrong: Value, way: int) -> None:
    if way < 7 or isinstance(step, int):
        inside[step] = wrong
    elif way == 7:
        del inside[step]
    elif way == 8:
        inside[f"{step}x"] = inside.pop(step)
    else:
        inside["rolle"] = wrong


@given(broken())
def test_what_is_sound_keeps_its_types_in_every_edition(case: tuple[str, Document]) -> None:
    kind, document = case
    schemas = load_schemas()
    field = schemas.field(kind)
    found = check_shape(document, kind, schemas)
    sound = sound_part(document.data, kind, schemas)
    assert bool(found) == (sound != document.data) or document.data == {}
    assert sound == {} or check_shape(Document(document.file, sound, document.mark), kind, schemas) == ()
    for shows in EDITIONS:
        msgspec.convert(normalise(project(sound, field, shows) or {}, field).data, TYPES[kind], strict=False)


@given(broken())
def test_every_finding_has_a_place_and_short_words_in_both_languages(case: tuple[str, Document]) -> None:
    kind, document = case
    for found in check_shape(document, kind, load_schemas()):
        assert found.place.file == document.file
        assert found.place.line > 0
        for text in (found.message, found.hint) if found.hint else (found.message,):
            assert 0 < len(text.en) < 500
            assert 0 < len(text.de) < 500
        assert found.code in {"K201", "K202", "K203", "K204", "K205", "K206", "K207", "K208", "K210"}
