"""A course in the size of a word: what happened as a line, what was planned as small open marks."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.scale import drawable

_WIDTH, _HEIGHT, _EDGE = 92.0, 26.0, 4.0


def sparkline(title: str, actual: Mapping[str, float], target: Mapping[str, float]) -> Markup:
    """A line through the actual values, open circles at the targets; nothing where there are fewer than two values."""
    solid = {key: value for key, value in actual.items() if drawable(value)}
    planned = {key: value for key, value in target.items() if drawable(value)}
    periods = sorted(solid.keys() | planned.keys())
    if len(periods) < 2:
        return Markup()
    values = [*solid.values(), *planned.values()]
    low, span = min(values), (max(values) - min(values)) or 1.0
    step = (_WIDTH - 2 * _EDGE) / (len(periods) - 1)

    def at(index: int, value: float) -> tuple[float, float]:
        return _EDGE + index * step, _HEIGHT - _EDGE - (value - low) / span * (_HEIGHT - 2 * _EDGE)

    points = [at(index, solid[key]) for index, key in enumerate(periods) if key in solid]
    parts = [svg.lines(points, "chart-line")] if len(points) > 1 else []
    for index, key in enumerate(periods):
        if key in planned:
            parts.append(svg.circle(*at(index, planned[key]), 2.5, "chart-plan"))
    if points:
        parts.append(svg.circle(*points[-1], 2.75, "chart-actual"))
    return svg.picture(_WIDTH, _HEIGHT, title, "", parts, "chart--spark")
