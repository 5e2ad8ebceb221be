"""What the schemas say of a file, from its path alone, wherever the folder of plans lies."""

from pathlib import PurePosixPath

from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS
from kamsite.model.schema import Schemas

_SETTINGS = ("site", "staff")
_PROGRAMME = "programme"


def field_of(path: str, schemas: Schemas) -> Field | None:
    """What the schemas say of the file: a chapter, settings, a page of the programme, or an entry in its own file."""
    parts = PurePosixPath(path).parts
    if not path.endswith(".yaml"):
        return None
    stem = PurePosixPath(path).stem
    above, further = ["", "", *parts[:-1]][-1], ["", "", *parts[:-1]][-2]
    if above == _PROGRAMME and stem in schemas.kinds:
        return schemas.field(stem)
    if stem in CHAPTERS or stem in _SETTINGS:
        return schemas.field(stem)
    # An entry in a file of its own: `people/brandt.yaml` or `strategy/goals/asien.yaml`.
    if above in CHAPTERS and above in schemas.field(above).properties:
        return schemas.field(above).at((above, stem))
    return schemas.field(further).at((above, stem)) if further in CHAPTERS else None
