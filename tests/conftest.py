"""What all tests share: where the shared example material is, if this machine has it."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared example material; the test is skipped, visibly, where there is none."""
    folder = Path(os.environ.get("KAMSITE_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared example material is not at {folder}; KAMSITE_SHARED says where it is")
    return folder
