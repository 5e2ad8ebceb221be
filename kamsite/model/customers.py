"""All customers out of CRM or ERP (D30): the rows of `programme/customers.csv` as typed values, however many there are.

Rows go by one at a time; what is found is bounded, because a mistake in an export is a mistake in every row.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.amounts import amount_of, decimal_mark
from kamsite.model.field import OWN_KEY, UNKNOWN, Field
from kamsite.model.keys import meant_key
from kamsite.model.programme import CustomerRow
from kamsite.model.schema import Schemas
from kamsite.model.wording import with_title
from kamsite.quoting import shown
from kamsite.source.csvtext import CsvText, Row, Unreadable, read_csv
from kamsite.source.document import Value

KIND = "customers"
MOST_FINDINGS = 50
_SAMPLE = 5_000
_NEEDED = ("id", "name")
_MOST_VALUES = 50_000
_MOST_COLUMNS = 6
_BAD = object()
_QUOTES = Text(
    'A value with a quote or the delimiter in it stands in quotes, the quote itself doubled: "Rohr 5"" AG".',
    "Ein Wert, der ein Anführungszeichen oder das Trennzeichen enthält, steht in Anführungszeichen, das Zeichen selbst "
    'doppelt: "Rohr 5"" AG".',
)
_TOO_FEW = Text(
    "Each column needs its delimiter, even where there is no value: 10003;Fjordlift AS;;",
    "Jede Spalte braucht ihr Trennzeichen, auch wo kein Wert steht: 10003;Fjordlift AS;;",
)


class Found:
    """Findings about one file: all of the first rows of each code, then how many more there are."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(self, finding: Finding) -> None:
        """Keeps it, or counts it."""
        self._counts[finding.code] += 1
        if self._counts[finding.code] <= MOST_FINDINGS:
            self._kept.append(finding)

    def is_full(self, code: str) -> bool:
        """Whether another finding of this code would only be counted."""
        return self._counts[code] >= MOST_FINDINGS

    def count(self, code: str) -> None:
        """Counts one that nobody needs to be told in words."""
        self._counts[code] += 1

    def all(self, file: str) -> tuple[Finding, ...]:
        """Everything that was found, with a last finding for each code of which there are more."""
        severities = {finding.code: finding.severity for finding in self._kept}
        more = [
            Finding(code, severities[code], Place(file), *_many_more(count - MOST_FINDINGS))
            for code, count in sorted(self._counts.items())
            if count > MOST_FINDINGS
        ]
        return (*self._kept, *more)


def _many_more(count: int) -> tuple[Text, Text]:
    german = f"{count:,}".replace(",", ".")
    more = Text(f"… and {count:,} more of this kind.", f"… und {german} weitere dieser Art.")
    if count == 1:
        more = Text("… and one more of this kind.", "… und ein weiterer Befund dieser Art.")
    return more, Text(
        "What is wrong in so many rows is best mended where the file comes from.",
        "Was in so vielen Zeilen falsch ist, korrigiert man am besten dort, wo die Datei herkommt.",
    )


@dataclass(frozen=True, slots=True)
class _Column:
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


@dataclass(slots=True)
class CustomerTable:
    """The rows of one file; what is wrong with them gathers in `found` while they go by."""

    csv: CsvText
    found: Found
    _schemas: Schemas
    _columns: tuple[_Column, ...] = ()
    _decimal: str = "."

    def rows(self) -> Iterator[tuple[Row, CustomerRow]]:
        """Each sound row as it was written and as it is meant. Unsound ones are findings; nothing is yielded twice."""
        width = len(self.csv.header.cells) if self.csv.header else 0
        lines: dict[str, int] = {}
        for row in self.csv.rows() if self._columns else ():
            if isinstance(row, Unreadable):
                self._unreadable(row.line, row.reason, _QUOTES)
            elif len(row.cells) < width or any(row.cells[width:]):
                hint = _TOO_FEW if len(row.cells) < width else _QUOTES
                self._unreadable(row.line, _other_width(len(row.cells), width), hint)
            elif (customer := self._customer(row)) is not None:
                first = lines.setdefault(customer.id, row.line)
                if first == row.line:
                    yield row, customer
                else:
                    self._twice(row, customer.id, first)

    def place(self, row: Row, key: str) -> Place:
        """The place of a row's value."""
        column = next((column for column in self._columns if column.key == key), None)
        if column is None:
            return Place(self.csv.file, row.line, 1)
        position = column.position
        return Place(self.csv.file, row.line, row.column(position), max(1, len(row.cells[position])))

    def _customer(self, row: Row) -> CustomerRow | None:
        cells = row.cells
        values: dict[str, object] = {}
        is_sound = True
        for column in self._columns:
            text = cells[column.position]
            if not text:
                continue
            value = self._value(column, text)
            if value is _BAD:
                is_sound = False
                self._misfit(row, column, text)
            elif value is not None:
                values[column.key] = value
        for key in _NEEDED:
            if is_sound and key not in values:
                is_sound = False
                self._missing(row, key)
        return CustomerRow(**values) if is_sound else None  # type: ignore[arg-type]

    def _value(self, column: _Column, text: str) -> object:
        """The value that a text means; None for one that is not known, `_BAD` for one that does not fit."""
        if column.is_amount:
            number = amount_of(text, self._decimal)
            return number if number is not None else None if text == UNKNOWN else _BAD
        if column.is_own:
            return text
        known = column.known.get(text)
        if known is None:
            known = self._checked(column, text)
            if len(column.known) < _MOST_VALUES:
                column.known[text] = known
        return None if known == UNKNOWN else known

    def _checked(self, column: _Column, text: str) -> object:
        """A text as the schema of its column wants it; fixed words may be written in their other names, too."""
        for word in column.schema.words.values():
            if text.casefold() in {name.casefold() for name in (word.word, word.text.en, word.text.de, *word.aliases)}:
                return word.word
        if column.schema.kind == "reference":
            return text
        row: Value = {"id": "1", "name": "1", column.key: text}
        return text if self._schemas.validator(KIND).is_valid(row) else _BAD

    def _unreadable(self, line: int, reason: Text, hint: Text) -> None:
        message = Text(f"This row cannot be read: {reason.en}.", f"Diese Zeile ist nicht lesbar: {reason.de}.")
        self.found.add(Finding("K221", Severity.ERROR, Place(self.csv.file, line, 1), message, hint))

    def _misfit(self, row: Row, column: _Column, text: str) -> None:
        if self.found.is_full("K222"):
            self.found.count("K222")
            return
        place = Place(self.csv.file, row.line, row.column(column.position), len(text))
        name = Text(column.key, with_title(column.key, column.schema.title.de))
        message = Text(
            f"'{shown(text)}' does not fit into the column {name.en}.",
            f"„{shown(text)}“ passt nicht in die Spalte {name.de}.",
        )
        self.found.add(Finding("K222", Severity.ERROR, place, message, self._expectation(column)))

    def _expectation(self, column: _Column) -> Text:
        if column.schema.kind == "amount":
            example = "1110000,50" if self._decimal == "," else "1110000.50"
            return Text(
                f"A number is expected, such as {example} in this file.",
                f"Erwartet wird eine Zahl, in dieser Datei zum Beispiel {example}.",
            )
        if column.schema.words:
            words = ", ".join(word for word in column.schema.words if word != UNKNOWN)
            return Text(f"Possible are: {words}.", f"Möglich sind: {words}.")
        return column.schema.form or column.schema.description

    def _missing(self, row: Row, key: str) -> None:
        what = Text("number (id)", "Kundennummer (id)") if key == "id" else Text("name", "Name (name)")
        message = Text(f"This row has no customer {what.en}.", f"In dieser Zeile fehlt: {what.de}.")
        hint = Text(
            "Fill it in, or delete the row; sums do not belong into this file.",
            "Tragen Sie es nach, oder löschen Sie die Zeile; Summen gehören nicht in diese Datei.",
        )
        self.found.add(Finding("K222", Severity.ERROR, self.place(row, key), message, hint))

    def _twice(self, row: Row, name: str, first: int) -> None:
        message = Text(
            f"The customer {shown(name)} is already in line {first}; this row does not count.",
            f"Der Kunde {shown(name)} steht schon in Zeile {first}; diese Zeile zählt nicht.",
        )
        hint = Text(
            "Keep one row for each customer number; add up what belongs together.",
            "Behalten Sie je Kundennummer eine Zeile; zählen Sie zusammen, was zusammengehört.",
        )
        self.found.add(Finding("K223", Severity.ERROR, self.place(row, "id"), message, hint))


def _other_width(count: int, width: int) -> Text:
    values = Text("one value" if count == 1 else f"{count} values", "einen Wert" if count == 1 else f"{count} Werte")
    return Text(f"it has {values.en}, the header {width}", f"sie hat {values.de}, die Kopfzeile {width}")


def read_customers(file: str, content: bytes, schemas: Schemas) -> CustomerTable:
    """The table of customers in a file's bytes; without readable columns it has no rows."""
    csv, found = read_csv(file, content), Found()
    for finding in csv.findings:
        found.add(finding)
    columns = _columns(csv, schemas.field(KIND), found)
    return CustomerTable(csv, found, schemas, columns, _decimal(csv, columns))


def _columns(csv: CsvText, root: Field, found: Found) -> tuple[_Column, ...]:
    """The columns that the schema knows; none where one is missing without which nobody can be told apart."""
    if csv.header is None:
        found.add(_no_header(csv.file))
        return ()
    names = _names(root)
    columns: dict[str, _Column] = {}
    unknown: list[int] = []
    for position, cell in enumerate(csv.header.cells):
        key = names.get(_plain(cell))
        if key is None:
            if cell and not cell.casefold().startswith(OWN_KEY):
                unknown.append(position)
        elif key in columns:
            found.add(_two_columns(csv, columns[key].position, position, key))
        else:
            inside = root.properties[key]
            columns[key] = _Column(position, key, inside, inside.kind == "amount", key in _NEEDED)
    missing = [key for key in _NEEDED if key not in columns]
    if len(missing) < len(_NEEDED):
        _tell_unknown(csv, unknown, columns.keys(), root, found)
    if missing:
        found.add(_no_column(csv, missing, root))
        return ()
    return tuple(columns.values())


def _names(root: Field) -> dict[str, str]:
    """The key of each column by everything that people call it."""
    names: dict[str, str] = {_plain(key): key for key in root.properties}
    for key, inside in root.properties.items():
        for name in (*inside.aliases, inside.title.en, inside.title.de):
            names.setdefault(_plain(name), key)
    return names


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _decimal(csv: CsvText, columns: tuple[_Column, ...]) -> str:
    """The decimal mark of the file: as its numbers show, else as programs that write this delimiter do."""
    positions = [column.position for column in columns if column.schema.kind == "amount"]
    sample = (row for row in islice(csv.rows(), _SAMPLE) if isinstance(row, Row))
    texts = (row.cells[position] for row in sample for position in positions if position < len(row.cells))
    return decimal_mark(texts) or ("." if csv.delimiter == "," else ",")


def _tell_unknown(csv: CsvText, unknown: list[int], known: object, root: Field, found: Found) -> None:
    """Columns that are not read: one that looks like a slip of the pen is an error, the others are one warning."""
    others: list[int] = []
    for position in unknown:
        meant = meant_key(_cell(csv, position), root)
        if meant is not None and meant not in known:  # type: ignore[operator]
            title = with_title(meant, root.properties[meant].title.de)
            message = _unknown_column(_cell(csv, position))
            hint = Text(f"Did you mean {meant}?", f"Meinten Sie {title}?")
            found.add(Finding("K224", Severity.ERROR, _place(csv, position), message, hint))
        else:
            others.append(position)
    if others:
        found.add(_unread(csv, others))


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
        f"Leave them out of the export, or let their names start with {OWN_KEY}.",
        f"Lassen Sie sie aus dem Export weg, oder lassen Sie ihre Namen mit {OWN_KEY} beginnen.",
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
        "The first line names the columns, such as: id;name;revenue;margin;plan",
        "Die erste Zeile nennt die Spalten, zum Beispiel: Kundennummer;Name;Umsatz;Deckungsbeitrag;Plan",
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
