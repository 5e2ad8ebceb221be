"""The columns of a table of customers: which heading means what, by our names or by those of `selection.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.field import OWN_KEY, Field
from kamsite.model.keys import meant_key
from kamsite.model.programme import CustomerTables
from kamsite.model.wording import with_title
from kamsite.quoting import shown
from kamsite.source.csvtext import CsvText
from kamsite.suggest import closest

NEEDED = ("id", "name")
"""The columns without which nobody can be told apart."""

_MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class CustomerColumn:
    """A column that the schema knows: its position, its key, and what the schema says of it.

    `known` remembers what its values mean, because there are few of them in many rows; `is_own` says that each row has
    one of its own.
    """

    position: int
    key: str
    schema: Field
    is_amount: bool
    is_own: bool
    known: dict[str, object] = field(default_factory=dict)


def columns_of(
    csv: CsvText, root: Field, tables: CustomerTables
) -> tuple[tuple[CustomerColumn, ...], tuple[Finding, ...]]:
    """The columns that are read, and what is wrong with the headings.

    There are none where one is missing without which nobody can be told apart.
    """
    if csv.header is None:
        return (), (_no_header(csv.file),)
    found: list[Finding] = []
    names = _names(root, tables.columns, {_plain(cell) for cell in csv.header.cells})
    columns: dict[str, CustomerColumn] = {}
    unknown: list[int] = []
    for position, cell in enumerate(csv.header.cells):
        key = names.get(_plain(cell))
        if key is None:
            if cell and not cell.casefold().startswith(OWN_KEY):
                unknown.append(position)
        elif key in columns:
            found.append(_two_columns(csv, columns[key].position, position, key))
        else:
            inside = root.properties[key]
            columns[key] = CustomerColumn(position, key, inside, inside.kind == "amount", key in NEEDED)
    for key, called in tables.columns.items():
        if key not in columns:
            meant = _meant(csv, unknown, called)
            unknown = [position for position in unknown if position != meant]
            found.append(_not_there(csv, root.properties[key], called, meant))
    missing = [key for key in NEEDED if key not in columns]
    if len(missing) < len(NEEDED):
        found += _unknown_columns(csv, unknown, columns.keys(), root)
    if missing:
        return (), (*found, _no_column(csv, missing, root))
    return tuple(columns.values()), tuple(found)


def _names(root: Field, mapped: Mapping[str, Iterable[str]], headings: set[str]) -> dict[str, str]:
    """The key of each column by everything that it may be called; a name of `selection.yaml` goes before ours."""
    names: dict[str, str] = {}
    for key, given in mapped.items():
        for name in given:
            names.setdefault(_plain(name), key)
    settled = {names[heading] for heading in headings if heading in names}
    open_keys = {key: inside for key, inside in root.properties.items() if key not in settled}
    for key in open_keys:
        names.setdefault(_plain(key), key)
    for key, inside in open_keys.items():
        for name in (*inside.aliases, inside.title.en, inside.title.de):
            names.setdefault(_plain(name), key)
    return names


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _unknown_columns(csv: CsvText, unknown: list[int], known: object, root: Field) -> list[Finding]:
    """Columns that are not read: one that looks like a slip of the pen is an error, the others are one warning."""
    found: list[Finding] = []
    others: list[int] = []
    for position in unknown:
        meant = meant_key(_cell(csv, position), root)
        if meant is not None and meant not in known:  # type: ignore[operator]
            title = with_title(meant, root.properties[meant].title.de)
            message = _unknown_column(_cell(csv, position))
            hint = Text(f"Did you mean {meant}?", f"Meinten Sie {title}?")
            found.append(Finding("K224", Severity.ERROR, _place(csv, position), message, hint))
        else:
            others.append(position)
    return [*found, _unread(csv, others)] if others else found


def _meant(csv: CsvText, unknown: Iterable[int], names: Iterable[str]) -> int | None:
    """The column that was probably meant by one of some names."""
    headings = {_cell(csv, position): position for position in unknown}
    guesses = (closest(name, headings) for name in names)
    return next((headings[guess] for guess in guesses if guess), None)


def _not_there(csv: CsvText, column: Field, names: Iterable[str], meant: int | None) -> Finding:
    """A column that selection.yaml names and that the file does not have."""
    called = [shown(name) for name in names]
    english, german = (word.join(f"{opening}{name}{end}" for name in called) for word, opening, end in _OR)
    key = column.name
    message = Text(
        f"selection.yaml says that {key} is called {english}, but this file has no such column.",
        f"Nach selection.yaml heißt {with_title(key, column.title.de)} hier {german}, diese Spalte gibt es in der "
        "Datei aber nicht.",
    )
    hint = Text(
        f"Correct `customers.columns.{key}` in programme/selection.yaml, or the export.",
        f"Berichtigen Sie `customers.columns.{key}` in programme/selection.yaml oder den Export.",
    )
    if meant is not None:
        guess = shown(_cell(csv, meant))
        hint = Text(f"Did you mean '{guess}'? {hint.en}", f"Meinten Sie „{guess}“? {hint.de}")
    return Finding("K227", Severity.WARNING, _place(csv, 0 if meant is None else meant), message, hint)


_OR = ((" or ", "'", "'"), (" oder ", "„", "“"))


def _unread(csv: CsvText, positions: list[int]) -> Finding:
    names = ", ".join(shown(_cell(csv, position)) for position in positions[:_MOST_COLUMNS])
    names += " …" if len(positions) > _MOST_COLUMNS else ""
    message = Text(
        f"These columns are not known and not read: {names}.",
        f"Diese Spalten sind nicht bekannt und werden nicht gelesen: {names}.",
    )
    if len(positions) == 1:
        message = _unknown_column(_cell(csv, positions[0]))
    hint = Text(
        "If one of them is needed, say what it means under `customers.columns` in programme/selection.yaml; else "
        f"leave them out of the export, or let their names start with {OWN_KEY}.",
        "Wird eine davon gebraucht, sagen Sie unter `customers.columns` in programme/selection.yaml, was sie bedeutet; "
        f"sonst lassen Sie sie aus dem Export weg, oder lassen Sie ihre Namen mit {OWN_KEY} beginnen.",
    )
    return Finding("K224", Severity.WARNING, _place(csv, positions[0]), message, hint)


def _unknown_column(name: str) -> Text:
    return Text(
        f"The column '{shown(name)}' is not known and not read.",
        f"Die Spalte „{shown(name)}“ ist nicht bekannt und wird nicht gelesen.",
    )


def _two_columns(csv: CsvText, first: int, second: int, key: str) -> Finding:
    one, other = shown(_cell(csv, first)), shown(_cell(csv, second))
    message = Text(f"Both '{one}' and '{other}' mean {key}.", f"Sowohl „{one}“ als auch „{other}“ bedeutet {key}.")
    if one == other:
        message = Text(f"There are two columns '{one}'.", f"Es gibt zwei Spalten „{one}“.")
    hint = Text("Keep one of both; the first one counts.", "Behalten Sie eine von beiden; es zählt die erste.")
    return Finding("K224", Severity.ERROR, _place(csv, second), message, hint)


def _no_column(csv: CsvText, missing: list[str], root: Field) -> Finding:
    english = " and ".join(missing)
    german = " und ".join(with_title(key, root.properties[key].title.de) for key in missing)
    verb, fehlen = ("is", "fehlt") if len(missing) == 1 else ("are", "fehlen")
    message = Text(
        f"In the first line {english} {verb} missing, so that no row can be read.",
        f"In der ersten Zeile {fehlen} {german}, deshalb ist keine Zeile lesbar.",
    )
    hint = Text(
        "The first line names the columns, such as: id;name;revenue;margin;plan. Where the export calls them "
        "otherwise, say so under `customers.columns` in programme/selection.yaml.",
        "Die erste Zeile nennt die Spalten, zum Beispiel: Kundennummer;Name;Umsatz;Deckungsbeitrag;Plan. Heißen sie "
        "im Export anders, sagen Sie es unter `customers.columns` in programme/selection.yaml.",
    )
    return Finding("K225", Severity.ERROR, _place(csv, 0), message, hint)


def _no_header(file: str) -> Finding:
    message = Text("The file holds no table.", "Die Datei enthält keine Tabelle.")
    hint = Text(
        "Save the export here once more, or delete the file.",
        "Speichern Sie den Export hier noch einmal, oder löschen Sie die Datei.",
    )
    return Finding("K225", Severity.ERROR, Place(file), message, hint)


def _cell(csv: CsvText, position: int) -> str:
    return csv.header.cells[position] if csv.header else ""


def _place(csv: CsvText, position: int) -> Place:
    if csv.header is None:
        return Place(csv.file)
    width = max(1, len(csv.header.cells[position]))
    return Place(csv.file, csv.header.line, csv.header.column(position), width)
