"""Themes: how values become pages. A theme is a folder of templates, styles and words.

The default theme travels with the package. A company's own theme is a folder that brings only what it changes: its
templates and its macros of `blocks.html` win, its words and assets are added, everything else comes from the default.
Templates are told everything and can look up nothing; they run in Jinja's sandbox, because a pull request can bring
one. Nothing is compiled before the first page is drawn.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Language, Text
from kamsite.quoting import shown
from kamsite.render.contexts import Body, Chapter, Frame
from kamsite.render.themeerror import DEFAULT, ThemeError
from kamsite.resources import themes_folder
from kamsite.suggest import closest

if TYPE_CHECKING:
    from kamsite.render.templates import Templates

SHARED_STYLES = ("assets/site.css", "assets/charts.css", "assets/sections.css", "assets/print.css")
SHARED_SCRIPTS = ("assets/site.js", "assets/tables.js", "assets/charts.js", "assets/reading.js")
ICON = "assets/icon.svg"
OWN_STYLE = "assets/theme.css"
SETTINGS = "theme.yaml"
_TEXT_FILES = frozenset({".html", ".yaml"})


@dataclass(frozen=True)
class Theme:
    """A theme, read whole.

    `digest` names its content: equal digests draw equal pages. `assets` are published under their keys
    (`assets/site.css`); every page links to `stylesheets`, `scripts`, `icon` and, after all other styles, to
    `own_stylesheets`. `files` are the texts of templates and words: `page.html` as it applies,
    `default/page.html` always as the default theme has it; `places` says what findings call them.
    `draws_both` says whether pages are drawn once for both languages. A company's own templates may ask which language
    a page has, so with them it is drawn for each.
    """

    name: str
    digest: str
    assets: Mapping[str, bytes]
    own_stylesheets: tuple[str, ...] = ()
    stylesheets: tuple[str, ...] = SHARED_STYLES
    scripts: tuple[str, ...] = SHARED_SCRIPTS
    icon: str = ICON
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    places: Mapping[str, str] = field(default_factory=dict, repr=False)
    draws_both: bool = True

    @cached_property
    def _templates(self) -> "Templates":
        from kamsite.render.templates import Templates

        return Templates(self.files, self.places)

    def words(self, language: Language) -> Mapping[str, str]:
        """What the templates themselves say, by key."""
        return self._templates.words(language)

    def render_body(self, body: Body, language: Language) -> str:
        """The sections of a page as HTML, with links and identifiers still to be settled."""
        return self._templates.body(body, language)

    def render_whole(self, chapters: tuple[Chapter, ...], language: Language) -> str:
        """The chapters of a whole plan, one after the other, their headings one level deeper."""
        return self._templates.whole(chapters, language)

    def render_bar(self, frame: Frame) -> str:
        """The line at the top of a page: the same on all pages of an account."""
        return self._templates.bar(frame)

    def render_page(self, frame: Frame, content: str) -> str:
        """A whole page: `pages/<kind>.html` if the theme has it, else `page.html`."""
        return self._templates.page(frame, content)

    def check(self) -> None:
        """Compile a company's own templates, so that a mistake is found before the first page. Raises `ThemeError`."""
        if self.name != DEFAULT:
            self._templates.check()


def load_theme(folder: Path | None, name: str = DEFAULT) -> Theme:
    """The theme `name`: the default one, or a subfolder of `folder` with a `theme.yaml` that extends it.

    Raises `ThemeError` with K503 when there is no such theme and with K501 when a file of it is not UTF-8.
    """
    shared = _read(themes_folder() / DEFAULT)
    if name == DEFAULT:
        return _theme(name, shared, {})
    own_folder = folder / name if folder else None
    if own_folder is None or Path(name).name != name or not (own_folder / SETTINGS).is_file():
        raise ThemeError(_not_found(folder, name))
    return _theme(name, shared, _read(own_folder))


def _theme(name: str, shared: Mapping[str, bytes], own: Mapping[str, bytes]) -> Theme:
    files: dict[str, str] = {}
    places: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    digest = hashlib.sha256()
    for origin, found in ((DEFAULT, shared), (name, own)):
        for file, content in found.items():
            digest.update(f"{origin}/{file}\0{len(content)}\0".encode() + content)
            if file.startswith("assets/"):
                assets[file] = content
            elif Path(file).suffix in _TEXT_FILES:
                place = f"themes/{origin}/{file}"
                files[f"{origin}/{file}"] = files[file] = _text(content, place)
                places[f"{origin}/{file}"] = places[file] = place
    own_styles = (OWN_STYLE,) if OWN_STYLE in own else ()
    has_templates = any(file.endswith(".html") for file in own)
    return Theme(name, digest.hexdigest(), assets, own_styles, files=files, places=places, draws_both=not has_templates)


def _read(folder: Path) -> dict[str, bytes]:
    """The files of a theme by their path below its folder, sorted; hidden files and links are left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in relative.parts):
            found[relative.as_posix()] = path.read_bytes()
    return found


def _text(content: bytes, place: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        message = Text("This file is not UTF-8.", "Diese Datei ist nicht in UTF-8 gespeichert.")
        hint = Text("Save it as UTF-8.", "Speichern Sie sie als UTF-8.")
        raise ThemeError(Finding("K501", Severity.ERROR, Place(place, line, 1), message, hint)) from problem


def _not_found(folder: Path | None, name: str) -> Finding:
    known = (
        sorted(path.name for path in folder.iterdir() if (path / SETTINGS).is_file())
        if folder and folder.is_dir()
        else []
    )
    names = sorted({DEFAULT, *known})
    message = Text(f"There is no theme '{shown(name)}'.", f"Die Gestaltung „{shown(name)}“ gibt es nicht.")
    close = closest(name, names)
    hint = (
        Text(f"Did you mean {close}?", f"Meinten Sie {close}?")
        if close
        else Text(f"There are: {', '.join(names)}.", f"Es gibt: {', '.join(names)}.")
    )
    return Finding("K503", Severity.ERROR, Place(f"themes/{name}"), message, hint)
