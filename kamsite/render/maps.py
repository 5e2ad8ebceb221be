"""Laid-out power maps: the engine is asked once for many maps, and never twice for the same."""

from collections.abc import Iterable

from kamsite.language import Language, Text
from kamsite.model.analyses.powermap import PowerMapInput
from kamsite.render.layout import Layout, LayoutFailure, find_engine, lay_out, other_engine
from kamsite.render.powermap.compared.canvas import Canvas
from kamsite.render.powermap.compared.figure import draw_changes_figure
from kamsite.render.powermap.dot import to_dot
from kamsite.render.powermap.figure import draw_figure
from kamsite.render.powermap.scene import Scene, scene_of

NO_ENGINE = "none"


class Layouts:
    """The layouts of the maps that a few accounts need.

    `setting` names the engine as site.yaml does: "" for the usual one, "none" for tables without drawings.
    """

    def __init__(self, setting: str) -> None:
        self._setting = setting
        self._dots: dict[PowerMapInput, str] = {}
        self._layouts: dict[str, Layout | LayoutFailure] = {}
        self._scenes: dict[PowerMapInput, Scene | None] = {}

    @property
    def is_wanted(self) -> bool:
        """Whether maps are to be drawn at all."""
        return self._setting != NO_ENGINE

    def prepare(self, maps: Iterable[PowerMapInput]) -> None:
        """Lays out the maps that have no layout yet, all at once."""
        for power_map in maps:
            if power_map not in self._dots:
                self._dots[power_map] = to_dot(power_map)
        dots = [dot for dot in dict.fromkeys(self._dots.values()) if dot not in self._layouts]
        if not dots or self._setting == NO_ENGINE:
            return
        engine = find_engine(self._setting)
        if isinstance(engine, LayoutFailure):
            self._layouts.update(dict.fromkeys(dots, engine))
            return
        found = lay_out(dots, engine=engine, fallback=other_engine(engine))
        self._layouts.update(zip(dots, found, strict=True))

    @property
    def has_trouble(self) -> bool:
        """Whether any map could not be laid out."""
        return any(isinstance(layout, LayoutFailure) for layout in self._layouts.values())

    def trouble(self, power_map: PowerMapInput) -> Text | None:
        """Why a map could not be laid out; None where it was, or where nobody asked for it."""
        layout = self._layouts.get(self._dots.get(power_map, ""))
        return layout.reason if isinstance(layout, LayoutFailure) else None

    def drawing(
        self, power_map: PowerMapInput, language: Language, name: str, *, has_legend: bool = True
    ) -> str | None:
        """The drawing of a map as HTML, None where no engine could lay it out. `name` is unique on the page."""
        scene = self._scene(power_map)
        if scene is None:
            return None
        return draw_figure(power_map, scene, language, f"map-{name}", with_legend=has_legend)

    def changes_drawing(self, canvas: Canvas, language: Language, name: str) -> str | None:
        """The drawing of a map with changes; `prepare` takes its `power_map`."""
        scene = self._scene(canvas.power_map)
        return draw_changes_figure(canvas, scene, language, f"map-{name}") if scene is not None else None

    def _scene(self, power_map: PowerMapInput) -> Scene | None:
        if power_map not in self._scenes:
            self.prepare([power_map])
            layout = self._layouts.get(self._dots[power_map])
            self._scenes[power_map] = scene_of(power_map, layout) if isinstance(layout, Layout) else None
        return self._scenes[power_map]
