"""The glossary: a page, and a script for each language by which pages explain terms and keys where they are met."""

import json
from collections.abc import Iterator

from kamsite.language import Language, Text
from kamsite.render import inline, urls
from kamsite.render.across.content import Content
from kamsite.render.across.shared import SharedFiles, page
from kamsite.render.blocks import Column, Row, Section, Table
from kamsite.render.desk import Desk
from kamsite.render.glossary import TOPICS, Term, Topic
from kamsite.render.navigation import GLOSSARY

_COLUMNS = (Text("Term", "Begriff"), Text("In German", "Auf Englisch"), Text("What it means", "Was gemeint ist"))
_KEYS = (
    ("/", Text("Search", "Suchen")),
    ("a", Text("All accounts", "Alle Kunden")),
    ("o", Text("Overview of this customer", "Überblick dieses Kunden")),
    ("m", Text("Power map", "Power-Map")),
    ("p", Text("Chapter before", "Voriges Kapitel")),
    ("n", Text("Next chapter", "Nächstes Kapitel")),
    ("?", Text("This list", "Diese Übersicht")),
)
_SAID = {
    "title": Text("Keys", "Tasten"),
    "open": Text("Keys", "Tasten"),
    "close": Text("Close", "Schließen"),
    "off": Text("Keys may be used", "Tasten verwenden"),
}


def glossary_page(_desk: Desk, _content: Content) -> Iterator[SharedFiles]:
    """The page of terms."""
    yield page(GLOSSARY, (), _sections)


def glossary_scripts() -> Iterator[SharedFiles]:
    """The script for each language: the keys, and the terms where the edition has the page of them."""
    yield SharedFiles("assets/glossary", (), _scripts)


def _sections(_desk: Desk, language: Language) -> Iterator[Section]:
    for topic in TOPICS:
        yield Section(urls.identifier(topic.id), topic.title.to(language), (_table(topic, language),))


def _table(topic: Topic, language: Language) -> Table:
    columns = tuple(Column(text.to(language)) for text in _COLUMNS)
    rows = tuple(_row(term, language) for term in topic.terms)
    return Table(topic.title.to(language), columns, rows, is_caption_hidden=True)


def _row(term: Term, language: Language) -> Row:
    other = Text(term.name.de, term.name.en).to(language)
    name, meaning = inline.text(term.name.to(language)), inline.message(term.meaning.to(language))
    return Row((name, inline.text(other), meaning), urls.identifier(term.id))


def _scripts(desk: Desk) -> Iterator[tuple[str, bytes]]:
    topics = TOPICS if GLOSSARY.is_shown(desk) else ()
    for language in desk.languages:
        terms = [
            [[term.name.to(language), *term.others], term.meaning.to(language).replace("`", ""), term.id]
            for topic in topics
            for term in topic.terms
        ]
        keys = [[key, text.to(language)] for key, text in _KEYS if key != "m" or "people" in desk.fields]
        said = {name: text.to(language) for name, text in _SAID.items()}
        told = json.dumps({"terms": terms, "keys": keys, "said": said}, ensure_ascii=False, indent=0)
        yield f"assets/glossary/{language}.js", f"kamsiteGlossary({told});\n".encode()
