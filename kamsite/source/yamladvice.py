"""What to tell about YAML that cannot be read: one function per mistake (K104; K106, K107 and K110 where it is one)."""

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.quoting import shown

_TYPOGRAPHIC = "„“”‚‘’«»"
_STRAIGHT = Text(
    en="; quotes that count are the straight ones, not „ “ ” « ».",
    de="; als Anführungszeichen zählen nur die geraden, nicht „ “ ” « ».",
)


def colon_in_text(place: Place, text: str) -> Finding:
    """A colon and a blank inside a text without quotes."""
    return _syntax(
        place,
        "This text contains a colon, so it cannot be told from a key.",
        "Dieser Text enthält einen Doppelpunkt und ist so nicht von einem Schlüssel zu unterscheiden.",
        *_put_in_quotes(text.strip(_TYPOGRAPHIC) if text[:1] in _TYPOGRAPHIC else text, typographic=text),
    )


def long_key(place: Place) -> Finding:
    """A key with more than 1,024 characters."""
    return _syntax(
        place,
        "A key may have 1,024 characters at most.",
        "Ein Schlüssel darf höchstens 1.024 Zeichen haben.",
        "Write the text after a key: text: …",
        "Schreiben Sie den Text hinter einen Schlüssel: text: …",
    )


def indented_too_far(place: Place, above: int) -> Finding:
    """A key below a line that already has its value, but further to the right."""
    return _syntax(
        place,
        f"This line is indented further than line {above}, which already has a value.",
        f"Diese Zeile ist weiter eingerückt als Zeile {above}, die schon einen Wert hat.",
        f"Let it start in the same column as its neighbours; if it belongs below line {above}, delete the value there; "
        "if it continues the text, put the whole text in quotes.",
        f"Lassen Sie sie in derselben Spalte beginnen wie ihre Nachbarn; gehört sie unter Zeile {above}, löschen Sie "
        "dort den Wert; setzt sie den Text fort, setzen Sie den ganzen Text in Anführungszeichen.",
    )


def no_colon(place: Place) -> Finding:
    """A line that is neither `key: value` nor `- entry`."""
    return _syntax(
        place,
        "Here a key with a colon is expected.",
        "Hier wird ein Schlüssel mit Doppelpunkt erwartet.",
        "Write key: value; if the line continues the text above, indent it further than the key of that text.",
        "Schreiben Sie Schlüssel: Wert; setzt die Zeile den Text darüber fort, rücken Sie sie weiter ein als dessen "
        "Schlüssel.",
    )


def no_blank_after(place: Place, sign: str, suggestion: str) -> Finding:
    """`key:value` or `-entry`."""
    name_en, name_de = ("colon", "Doppelpunkt") if sign == ":" else ("dash", "Strich")
    return _syntax(
        place,
        f"After the {name_en} a blank is missing.",
        f"Nach dem {name_de} fehlt ein Leerzeichen.",
        f"Write: {shown(suggestion)}",
        f"Schreiben Sie: {shown(suggestion)}",
    )


def special_blank(place: Place) -> Finding:
    """A colon followed by a no-break space, or a wide colon."""
    return _syntax(
        place,
        "The colon here, or the blank after it, is a special character.",
        "Der Doppelpunkt hier oder das Leerzeichen danach ist ein Sonderzeichen.",
        "It comes along when text is copied: delete both and type a colon and a blank.",
        "So etwas kommt beim Kopieren mit: Löschen Sie beides und tippen Sie Doppelpunkt und Leerzeichen.",
    )


def equals_sign(place: Place, suggestion: str) -> Finding:
    """`key = value`."""
    return _syntax(
        place,
        "Between a key and its value stands a colon, not an equals sign.",
        "Zwischen Schlüssel und Wert steht ein Doppelpunkt, kein Gleichheitszeichen.",
        f"Write: {shown(suggestion)}",
        f"Schreiben Sie: {shown(suggestion)}",
    )


def bad_start(place: Place, character: str, text: str) -> Finding:
    """A text that starts with a character which means something else in YAML."""
    return _syntax(
        place,
        f"A text without quotes cannot start with {character}.",
        f"Ein Text ohne Anführungszeichen kann nicht mit {character} beginnen.",
        *_put_in_quotes(text),
    )


def tab(place: Place) -> Finding:
    """A tab in the indentation."""
    return _syntax(
        place,
        "Here is a tab; lines are indented with blanks only.",
        "Hier steht ein Tabulator; Zeilen werden nur mit Leerzeichen eingerückt.",
        "Replace the tab with two blanks for each level; VS Code does it for the whole file: Convert Indentation to "
        "Spaces.",
        "Ersetzen Sie den Tabulator durch zwei Leerzeichen je Ebene; in VS Code für die ganze Datei: „Einzug in "
        "Leerzeichen konvertieren“.",
    )


def unclosed_quote(place: Place, text: str) -> Finding:
    """A quote without its partner."""
    quote = text[:1]
    typographic = any(letter in text[1:] for letter in _TYPOGRAPHIC)
    more_en, more_de = (_STRAIGHT.en, _STRAIGHT.de) if typographic else ("", "")
    if quote == "'":
        more_en = more_en.removesuffix(".") + "; an apostrophe inside single quotes is written twice: 'it''s'"
        more_de = (
            more_de.removesuffix(".") + "; ein Apostroph in einfachen Anführungszeichen wird verdoppelt: 'wie geht''s'"
        )
    return _syntax(
        place,
        f"The quote {quote} that opens here is not closed where it should be.",
        f"Das Anführungszeichen {quote}, das hier beginnt, ist nicht dort geschlossen, wo es sollte.",
        f"Add {quote} at the end of the text{more_en or '.'}",
        f"Ergänzen Sie {quote} am Ende des Textes{more_de or '.'}",
    )


def after_quote(place: Place, text: str) -> Finding:
    """Text after a closing quote: quotes inside quotes, or quotes around a part."""
    if len(text) > 2 and text[0] == text[-1]:
        text = text[1:-1]
    return _syntax(
        place,
        "After the closing quote the text goes on.",
        "Nach dem schließenden Anführungszeichen geht der Text weiter.",
        *_put_in_quotes(text),
    )


def after_value(place: Place) -> Finding:
    """Something after a closing bracket."""
    return _syntax(
        place,
        "Something stands here that belongs to nothing before it.",
        "Hier steht etwas, das zu nichts davor gehört.",
        "Delete it, or put the whole text including the brackets in quotes.",
        "Löschen Sie es oder setzen Sie den ganzen Text samt den Klammern in Anführungszeichen.",
    )


def after_end(place: Place) -> Finding:
    """Something after the line `...`."""
    return _syntax(
        place,
        "The line ... above ends the file, but more follows.",
        "Die Zeile ... darüber beendet die Datei, aber es folgt noch etwas.",
        "Delete the line with the three dots.",
        "Löschen Sie die Zeile mit den drei Punkten.",
    )


def list_misplaced(place: Place) -> Finding:
    """An entry of a list where no list is."""
    return _syntax(
        place,
        "An entry of a list stands here, but there is no list that it fits into.",
        "Hier steht ein Listeneintrag, aber keine Liste, zu der er passt.",
        "Let all entries of a list start in the same column, below a key that has no other value.",
        "Lassen Sie alle Einträge einer Liste in derselben Spalte beginnen, unter einem Schlüssel ohne anderen Wert.",
    )


def list_after_key(place: Place) -> Finding:
    """`key: - entry`."""
    return _syntax(
        place,
        "The first entry of a list cannot stand on the line of its key.",
        "Der erste Eintrag einer Liste kann nicht auf der Zeile ihres Schlüssels stehen.",
        "Start a new line before the dash and indent it by two blanks; a dash that belongs to the text goes in quotes.",
        "Beginnen Sie vor dem Strich eine neue Zeile und rücken Sie sie um zwei Leerzeichen ein; gehört der Strich zum "
        "Text, setzen Sie diesen in Anführungszeichen.",
    )


def indentation(place: Place) -> Finding:
    """A line whose column fits no line above."""
    return _syntax(
        place,
        "The indentation of this line fits none of the lines above.",
        "Die Einrückung dieser Zeile passt zu keiner der Zeilen darüber.",
        "Let it start in the same column as the lines to which it belongs; entries of one level start in one column.",
        "Lassen Sie sie in derselben Spalte beginnen wie die Zeilen, zu denen sie gehört; Einträge einer Ebene "
        "beginnen in einer Spalte.",
    )


def unclosed_bracket(place: Place, bracket: str, noticed: Place) -> Finding:
    """A bracket without its partner."""
    closing = {"[": "]", "{": "}"}.get(bracket, "]")
    note = Text(en="here at the latest it should be closed", de="spätestens hier müsste sie geschlossen sein")
    return _syntax(
        place,
        f"The bracket {bracket} that opens here is not closed.",
        f"Die Klammer {bracket}, die hier beginnt, wird nicht geschlossen.",
        f"Add {closing} at the end, and a comma between the entries.",
        f"Ergänzen Sie {closing} am Ende und ein Komma zwischen den Einträgen.",
        Note(noticed, note),
    )


def no_comma(place: Place, bracket: str) -> Finding:
    """Two entries in brackets without a comma between them."""
    closing = {"[": "]", "{": "}"}.get(bracket, "]")
    return _syntax(
        place,
        f"Between the brackets a comma or the closing {closing} is missing here.",
        f"Zwischen den Klammern fehlt hier ein Komma oder die schließende {closing}.",
        "Separate the entries with commas; an entry that contains commas, brackets or quotes goes in quotes as a "
        "whole.",
        "Trennen Sie die Einträge durch Kommas; ein Eintrag mit Kommas, Klammern oder Anführungszeichen gehört als "
        "Ganzes in Anführungszeichen.",
    )


def two_commas(place: Place) -> Finding:
    """A comma with nothing before it."""
    return _syntax(
        place,
        "Before this comma an entry is missing.",
        "Vor diesem Komma fehlt ein Eintrag.",
        "Delete the comma, or write the entry.",
        "Löschen Sie das Komma oder schreiben Sie den Eintrag.",
    )


def bad_escape(place: Place) -> Finding:
    """A backslash in double quotes that starts no known escape."""
    return _syntax(
        place,
        "In double quotes a backslash has a special meaning, and this one has none that is known.",
        "In doppelten Anführungszeichen hat \\ eine besondere Bedeutung; diese hier ist unbekannt.",
        "Use single quotes: 'C:\\data'",
        "Verwenden Sie einfache Anführungszeichen: 'C:\\daten'",
    )


def bad_code(place: Place) -> Finding:
    """K110: an escape for half a character, or for none."""
    message = Text(
        en="This escape stands for no character (half of a pair, or beyond Unicode).",
        de="Diese Umschreibung steht für kein Zeichen (ein halbes Paar oder jenseits von Unicode).",
    )
    hint = Text(en="Write the character itself: 😀", de="Schreiben Sie das Zeichen selbst: 😀")
    return Finding("K110", Severity.ERROR, place, message, hint)


def bad_anchor(place: Place, text: str) -> Finding:
    """K106: a text that starts with `*` or `&`."""
    sign = text[:1]
    message = Text(
        en=f"A text without quotes cannot start with {sign}, which is an anchor or alias in YAML.",
        de=f"Ein Text ohne Anführungszeichen kann nicht mit {sign} beginnen; in YAML ist das ein Anker oder Alias.",
    )
    return Finding("K106", Severity.ERROR, place, message, Text(*_put_in_quotes(text)))


def bad_tag(place: Place) -> Finding:
    """K107: a text that starts with `!`."""
    message = Text(
        en="A text without quotes cannot start with !, which is a tag in YAML; plans do not use tags.",
        de="Ein Text ohne Anführungszeichen kann nicht mit ! beginnen; in YAML ist das eine Typangabe (Tag), und Pläne "
        "verwenden keine.",
    )
    hint = Text(
        en='Put the text in quotes: "!important"; or delete what starts with ! or %TAG.',
        de='Setzen Sie den Text in Anführungszeichen: "!wichtig"; oder löschen Sie, was mit ! oder %TAG beginnt.',
    )
    return Finding("K107", Severity.ERROR, place, message, hint)


def percent(place: Place) -> Finding:
    """A line that starts with `%`."""
    return _syntax(
        place,
        "A line that starts with % is an instruction to YAML, and this one is not known.",
        "Eine Zeile, die mit % beginnt, ist eine Anweisung an YAML; diese ist unbekannt.",
        "Delete the line; if % belongs to a text, put the text in quotes.",
        "Löschen Sie die Zeile; gehört % zu einem Text, setzen Sie den Text in Anführungszeichen.",
    )


def unclear(place: Place) -> Finding:
    """A mistake of which nothing more is known than its place."""
    return _syntax(
        place,
        "From here on the file cannot be understood.",
        "Ab hier ist die Datei nicht zu verstehen.",
        "Compare with the lines above: same indentation, a colon and a blank after each key, texts with special "
        "characters in quotes.",
        "Vergleichen Sie mit den Zeilen darüber: gleiche Einrückung, nach jedem Schlüssel Doppelpunkt und Leerzeichen, "
        "Texte mit Sonderzeichen in Anführungszeichen.",
    )


def _put_in_quotes(text: str, *, typographic: str = "") -> tuple[str, str]:
    if not text:
        return "Put the whole text in quotes.", "Setzen Sie den ganzen Text in Anführungszeichen."
    marked = '"' in text or "\\" in text
    quoted = "'" + text.replace("'", "''") + "'" if marked else f'"{text}"'
    more = _STRAIGHT if any(letter in typographic for letter in _TYPOGRAPHIC) else Text("", "")
    return (
        f"Put the whole text in quotes: {shown(quoted)}{more.en}",
        f"Setzen Sie den ganzen Text in Anführungszeichen: {shown(quoted)}{more.de}",
    )


def _syntax(place: Place, message_en: str, message_de: str, hint_en: str, hint_de: str, *notes: Note) -> Finding:
    return Finding("K104", Severity.ERROR, place, Text(message_en, message_de), Text(hint_en, hint_de), notes)
