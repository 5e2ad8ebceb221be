"""All customers out of CRM or ERP (D30): the rows of `programme/customers.csv` as typed values, however many there are.

Rows go by one at a time; what is found is bounded, because a mistake in an export is a mistake in every row.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.amounts import amount_of, decimal_mark
from kamsite.model.common import Number
from kamsite.model.customercolumns import NEEDED, CustomerColumn, columns_of
from kamsite.model.field import UNKNOWN
from kamsite.model.programme import CustomerRow, CustomerTables
from kamsite.model.schema import Schemas
from kamsite.model.wording import with_title
from kamsite.quoting import shown
from kamsite.source.csvtext import DOUBLED_QUOTES, CsvText, Row, Unreadable, read_csv
from kamsite.source.document import Value

KIND = "customers"
MOST_FINDINGS = 50
_SAMPLE = 5_000
_MOST_VALUES = 50_000
_BAD = object()
# What programs write where there is no amount; the German Excel writes #NV.
_NO_AMOUNT = frozenset({UNKNOWN, "n/a", "#n/a", "#nv", "k.a.", "k. a.", "-", "\u2013"})
_AS_OURS = CustomerTables()
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


@dataclass(slots=True)
class CustomerTable:
    """The rows of one file; what is wrong with them gathers in `found` while they go by."""

    csv: CsvText
    found: Found
    _schemas: Schemas
    _columns: tuple[CustomerColumn, ...] = ()
    _decimal: str = "."
    _unit: Number = 1

    def rows(self) -> Iterator[tuple[Row, CustomerRow]]:
        """Each sound row as it was written and as it is meant. Unsound ones are findings; nothing is yielded twice."""
        width = len(self.csv.header.cells) if self.csv.header else 0
        lines: dict[str, int] = {}
        for row in self.csv.rows() if self._columns else ():
            if isinstance(row, Unreadable):
                self._unreadable(row.line, row.reason, row.hint)
            elif len(row.cells) < width or any(row.cells[width:]):
                hint = _TOO_FEW if len(row.cells) < width else DOUBLED_QUOTES
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
        for key in NEEDED:
            if is_sound and key not in values:
                is_sound = False
                self._missing(row, key)
        return CustomerRow(**values) if is_sound else None  # type: ignore[arg-type]

    def _value(self, column: CustomerColumn, text: str) -> object:
        """The value that a text means; None for one that is not known, `_BAD` for one that does not fit."""
        if column.is_amount:
            number = amount_of(text, self._decimal)
            if number is None:
                return None if text.casefold() in _NO_AMOUNT else _BAD
            return number if self._unit == 1 else number * self._unit
        if column.is_own:
            return text
        known = column.known.get(text)
        if known is None:
            known = self._checked(column, text)
            if len(column.known) < _MOST_VALUES:
                column.known[text] = known
        return None if known == UNKNOWN else known

    def _checked(self, column: CustomerColumn, text: str) -> object:
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

    def _misfit(self, row: Row, column: CustomerColumn, text: str) -> None:
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

    def _expectation(self, column: CustomerColumn) -> Text:
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


def read_customers(file: str, content: bytes, schemas: Schemas, tables: CustomerTables = _AS_OURS) -> CustomerTable:
    """The table of customers in a file's bytes; without readable columns it has no rows.

    `tables` says what the columns are called and what an amount of the file is worth.
    """
    csv, found = read_csv(file, content), Found()
    columns, findings = columns_of(csv, schemas.field(KIND), tables)
    for finding in (*csv.findings, *findings):
        found.add(finding)
    unit = tables.units.get(PurePosixPath(file).stem, 1)
    return CustomerTable(csv, found, schemas, columns, _decimal(csv, columns), unit)


def _decimal(csv: CsvText, columns: tuple[CustomerColumn, ...]) -> str:
    """The decimal mark of the file: as its numbers show, else as programs that write this delimiter do."""
    positions = [column.position for column in columns if column.schema.kind == "amount"]
    sample = (row for row in islice(csv.rows(), _SAMPLE) if isinstance(row, Row))
    texts = (row.cells[position] for row in sample for position in positions if position < len(row.cells))
    return decimal_mark(texts) or ("." if csv.delimiter == "," else ",")
