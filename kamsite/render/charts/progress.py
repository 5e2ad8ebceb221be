"""The way of a goal from where it started to where it shall end, and how far it has come."""

from markupsafe import Markup

from kamsite.render import inline
from kamsite.render.charts import svg
from kamsite.render.charts.scale import drawable
from kamsite.render.powermap.svg import plain

_WIDTH, _HEIGHT, _MARK = 400.0, 8.0, 4.0
_TRACK = svg.rect(0, 0, _WIDTH, _HEIGHT, "progress-track")


def part_of_way(start: float, target: float, actual: float) -> float | None:
    """How much of the way from start to target is done, as a share; below zero when it went the wrong way.

    None where start and target are the same or cannot be compared.
    """
    if not (drawable(start) and drawable(target) and drawable(actual)) or start == target:
        return None
    return (actual - start) / (target - start)


def progress(title: str, start: str, target: str, done: float | None) -> Markup:
    """A track between `start` and `target`, written as they are shown, filled as far as the goal has come.

    `done` is the share of the way, None where nothing has been measured. Beyond the ends the mark stays at the end.
    The track stretches to the room there is; the texts keep their size.
    """
    parts = [_TRACK]
    if done is not None:
        place = max(0.0, min(done, 1.0)) * _WIDTH
        tone = "tone-bad" if done < 0 else "tone-good" if done >= 1 else "tone-1"
        parts.append(svg.rect(0, 0, place, _HEIGHT, f"chart-actual {tone}"))
        parts.append(
            svg.rect(min(max(place - _MARK / 2, 0), _WIDTH - _MARK), 0, _MARK, _HEIGHT, f"progress-mark {tone}")
        )
    track = svg.picture(_WIDTH, _HEIGHT, title, "", parts, "chart--progress", fit="none")
    return inline.safe(  # the texts are escaped
        f'{track!s}<p class="progress__ends"><span>{plain(start)}</span> '
        f'<span aria-hidden="true">→</span> <span>{plain(target)}</span></p>'
    )
