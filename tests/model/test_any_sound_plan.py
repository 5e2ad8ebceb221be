"""Whatever a schema takes for sound becomes a value of the typed model, in every edition."""

from itertools import chain, combinations
from typing import Any

import msgspec
import pytest
from anyplan import values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemawalk import SCHEMAS, complaints
from test_typed_model import TYPES

from kamsite.model.field import SENSITIVITIES
from kamsite.model.normal import normalise
from kamsite.model.project import project
from kamsite.model.schema import load_schemas

NAMES = sorted(SENSITIVITIES)
EDITIONS = [frozenset(shows) for shows in chain.from_iterable(combinations(NAMES, n) for n in range(1, len(NAMES) + 1))]


@pytest.mark.parametrize("name", TYPES)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_sound_has_a_type_in_every_edition(name: str, data: st.DataObject) -> None:
    file: Any = data.draw(values(name, SCHEMAS[name], needed=True))
    assert complaints(name, file) == []
    field = load_schemas().field(name)
    for shows in EDITIONS:
        seen = project(file, field, shows)
        normal = normalise(seen, field).data
        if normal is not None and name != "customers":
            msgspec.convert(normal, TYPES[name], strict=False)
