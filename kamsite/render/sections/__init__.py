"""The sections of a plan that are drawn in their own way; every other section is shown by its schema."""

from collections.abc import Callable, Mapping

from kamsite.model.field import Field
from kamsite.render.blocks import Block
from kamsite.render.show import Show
from kamsite.source.document import Value

SectionDrawing = Callable[[Show, Field, Value], tuple[Block, ...]]

DRAWINGS: Mapping[tuple[str, str], SectionDrawing] = {}
