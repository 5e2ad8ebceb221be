"""Findings on YAML that can be read but must not stand in a plan (K102, K105 to K111). Each is made here, once."""

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.quoting import shown

_BLANKS = " \t\u00a0\u200b\u202f\u2060"


def too_deep(place: Place) -> Finding:
    """K102: lists and mappings inside one another, deeper than the limit."""
    return _error(
        "K102",
        place,
        Text(
            en="Lists and mappings are nested more than 50 levels deep here.",
            de="Listen und Zuordnungen sind hier mehr als 50 Ebenen tief verschachtelt.",
        ),
        Text(en="Look for a bracket too many.", de="Suchen Sie nach einer Klammer zu viel."),
    )


def too_many(place: Place) -> Finding:
    """K102: more values than the limit."""
    return _error(
        "K102",
        place,
        Text(en="The file has more than 100,000 values.", de="Die Datei hat mehr als 100.000 Werte."),
        Text(
            en="Split the chapter into a folder with one file per entry.",
            de="Teilen Sie das Kapitel in einen Ordner mit einer Datei je Eintrag.",
        ),
    )


def too_long(place: Place) -> Finding:
    """K102: a text longer than the limit."""
    return _error(
        "K102",
        place,
        Text(en="This text has more than 200,000 characters.", de="Dieser Text hat mehr als 200.000 Zeichen."),
        Text(
            en="Write long prose into the chapter's .md file, or add it as an attachment in assets/.",
            de="Schreiben Sie lange Texte in die .md-Datei des Kapitels oder legen Sie sie als Anlage unter "
            "assets/ ab.",
        ),
    )


def many_directives(place: Place) -> Finding:
    """K102: many %TAG lines."""
    return _error(
        "K102",
        place,
        Text(en="The file holds many %TAG directives.", de="Die Datei enthält viele %TAG-Anweisungen."),
        Text(en="Delete the lines that start with %TAG.", de="Löschen Sie die Zeilen, die mit %TAG beginnen."),
    )


def given_twice(place: Place, key: str, first: Place) -> Finding:
    """K105: a key that its mapping already has."""
    return Finding(
        "K105",
        Severity.ERROR,
        place,
        Text(
            en=f"'{shown(key)}' is given twice, here and in line {first.line}.",
            de=f"„{shown(key)}“ ist zweimal angegeben, hier und in Zeile {first.line}.",
        ),
        Text(
            en="Only one of the two can count: keep it and delete the other, or give the new entry another key.",
            de="Nur eines von beiden kann gelten: Behalten Sie es und löschen Sie das andere, oder geben Sie dem neuen "
            "Eintrag einen anderen Schlüssel.",
        ),
        (Note(first, Text(en="the first one stands here", de="hier steht es zum ersten Mal")),),
    )


def anchor(place: Place, name: str) -> Finding:
    """K106: `&name`."""
    return _error(
        "K106",
        place,
        Text(
            en=f"'&{shown(name)}' is an anchor of YAML, which plans do not use.",
            de=f"„&{shown(name)}“ ist ein Anker von YAML; Pläne verwenden das nicht.",
        ),
        Text(
            en='If & belongs to the text, put the text in quotes: "&Co"; otherwise delete it.',
            de='Gehört & zum Text, setzen Sie den Text in Anführungszeichen: "&Co"; sonst löschen Sie es.',
        ),
    )


def alias(place: Place, name: str) -> Finding:
    """K106: `*name`."""
    return _error(
        "K106",
        place,
        Text(
            en=f"'*{shown(name)}' is an alias of YAML, which plans do not use.",
            de=f"„*{shown(name)}“ ist ein Alias von YAML; Pläne verwenden das nicht.",
        ),
        Text(
            en='Write out the value that is meant; if * belongs to the text, put the text in quotes: "*new*"',
            de="Schreiben Sie den gemeinten Wert aus; gehört * zum Text, setzen Sie den Text in Anführungszeichen: "
            '"*neu*"',
        ),
    )


def tag(place: Place, name: str) -> Finding:
    """K107: `!name` or `!!str`."""
    written = "!!" + name.removeprefix("tag:yaml.org,2002:") if name.startswith("tag:yaml.org,2002:") else name
    return _error(
        "K107",
        place,
        Text(
            en=f"'{shown(written)}' is a tag of YAML, which plans do not use.",
            de=f"„{shown(written)}“ ist eine Typangabe (Tag) von YAML; Pläne verwenden das nicht.",
        ),
        Text(
            en='If ! belongs to the text, put the text in quotes: "!important"; otherwise delete the tag: the schema '
            "knows the type.",
            de='Gehört ! zum Text, setzen Sie den Text in Anführungszeichen: "!wichtig"; sonst löschen Sie die Angabe: '
            "Das Schema kennt den Typ.",
        ),
    )


def tag_directive(place: Place) -> Finding:
    """K107: `%TAG` before the document."""
    return _error(
        "K107",
        place,
        Text(
            en="%TAG declares tags of YAML, which plans do not use.",
            de="%TAG erklärt Typangaben (Tags) von YAML; Pläne verwenden das nicht.",
        ),
        Text(en="Delete the line with %TAG.", de="Löschen Sie die Zeile mit %TAG."),
    )


def other_version(place: Place) -> Finding:
    """K104: `%YAML 1.1`."""
    return Finding(
        "K104",
        Severity.WARNING,
        place,
        Text(
            en="Plans are written in YAML 1.2 and read as such.",
            de="Pläne sind in YAML 1.2 geschrieben und werden so gelesen.",
        ),
        Text(
            en="Delete the line with %YAML; yes, no, on and off are plain texts, only true and false are not.",
            de="Löschen Sie die Zeile mit %YAML; yes, no, on und off sind einfache Texte, nur true und false nicht.",
        ),
    )


def second_document(place: Place) -> Finding:
    """K108: a second document, mostly after a line with `---`."""
    return _error(
        "K108",
        place,
        Text(
            en="A second document starts here; a file holds one, and what follows is not read.",
            de="Hier beginnt ein zweites Dokument; eine Datei enthält nur eines, was folgt, wird nicht gelesen.",
        ),
        Text(
            en="Delete the line --- if all belongs together, or move the rest to a file of its own.",
            de="Löschen Sie die Zeile ---, wenn alles zusammengehört, oder verschieben Sie den Rest in eine eigene "
            "Datei.",
        ),
    )


def key_not_text(place: Place) -> Finding:
    """K109: a list or mapping as a key."""
    return _error(
        "K109",
        place,
        Text(
            en="A key must be a plain word, not a list or a mapping.",
            de="Ein Schlüssel muss ein einfaches Wort sein, keine Liste und keine Zuordnung.",
        ),
        Text(
            en='If the brackets belong to a text, put it in quotes: "[draft] Kiel"',
            de='Gehören die Klammern zu einem Text, setzen Sie ihn in Anführungszeichen: "[Entwurf] Kiel"',
        ),
    )


def odd_key(place: Place, key: str) -> Finding | None:
    """K109: a key without quotes that is empty, is the merge key `<<`, or starts or ends with an unusual blank."""
    if key == "":
        return no_key(place)
    if key == "<<":
        return _error(
            "K109",
            place,
            Text(
                en="'<<' merges nothing here: plans do not use merge keys.",
                de="„<<“ fügt hier nichts ein: Pläne verwenden keine Merge-Schlüssel.",
            ),
            Text(en="Write out the entries that are meant.", de="Schreiben Sie die gemeinten Einträge aus."),
        )
    if key.isascii() or key.strip(_BLANKS) == key:
        return None
    return _error(
        "K109",
        place,
        Text(
            en=f"The key '{shown(key.strip(_BLANKS))}' has an invisible special blank before or after it.",
            de=f"Vor oder nach dem Schlüssel „{shown(key.strip(_BLANKS))}“ steht ein unsichtbares Sonderleerzeichen.",
        ),
        Text(
            en="It comes along when text is copied, and YAML does not take it for a blank: delete it and type blanks.",
            de="So etwas kommt beim Kopieren mit, und YAML hält es nicht für ein Leerzeichen: Löschen Sie es und "
            "tippen Sie normale Leerzeichen.",
        ),
    )


def no_key(place: Place) -> Finding:
    """K109: a colon without a key before it."""
    return _error(
        "K109",
        place,
        Text(en="The key before the colon is missing.", de="Vor dem Doppelpunkt fehlt der Schlüssel."),
        Text(
            en='Write "key: value"; if the colon belongs to a text, put the text in quotes.',
            de="Schreiben Sie „Schlüssel: Wert“; gehört der Doppelpunkt zu einem Text, setzen Sie den Text in "
            "Anführungszeichen.",
        ),
    )


def number(place: Place, text: str) -> Finding:
    """K111: a number too large, too small or too long to be held."""
    return _error(
        "K111",
        place,
        Text(
            en=f"The number {shown(text)} is too large, too small or too long to calculate with.",
            de=f"Die Zahl {shown(text)} ist zu groß, zu klein oder zu lang, um damit zu rechnen.",
        ),
        Text(
            en="Check the digits; if it is no number but a code, put it in quotes.",
            de="Prüfen Sie die Ziffern; ist es keine Zahl, sondern eine Kennung, setzen Sie sie in Anführungszeichen.",
        ),
    )


def escaped(place: Place) -> Finding:
    """K110: an escape in double quotes that stands for an invisible character."""
    return _error(
        "K110",
        place,
        Text(
            en="An escape in this text stands for an invisible control character, which no text may contain.",
            de="Eine Umschreibung mit \\ in diesem Text steht für ein unsichtbares Steuerzeichen; in einem Text ist "
            "das nicht erlaubt.",
        ),
        Text(
            en="Delete the escape; if the backslash is meant (C:\\data), use single quotes: 'C:\\data'",
            de="Löschen Sie die Umschreibung; ist der umgekehrte Schrägstrich gemeint (C:\\daten), verwenden Sie "
            "einfache Anführungszeichen: 'C:\\daten'",
        ),
    )


def _error(code: str, place: Place, message: Text, hint: Text) -> Finding:
    return Finding(code, Severity.ERROR, place, message, hint)
