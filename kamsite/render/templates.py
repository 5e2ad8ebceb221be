"""The compiled templates of a theme: values in, HTML out, mistakes as findings with file and line."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import Template
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import LANGUAGES, Language, Text, both, is_both, told
from kamsite.quoting import shown
from kamsite.render.blocks import Block, Column
from kamsite.render.contents import Reference, deeper, is_headed, shows_forecasts
from kamsite.render.contexts import Body, Chapter, Frame
from kamsite.render.inline import safe
from kamsite.render.sandbox import Sandbox, Words
from kamsite.render.themeerror import DEFAULT, ThemeError
from kamsite.render.urls import identifier
from kamsite.render.words import check_settings, read_words

Draw = Callable[[Iterable[Block], int], Markup]
_INDENT = re.compile(r"^[ \t]+(?=[<{])", re.MULTILINE)
_LONG_HELP = 180
# Macros of blocks take a block and the level of its headings.
_OF_BLOCKS = 2
_LONGEST_REASON = 200

_UNREADABLE = Text("This template cannot be read: {}.", "Diese Vorlage ist nicht lesbar: {}.")
_FAILED = Text("This template cannot draw its page: {}.", "Diese Vorlage kann ihre Seite nicht zeichnen: {}.")
_CORRECT = Text(
    "Correct the line, or delete the file: then the template of the default theme is used.",
    "Berichtigen Sie die Zeile, oder löschen Sie die Datei: Dann gilt die Vorlage der mitgelieferten Gestaltung.",
)
_COMPARE = Text(
    "Compare the line with what a template is told: docs/themes.md lists it.",
    "Vergleichen Sie die Zeile mit dem, was eine Vorlage erfährt: Das steht in docs/themes.md.",
)
# What Jinja says about a name that a template was not told.
_NO_FIELD = re.compile(r"'(?:\w+\.)*(\w+)(?: object)?' has no attribute '(\w+)'")
_NO_NAME = re.compile(r"'(\w+)' is undefined")


class Templates:
    """The templates of one theme. `files` are their texts by name, `places` what findings call them."""

    def __init__(self, files: Mapping[str, str], places: Mapping[str, str]) -> None:
        self._files = files
        self._places = places
        self._environment = _environment(files)
        self._compiled: dict[str, Template] = {}
        self._words = read_words(files, places)
        english, german = self._words["en"], self._words["de"]
        said = {**self._words, "both": {key: both(english[key], german[key]) for key in english}}
        # Escaped here, once and for all.
        self._said = {one: Words({key: escape(word) for key, word in words.items()}) for one, words in said.items()}
        self._drawers: dict[Language, Draw] = {}

    def words(self, language: Language) -> Mapping[str, str]:
        """What the templates say in a language, by key."""
        return self._words[language]

    def body(self, body: Body, language: Language) -> str:
        """The sections of a page."""
        return self._render("body.html", language, body=body, draw=self._drawer(language))

    def whole(self, chapters: tuple[Chapter, ...], language: Language) -> str:
        """All chapters of a plan."""
        return self._render("whole.html", language, chapters=chapters)

    def bar(self, frame: Frame) -> str:
        """The line at the top of a page."""
        return self._render("bar.html", _language_of(frame), frame=frame)

    def page(self, frame: Frame, content: str) -> str:
        """A page around its content, which is HTML that this theme has made."""
        name = f"pages/{frame.kind}.html"
        if name not in self._files:
            name = "page.html"
        printed = content if isinstance(content, Reference) else safe(content)
        return self._render(name, _language_of(frame), frame=frame, content=printed)

    def check(self) -> None:
        """Compile every template. Raises `ThemeError`."""
        check_settings(self._files, self._places)
        for name in self._files:
            if name.endswith(".html"):
                self._template(name)

    def _render(self, name: str, language: Language, **values: object) -> str:
        template = self._template(name)
        try:
            context = template.new_context({**values, "words": self._said[language], "language": language})
            return "".join(template.root_render_func(context))
        except ThemeError:
            raise
        except Exception as problem:
            raise ThemeError(self._finding(problem, name)) from problem

    def _template(self, name: str) -> Template:
        template = self._compiled.get(name)
        if template is None:
            try:
                template = self._compiled[name] = self._environment.get_template(name)
            except (TemplateSyntaxError, TemplateNotFound) as problem:
                raise ThemeError(self._finding(problem, name)) from problem
        return template

    def _drawer(self, language: Language) -> Draw:
        """What draws blocks: each kind through the macro of its name; a company's own macros win one by one."""
        known = self._drawers.get(language)
        if known is None:
            macros: dict[str, Callable[[Block, int], str]] = {}

            def draw(blocks: Iterable[Block], level: int) -> Markup:
                return safe("".join([macros[block.kind](block, level) for block in blocks]))

            values = {"words": self._said[language], "language": language, "draw": draw}
            for name in (f"{DEFAULT}/blocks.html", "blocks.html"):
                macros.update(self._macros(name, values))
            known = self._drawers[language] = draw
        return known

    def _macros(self, name: str, values: Mapping[str, object]) -> dict[str, Any]:
        template = self._template(name)
        try:
            module = template.make_module(dict(values))
        except Exception as problem:
            raise ThemeError(self._finding(problem, name)) from problem
        named = {key: value for key, value in vars(module).items() if not key.startswith("_")}
        return {key: _straight(value) for key, value in named.items() if callable(value)}

    def _finding(self, problem: Exception, name: str) -> Finding:
        if isinstance(problem, TemplateSyntaxError):
            place = Place(self._places.get(problem.name or name, name), problem.lineno, 1)
            return Finding("K501", Severity.ERROR, place, _said(_UNREADABLE, problem.message or "syntax"), _CORRECT)
        where, line = _deepest(problem.__traceback__) or (name, 0)
        place = Place(self._places.get(where, where), line, 1 if line else 0)
        reason = str(problem) if isinstance(problem, TemplateError) else f"{type(problem).__name__}: {problem}"
        return Finding("K502", Severity.ERROR, place, _said(_FAILED, reason), _COMPARE)


def _language_of(frame: Frame) -> Language:
    return "both" if is_both(frame.language) else "de" if frame.language == "de" else "en"


def _straight(macro: Any) -> Any:
    """What a macro of a block does, without Jinja's sorting of arguments, which takes a third of the time."""
    is_plain = isinstance(macro, Macro) and len(macro.arguments) == _OF_BLOCKS
    if not is_plain or macro.catch_kwargs or macro.catch_varargs or macro.caller:
        return macro
    return macro._func


def _said(message: Text, reason: str) -> Text:
    """A message with what the template engine said, on one line."""
    told = shown(" ".join(reason.split()).rstrip("."), _LONGEST_REASON)
    en = _NO_NAME.sub(r"there is nothing called '\1'", _NO_FIELD.sub(r"\1 has no field '\2'", told))
    de = _NO_NAME.sub(r"es gibt nichts mit dem Namen „\1“", _NO_FIELD.sub(r"\1 hat kein Feld „\2“", told))
    return Text(message.en.format(en), message.de.format(de))


def _environment(files: Mapping[str, str]) -> Sandbox:
    """The sandbox with our filters. Templates lose the indentation that only their authors need; lines keep theirs."""
    sandbox = Sandbox({name: _INDENT.sub("", text) for name, text in files.items() if name.endswith(".html")})
    sandbox.filters.update(deeper=deeper, identifier=identifier, column_classes=_column_classes, steps=_steps)
    sandbox.tests.update(long=_is_long, headed=is_headed, forecasting=shows_forecasts)
    return sandbox


def _column_classes(columns: Iterable[Column]) -> str:
    """The classes that say which columns of a table hold numbers, and which are hidden: `n2 n3 h4`."""
    numbers, extras = [], []
    for place, column in enumerate(columns, 1):
        if column.is_number:
            numbers.append(f"n{place}")
        if column.is_extra:
            extras.append(f"h{place}")
    return " ".join([*numbers, *extras])


def _steps(percent: int) -> int:
    """A share in percent, down to the nearest step of five: the styles have a class for each."""
    return max(0, min(percent, 100)) // 5 * 5


def _is_long(text: str) -> bool:
    """Whether a help text is so long that it is folded."""
    return any(len(told(text, language)) > _LONG_HELP for language in LANGUAGES)


def _deepest(traceback: TracebackType | None) -> tuple[str, int] | None:
    """The name and line of the innermost template in a traceback."""
    found = None
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            found = (template.name, template.get_corresponding_lineno(traceback.tb_lineno))
        traceback = traceback.tb_next
    return found
