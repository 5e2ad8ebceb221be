"""Laid-out power maps: the engine is asked once for many maps, and never twice for the same."""

from collections.abc import Iterable

from kamsite.language import Language
from kamsite.model.analyses.powermap import PowerMapInput


class Layouts:
    """The layouts of the maps that a few accounts need."""

    def __init__(self, setting: object) -> None:
        self.setting = setting

    def prepare(self, maps: Iterable[PowerMapInput]) -> None:
        """Lays out the maps that have no layout yet, all at once."""

    def drawing(self, power_map: PowerMapInput, language: Language, name: str) -> str | None:
        """The drawing of a map as SVG, None where no engine could lay it out."""
        return None
