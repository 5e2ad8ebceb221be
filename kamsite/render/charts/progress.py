"""The way of a goal from where it started to where it shall end, and how far it has come."""

from markupsafe import Markup

from kamsite.render.charts import svg
from kamsite.render.charts.scale import drawable
from kamsite.render.powermap.measure import text_width

_WIDTH, _TRACK, _TOP = 320.0, 8.0, 20.0
_HEIGHT = 48.0


def part_of_way(start: float, target: float, actual: float) -> float | None:
    """How much of the way from start to target is done, as a share; below zero when it went the wrong way.

    None where start and target are the same or cannot be compared.
    """
    if not (drawable(start) and drawable(target) and drawable(actual)) or start == target:
        return None
    return (actual - start) / (target - start)


def progress(title: str, start: str, target: str, actual: str, done: float | None) -> Markup:
    """A track from `start` to `target`, filled as far as the goal has come; all three are written as they are shown.

    `done` is the share of the way, None where nothing has been measured. Beyond the ends the mark stays at the end.
    """
    parts = [svg.rect(0, _TOP, _WIDTH, _TRACK, "progress-track")]
    if done is not None:
        place = max(0.0, min(done, 1.0)) * _WIDTH
        tone = "tone-bad" if done < 0 else "tone-good" if done >= 1 else "tone-1"
        half = text_width(actual, svg.FONT, bold=True) / 2
        middle = min(max(place, half), _WIDTH - half)
        parts.append(svg.rect(0, _TOP, place, _TRACK, f"chart-actual {tone}"))
        parts.append(svg.circle(min(max(place, 5), _WIDTH - 5), _TOP + _TRACK / 2, 5, f"progress-mark {tone}"))
        parts.append(svg.text(middle, 13, actual, "chart-value chart-strong", "middle"))
    room = _WIDTH / 2 - 8
    parts.append(svg.text(0, _TOP + _TRACK + 16, svg.fitted(start, room)))
    parts.append(svg.text(_WIDTH, _TOP + _TRACK + 16, svg.fitted(target, room), "chart-label", "end"))
    return svg.picture(_WIDTH, _HEIGHT, title, "", parts, "chart--progress")
