"""Where the files are that travel with the package: the schemas, the themes, pipelines for git hosts."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def schema_folder() -> Path:
    """The folder of the JSON Schemas: inside an installed package, beside the package in a checkout."""
    return _folder("schema")


def themes_folder() -> Path:
    """The folder of the themes: inside an installed package, beside the package in a checkout."""
    return _folder("themes")


def pipelines_folder() -> Path:
    """The folder of the pipeline files for git hosts."""
    return _folder("ci", "docs/ci")


def _folder(name: str, in_checkout: str = "") -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / (in_checkout or name)
