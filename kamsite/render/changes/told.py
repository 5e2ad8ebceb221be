"""A change taken apart for a reader: what it is about, what happened, before, after, by how much, why it matters."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamsite.compare.change import ASSETS, Change, Kind, Step
from kamsite.compare.names import NO_NAMES, Names
from kamsite.compare.prose import BlockKind, PieceKind, Prose
from kamsite.language import Language, Text
from kamsite.model.field import Field
from kamsite.quoting import shown
from kamsite.render import format as forms
from kamsite.render.changes import values
from kamsite.source.document import Value

_PROBABLY = Text("probably the same", "wahrscheinlich dasselbe")
_ID = Text("id", "Kennung")
_CHAPTERS = {
    "site": Text("Settings", "Einstellungen"),
    "staff": Text("Our people", "Unsere Leute"),
    ASSETS: Text("Files", "Dateien"),
}
_ROWS = (
    ("added", Text("1 row new", "1 Zeile neu"), Text("{} rows new", "{} Zeilen neu")),
    ("removed", Text("1 row gone", "1 Zeile weggefallen"), Text("{} rows gone", "{} Zeilen weggefallen")),
    ("changed", Text("1 row changed", "1 Zeile geändert"), Text("{} rows changed", "{} Zeilen geändert")),
)
_WITHIN = "› "
_NO_QUOTES = str.maketrans("", "", "„“”")
# What an entry says of itself in a sentence: so many of its values.
_MOST_DETAILS = 4
_TELLING = frozenset({"word", "reference", "period", "date", "amount", "share", "scale", "list", "line"})
_NAMING = frozenset({"name", "title", "label", "question", "text", "service"})
_SILENT = frozenset({"formerly", "source", "unit", "about", "plan"})


@dataclass(frozen=True, slots=True)
class Told:
    """A change in parts, each plain text without control characters, "" where there is nothing to say.

    `subject`: what it is about, such as a person. `label`: which of its values. `before` and `after`: the value;
    `difference`: how far it rose, fell or moved. `what` says in words what happened, where before and after do not.
    `remark`: why it is a decision, and that something is only probable. `is_whole_entry`: a whole entry came or went;
    `what` says so, `after` holds a few of its values. `is_one_sided`: a value came or went, `what` says which.
    """

    subject: str
    label: str
    what: str = ""
    before: str = ""
    after: str = ""
    difference: str = ""
    remark: str = ""
    is_whole_entry: bool = False
    is_one_sided: bool = False


def tell(change: Change, language: Language, names: Names = NO_NAMES) -> Told:
    """A change in parts. `names` are those of the comparison that the change is from."""
    subject, label = _about(change, language)
    remark = ", ".join(_remarks(change, language))
    match change.kind:
        case Kind.CHANGED if change.trail and change.trail[-1].kind == "file":
            return Told(subject, label, _replaced(change, language), remark=remark)
        case Kind.CHANGED:
            before, after = _values(change, language, names)
            gap = values.difference(change.before, change.after, change.field, change.unit, language)
            return Told(subject, label, "", before, after, gap, remark)
        case Kind.ADDED | Kind.REMOVED:
            return _one_sided(change, subject, label, remark, language, names)
        case Kind.TEXT_EDITED:
            return _edited(change, subject, label, remark, language)
        case Kind.RENAMED:
            return Told(subject, _ID.to(language), "", shown(change.before), shown(change.after), remark=remark)
        case Kind.MOVED:
            return Told(subject, label, _moved(change, language), after=_moved_text(change, language), remark=remark)
        case Kind.REORDERED:
            return Told(subject, label, Text("in another order", "in anderer Reihenfolge").to(language), remark=remark)
        case _:
            what = Text("only written in another way", "nur anders geschrieben").to(language)
            return Told(subject, label, what, remark=remark)


def _replaced(change: Change, language: Language) -> str:
    """What happened to a file as a whole; of a table of customers how many of its rows came, went and changed."""
    if not isinstance(change.after, dict):
        return Text("replaced", "ersetzt").to(language)
    return ", ".join(
        (one if count == 1 else more).to(language).format(count)
        for kind, one, more in _ROWS
        if (count := change.after.get(kind))
    )


def _remarks(change: Change, language: Language) -> list[str]:
    remarks = [change.reason.to(language)] if change.reason else []
    if change.is_probable:
        remarks.append(_PROBABLY.to(language))
    return remarks


def _about(change: Change, language: Language) -> tuple[str, str]:
    """What a change is about, and which value of that: the names of entries, then of what is inside the last one."""
    entries: list[str] = []
    labels: list[str] = []
    for at, step in enumerate(change.trail):
        name = step.name.to(language)
        below = change.trail[at + 1].kind if at + 1 < len(change.trail) else None
        if step.kind == "entry":
            keys = [shown(other.name.to(language)) for other in _keys_before(change.trail, at)]
            entries.append(" › ".join([*keys, shown(name)]))
            labels.clear()
        elif step.kind == "period":
            labels.append(forms.period(name, language) if len(name) <= len("2026-03-12") else shown(name))
        elif step.kind == "item":
            # An entry of a list that has values of its own is told by what tells it apart, a text by itself.
            labels += [shown(name)] if below and not _is_text_of_item(change) else []
        elif below is None and at and change.trail[at - 1].kind == "item" and _is_text_of_item(change):
            continue
        else:
            is_inside = step.kind == "field" and (entries or labels)
            label = values.label(step.name, language) if is_inside else shown(name)
            labels.append(_WITHIN + label if step.kind == "key" and labels else label)
    labels = [label for at, label in enumerate(labels) if not at or label.strip(_WITHIN) != labels[at - 1]]
    if entries:
        return " › ".join(entries[-2:]), _joined(labels)
    if len(labels) > 1:
        return labels[0], _joined(labels[1:])
    return _chapter(change, language), labels[0] if labels else ""


def _joined(labels: Sequence[str]) -> str:
    """`budget 2027`, but `who does what › Sales`: what was named by a plan stands apart from words of ours."""
    return " ".join(labels).removeprefix(_WITHIN)


def _keys_before(trail: Sequence[Step], at: int) -> Sequence[Step]:
    """The keys that lead straight to an entry: the product of a field of the white space."""
    start = at
    while start and trail[start - 1].kind == "key":
        start -= 1
    return trail[start:at]


def _is_text_of_item(change: Change) -> bool:
    """Whether a value is the text that its entry of a list consists of, such as the title of a technology."""
    return change.path[-1:] in (("text",), ("title",))


def _chapter(change: Change, language: Language) -> str:
    known = _CHAPTERS.get(change.chapter)
    return known.to(language) if known and not change.trail else ""


def _values(change: Change, language: Language, names: Names) -> tuple[str, str]:
    return values.pair(change.before, change.after, change.field, change.unit, names, language)


def _one_sided(change: Change, subject: str, label: str, remark: str, language: Language, names: Names) -> Told:
    is_added = change.kind is Kind.ADDED
    given = change.after if is_added else change.before
    if not change.path:
        what = Text("New plan", "Neuer Plan") if is_added else Text("Plan deleted", "Plan gelöscht")
        return Told(subject, "", what.to(language), "", "", "", remark, True)
    last = change.trail[-1].kind if change.trail else "field"
    if last == "file":
        what = Text("added", "hinzugefügt") if is_added else Text("removed", "entfernt")
        return Told(subject, label, what.to(language), remark=remark)
    if last == "entry":
        details = details_of(given, change.field, names, language, change.title) if is_added else ""
        said = _entry_word(change, language, is_added=is_added)
        return Told(subject, "", said, "", details, "", remark, True)
    what = Text("new", "neu") if is_added else Text("removed", "entfernt")
    text = values.value(given, change.field, change.unit, names, language)
    before, after = ("", text) if is_added else (text, "")
    return Told(subject, label, what.to(language), before, after, "", remark, is_one_sided=True)


def _entry_word(change: Change, language: Language, *, is_added: bool) -> str:
    """`New competitor`, `Wettbewerber neu`: German adjectives would have to know the gender."""
    title = values.label(change.field.title, language) if change.field else ""
    # A figure that the register knows is called by its own title.
    if not title or (change.field and change.field.title.en == change.title):
        return (Text("New", "Neu") if is_added else Text("Removed", "Entfernt")).to(language)
    if language == "en" and title.startswith("our "):
        title = f"{title.removeprefix('our ')} of ours"
    form = Text("New {}", "{} neu") if is_added else Text("Removed {}", "{} entfernt")
    return form.to(language).format(title)


def details_of(given: Value, field: Field | None, names: Names, language: Language, name: str = "") -> str:
    """What an entry says of itself besides its name, in its few most telling values.

    `Leiterin Einkauf, Decider, attitude positive`.
    """
    if not isinstance(given, dict) or field is None:
        return ""
    known = [key for key in field.properties if key in given and _tells(key, field)]
    known = [key for key in known if not _is_name(given[key], field.properties[key], names, name)]
    telling = sorted(known, key=lambda key: (not field.properties[key].decision, not field.properties[key].asked))
    kept = telling[:_MOST_DETAILS]
    return ", ".join(_detail(key, given, field, names, language) for key in known if key in kept)


def _is_name(value: Value, field: Field, names: Names, name: str) -> bool:
    return isinstance(value, str) and bool(field.reference) and names.of(field.reference, value) == name


def _tells(key: str, field: Field) -> bool:
    is_name = key in _NAMING and key == next((name for name in field.properties if name in _NAMING), None)
    return not is_name and key not in _SILENT and field.properties[key].kind in _TELLING


def _detail(key: str, given: dict[str, Value], field: Field, names: Names, language: Language) -> str:
    inside = field.properties[key]
    text = values.value(given[key], inside, values.unit_of(inside, given, "", names), names, language)
    if inside.kind in ("list", "line") or inside.reference:
        return text.translate(_NO_QUOTES)
    return f"{values.label(inside.title, language)} {text}"


def _edited(change: Change, subject: str, label: str, remark: str, language: Language) -> Told:
    """A text that was edited: the words themselves where they are few, else how many."""
    prose = change.prose
    few = _few_words(prose) if prose else None
    if few is not None:
        before, after = (values.quoted(shown(text), language) if text else "" for text in few)
        what = Text("text edited", "Text geändert").to(language)
        return Told(subject, label, what, before or "", after or "", remark=remark)
    return Told(subject, label, _counted(prose, language), remark=remark)


def _few_words(prose: Prose) -> tuple[str, str] | None:
    """The words taken out and put in, where it is one short edit."""
    if len(prose.blocks) != 1 or prose.blocks[0].kind is not BlockKind.EDITED:
        return None
    changed = [piece for piece in prose.blocks[0].pieces if piece.kind is not PieceKind.EQUAL]
    if len(changed) > 2 or len({piece.kind for piece in changed}) != len(changed):
        return None
    texts = {piece.kind: " ".join(piece.text.split()) for piece in changed}
    before, after = texts.get(PieceKind.DELETED, ""), texts.get(PieceKind.INSERTED, "")
    return (before, after) if max(len(before), len(after)) <= 60 else None


def _counted(prose: Prose | None, language: Language) -> str:
    if prose is None:
        return Text("text edited", "Text geändert").to(language)
    put_in = sum(_words(piece.text) for block in prose.blocks for piece in block.pieces if piece.kind == "inserted")
    taken = sum(_words(piece.text) for block in prose.blocks for piece in block.pieces if piece.kind == "deleted")
    if not put_in and not taken:
        return Text("text moved", "Text umgestellt").to(language)
    counts = [f"+{put_in}"] * bool(put_in) + [f"−{taken}"] * bool(taken)
    word = Text("word", "Wort") if put_in + taken == 1 else Text("words", "Wörter")
    said = Text("text edited", "Text geändert").to(language)
    return f"{said} ({' '.join(counts)} {word.to(language)})"


def _words(text: str) -> int:
    return len(text.split())


def _moved(change: Change, language: Language) -> str:
    way = [shown(step.name.to(language)) for step in change.origin_trail] or [shown(change.origin_address.chapter)]
    place = " › ".join(way)
    return Text(f"moved here from {place}", f"hierher verschoben aus {place}").to(language)


def _moved_text(change: Change, language: Language) -> str:
    """The text itself where a point of a list moved; an entry is called by its name already."""
    last = change.trail[-1] if change.trail else None
    if last is None or last.kind != "item":
        return ""
    return values.quoted(shown(last.name.to(language)), language)
