"""The glossary: the terms of the schema in the schema's words, each with one meaning."""

from kamsite.model.schema import load_schemas
from kamsite.render.glossary import TOPICS

TERMS = [term for topic in TOPICS for term in topic.terms]


def test_every_role_in_the_buying_centre_is_explained_under_its_name() -> None:
    person = load_schemas().field("people").properties["people"].entry
    assert person is not None
    words = person.properties["roles"].item.words if person.properties["roles"].item else {}
    assert len(words) > 6
    named = {term.name for term in TERMS}
    assert {word.text for word in words.values()} <= named


def test_every_term_stands_once_and_its_meaning_is_a_sentence() -> None:
    assert len({term.id for term in TERMS}) == len({term.name.de for term in TERMS}) == len(TERMS)
    for term in TERMS:
        assert term.meaning.en.endswith(".")
        assert term.meaning.de.endswith(".")
