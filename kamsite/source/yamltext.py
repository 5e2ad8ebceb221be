"""A YAML file as plain values with places, and findings about its text (K1xx).

The safe part of YAML 1.2 that `docs` describe: no anchors, no tags, one document, few words that are not text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.source.document import Document
from kamsite.source.plaintext import read_text


@dataclass(frozen=True, slots=True)
class YamlText:
    """What a YAML file says. `document` is None when its text cannot be understood as a whole.

    With a document there may still be findings: of two equal keys it holds the first, of an alias nothing, and it
    ignores tags. An empty file is a document whose data is None.
    """

    document: Document | None
    findings: tuple[Finding, ...] = ()


def read_yaml(file: str, content: bytes) -> YamlText:
    """The document in a file's bytes and the findings K101 to K113; never an exception, whatever the bytes are.

    `file` is the path in the plans folder that places name.
    """
    plain = read_text(file, content)
    if plain.text is None:
        return YamlText(None, plain.findings)
    # Imported late: a build that has read all its files before never needs the parser.
    from kamsite.source.yamlcommas import rejoin
    from kamsite.source.yamlcompose import compose

    document, findings = compose(file, plain.text)
    if document is not None:
        document, joined = rejoin(document, plain.text)
        findings = (*findings, *joined)
    if document is not None and document.data is None and not findings:
        return YamlText(document, (empty_chapter(file),))
    return YamlText(document, findings)


def empty_chapter(file: str) -> Finding:
    """K112: a chapter's file in which nothing is written."""
    return Finding(
        "K112",
        Severity.WARNING,
        Place(file),
        Text(en="This chapter is empty.", de="Dieses Kapitel ist leer."),
        Text(
            en="Write what you know (in a template: delete the # in front), or delete the file: a missing chapter is "
            "shown as a gap with what belongs there.",
            de="Schreiben Sie hinein, was Sie wissen (in einer Vorlage: löschen Sie das # davor), oder löschen Sie die "
            "Datei: Ein fehlendes Kapitel erscheint als Lücke mit dem, was dort hingehört.",
        ),
    )


def empty_chapters(files: Sequence[str]) -> Finding:
    """K112 for several chapters of one plan, such as those of a new one: told once, at the first of them."""
    first = empty_chapter(files[0])
    names = ", ".join(file.rpartition("/")[2] for file in files)
    message = Text(
        en=f"{len(files)} chapters are still empty: {names}.", de=f"{len(files)} Kapitel sind noch leer: {names}."
    )
    hint = Text(
        en="Begin with what you know (in a template: delete the # in front). What you do not need, delete: a missing "
        "chapter is shown as a gap with what belongs there.",
        de="Beginnen Sie mit dem, was Sie wissen (in einer Vorlage: löschen Sie das # davor). Was Sie nicht brauchen, "
        "löschen Sie: Ein fehlendes Kapitel erscheint als Lücke mit dem, was dort hingehört.",
    )
    return replace(first, message=message, hint=hint)
