"""Where the files are that travel with the package: the schemas and the themes."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def schema_folder() -> Path:
    """The folder of the JSON Schemas: inside an installed package, beside the package in a checkout."""
    return _folder("schema")


def themes_folder() -> Path:
    """The folder of the themes: inside an installed package, beside the package in a checkout."""
    return _folder("themes")


def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
