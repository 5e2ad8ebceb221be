"""A small folder of plans, its site in memory and the server in front of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from smallplans import begun, served, small_plans

from kamsite.serving.live import LiveSite
from kamsite.serving.server import SiteServer


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return small_plans(tmp_path)


@pytest.fixture
def site(plans: Path) -> LiveSite:
    return begun(plans)


@pytest.fixture
def server(site: LiveSite) -> Iterator[SiteServer]:
    with served(site) as server:
        yield server
