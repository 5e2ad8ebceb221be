"""What all formats say around the changes themselves."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kamsite.compare.change import Unreadable
from kamsite.compare.tables import RowChange, TableChange
from kamsite.language import Language, Text
from kamsite.quoting import shown

if TYPE_CHECKING:
    from kamsite.reporters.comparison.arrange import ComparisonReport

CANNOT_READ = Text(
    "Cannot be read, so nothing is said about changes in it:",
    "Nicht lesbar, deshalb wird über Änderungen darin nichts gesagt:",
)
PARTLY = Text("Values of wrong shape were left out:", "Werte mit falscher Form blieben außen vor:")
BEFORE, AFTER = Text("before", "vorher"), Text("after", "nachher")
NOW = Text("now", "jetzt")
_NOT_NAMED = Text(
    "{}; a file that this edition may not name: kamsite check names it",
    "{}; eine Datei, die diese Ausgabe nicht nennen darf: kamsite check nennt sie",
)
FOLLOWS = Text("What follows from it", "Was daraus folgt")
APPEARED = Text("New findings", "Neue Befunde")
VANISHED = Text("Findings that are gone", "Erledigte Befunde")
NOTHING = Text("Nothing changed in the plans.", "In den Plänen hat sich nichts geändert.")
NOTHING_READABLE = Text("Nothing changed in what can be read.", "In dem, was lesbar ist, hat sich nichts geändert.")
NOTHING_SHOWN = Text("Nothing that matters at this level changed.", "Auf dieser Stufe hat sich nichts geändert.")
HIDDEN = Text("Not shown: {}. --level {} shows all.", "Nicht gezeigt: {}. --level {} zeigt alles.")
_ACCOUNTS = Text("account", "Kunde"), Text("accounts", "Kunden")
_PASSAGES = Text("1 passage of the text", "1 Stelle im Text"), Text("{} passages of the text", "{} Stellen im Text")
_FILES = (
    Text("1 file cannot be read", "1 Datei ist nicht lesbar"),
    Text("{} files cannot be read", "{} Dateien sind nicht lesbar"),
)
_PARTLY_FILES = (
    Text("1 file cannot be read wholly", "1 Datei ist nicht ganz lesbar"),
    Text("{} files cannot be read wholly", "{} Dateien sind nicht ganz lesbar"),
)

_MORE_ROWS = Text("… and {} more", "… und {} weitere")
_MOST_ROWS = 8
_MOST_CELLS = 4
ROWS_OF = Text("Rows of {}", "Zeilen von {}")
FILE_KINDS = {
    "added": Text("Other files that are new", "Weitere Dateien, die neu sind"),
    "removed": Text("Other files that are gone", "Weitere Dateien, die weggefallen sind"),
    "changed": Text("Other files that changed", "Weitere Dateien, die sich geändert haben"),
}


def nothing(report: "ComparisonReport") -> str:
    """That nothing changed: at all, at this level, or in what can be read."""
    if report.unreadable:
        return report.say(NOTHING_READABLE)
    return report.say(NOTHING_SHOWN if report.hidden else NOTHING)


def accounts(count: int, language: Language) -> str:
    """`3 accounts`."""
    return f"{count} {_ACCOUNTS[count != 1].to(language)}"


def unreadable(files: Iterable[Unreadable], language: Language) -> str:
    """`2 files cannot be read, 1 file cannot be read wholly`; "" for none."""
    told = list(files)
    wholly = {file.file for file in told if not file.is_partly}
    partly = {file.file for file in told if file.is_partly} - wholly
    return ", ".join(
        texts[len(found) != 1].to(language).format(len(found))
        for found, texts in ((wholly, _FILES), (partly, _PARTLY_FILES))
        if found
    )


def table_rows(table: TableChange, language: Language) -> list[str]:
    """The first rows that came, went or changed, each in a line."""
    lines = [_row(row) for row in table.rows[:_MOST_ROWS]]
    more = table.added + table.removed + table.changed - len(lines)
    return [*lines, _MORE_ROWS.to(language).format(more)] if more else lines


def _row(row: RowChange) -> str:
    name = shown(" ".join(piece for piece in (row.id, row.name) if piece))
    if row.kind != "changed":
        return f"{'+' if row.kind == 'added' else '−'} {name}"
    cells = ", ".join(
        f"{shown(column)} {shown(old) or '–'} → {shown(new) or '–'}" for column, old, new in row.cells[:_MOST_CELLS]
    )
    return f"{name}: {cells}" + (" …" if len(row.cells) > _MOST_CELLS else "")


def side_of(report: "ComparisonReport", file: Unreadable) -> str:
    """On which side a file is; where an edition may not name it, also how to learn its name."""
    side = report.say(BEFORE if file.is_before else AFTER)
    is_named = file.findings or file.file.endswith((".yaml", ".md"))
    return side if is_named else report.say(_NOT_NAMED, side)


def passages(count: int, language: Language) -> str:
    """`3 passages of the text`."""
    return _PASSAGES[count != 1].to(language).format(count)
