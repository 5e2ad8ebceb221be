"""The programme as it was, drawn when somebody asks for it."""

from collections.abc import Mapping

from kamsite.building.shared import content_of, draw
from kamsite.render.across.content import ProgrammePast
from kamsite.render.across.programme.then import old_version
from kamsite.render.across.programme.versions import pair_page
from kamsite.serving.accounts import Ground


def programme_version(ground: Ground, past: ProgrammePast, older: str, newer: str = "") -> Mapping[str, bytes]:
    """The page of the programme in a version, or that compares two, each by its short commit; nothing where none is.

    Raises whatever drawing raises.
    """
    history = ground.surroundings.programme_history
    by_commit = {version.commit.short: version for version in history.versions if past.changes}
    if older not in by_commit or (newer and newer not in by_commit):
        return {}
    content = content_of(ground.surroundings, {}, (), None, past=past)
    if newer:
        return draw(pair_page(content, ground.desk, (by_commit[older], by_commit[newer])), ground.desk)
    return draw(old_version(content, by_commit[older]), ground.desk)
