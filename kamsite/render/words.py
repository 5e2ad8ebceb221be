"""The YAML files of a theme: `theme.yaml` says what it extends, `words.yaml` what its templates say."""

from collections.abc import Mapping

from kamsite.diagnostics import Finding, Severity
from kamsite.language import LANGUAGES, Language, Text
from kamsite.quoting import shown
from kamsite.render.themeerror import DEFAULT, ThemeError
from kamsite.source.document import Document, Mark, Path, Value
from kamsite.source.yamltext import read_yaml

Files = Mapping[str, str]
_WORDS = "words.yaml"
_SETTINGS = "theme.yaml"
_FORM = Text(
    en="Write each word as: key: {en: English, de: German}",
    de="Schreiben Sie jedes Wort als: schlüssel: {en: Englisch, de: Deutsch}",
)


def read_words(files: Files, places: Files) -> dict[Language, dict[str, str]]:
    """All words by language and key, a company's own over the default theme's. Raises `ThemeError` with K501."""
    words: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name in (f"{DEFAULT}/{_WORDS}", _WORDS):
        if name in files:
            document = _read(name, files, places)
            for key, word in _mapping(document, ()).items():
                for language in LANGUAGES:
                    text = word.get(language) if isinstance(word, dict) else None
                    if not isinstance(text, str):
                        raise _broken(document, (key,), f"The word '{shown(key)}'", f"Das Wort „{shown(key)}“", _FORM)
                    words[language][key] = text
    return words


def check_settings(files: Files, places: Files) -> None:
    """Raises `ThemeError` with K503 when a theme extends anything but the default theme."""
    document = _read(_SETTINGS, files, places)
    extended = _mapping(document, ()).get("extends", DEFAULT)
    if extended != DEFAULT:
        message = Text(
            en=f"There is no theme '{shown(extended)}' to extend.",
            de=f"Die Gestaltung „{shown(extended)}“, die erweitert werden soll, gibt es nicht.",
        )
        hint = Text(en=f"Write: extends: {DEFAULT}", de=f"Schreiben Sie: extends: {DEFAULT}")
        raise ThemeError(Finding("K503", Severity.ERROR, document.place(("extends",)), message, hint))


def _read(name: str, files: Files, places: Files) -> Document:
    """The document of a file. Its place is kept, its code becomes K501: the file is a theme's, not a plan's."""
    text = read_yaml(places[name], files[name].encode())
    for finding in text.findings:
        if finding.severity == Severity.ERROR:
            raise ThemeError(
                Finding("K501", Severity.ERROR, finding.place, finding.message, finding.hint, finding.notes)
            )
    return text.document or Document(places[name], None, Mark(0, 0, 0))


def _mapping(document: Document, path: Path) -> dict[str, Value]:
    if document.data is None:
        return {}
    if not isinstance(document.data, dict):
        raise _broken(document, path, "This file", "Diese Datei", _FORM)
    return dict(document.data)


def _broken(document: Document, path: Path, what_en: str, what_de: str, hint: Text) -> ThemeError:
    message = Text(en=f"{what_en} has the wrong form.", de=f"{what_de} hat die falsche Form.")
    return ThemeError(Finding("K501", Severity.ERROR, document.place_of_key(path), message, hint))
