"""Files for the pipelines of git hosts; docs/ci holds them."""

import re
from collections.abc import Mapping

from kamsite import __version__
from kamsite.resources import pipelines_folder

REQUIREMENTS = "requirements.txt"
OWNERS = "CODEOWNERS"
_PLACES: Mapping[str, Mapping[str, str]] = {
    "github": {
        "github/plans.yml": ".github/workflows/plans.yml",
        "github/comment.yml": ".github/workflows/comment.yml",
    },
    "gitlab": {"gitlab/.gitlab-ci.yml": ".gitlab-ci.yml"},
    "gitea": {
        "gitea/plans.yml": ".gitea/workflows/plans.yml",
        "gitea/comment.yml": ".gitea/workflows/comment.yml",
    },
}
HOSTS = tuple(_PLACES)
_VERSION = re.compile(r"(?<=@v)\d+\.\d+\.\d+")


def pipeline_files(host: str) -> dict[str, str]:
    """The pipeline files for a host (one of HOSTS), and what they install: this version of kamsite."""
    folder = pipelines_folder()
    files = {place: (folder / source).read_text("utf-8") for source, place in _PLACES[host].items()}
    return files | {REQUIREMENTS: _VERSION.sub(__version__, (folder / REQUIREMENTS).read_text("utf-8"))}
