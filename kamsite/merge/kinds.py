"""What the schemas say of a file, from its path alone, wherever the folder of plans lies."""

from pathlib import PurePosixPath

from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS
from kamsite.model.schema import Schemas

_SETTINGS = ("site", "staff")
_PROGRAMME = "programme"


def kind_of(path: str, schemas: Schemas) -> tuple[str, tuple[str, ...]] | None:
    """The kind of a file (a chapter, settings, a page of the programme), and the way to the values that stand in it.

    The way is empty, but for an entry in a file of its own: `people/brandt.yaml` or `strategy/goals/asien.yaml`.
    """
    if not path.endswith(".yaml"):
        return None
    stem = PurePosixPath(path).stem
    further, above = ["", "", *PurePosixPath(path).parts[:-1]][-2:]
    if (above == _PROGRAMME and stem in schemas.kinds) or stem in (*CHAPTERS, *_SETTINGS):
        return stem, ()
    if above in CHAPTERS and above in schemas.field(above).properties:
        return above, (above, stem)
    return (further, (above, stem)) if further in CHAPTERS else None


def field_of(path: str, schemas: Schemas) -> Field | None:
    """What the schemas say of the values in a file."""
    kind = kind_of(path, schemas)
    return schemas.field(kind[0]).at(kind[1]) if kind else None
