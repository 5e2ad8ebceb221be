"""What changed between two versions of a plan, as a part of a page: sentences by chapter, decisions first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from kamsite.compare.change import ASSETS, Change, Kind, Level, PlanComparison
from kamsite.compare.prose import BlockChange, BlockKind, Piece, PieceKind
from kamsite.language import Language, Text, in_each
from kamsite.quoting import shown
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Block, Bullets, Group, Note, Section
from kamsite.render.changes.sentences import Following, following, line_of
from kamsite.render.changes.told import Told, tell
from kamsite.render.chapters import CHAPTER_TITLES
from kamsite.source.history import Version

TITLE = Text("What changed", "Was sich geändert hat")
BETWEEN = Text("What changed between {} and {}", "Was sich zwischen {} und {} geändert hat")
_OTHERS = Text("Compare other versions", "Andere Versionen vergleichen")
_SINCE = Text("Since {}", "Seit {}")
IN_DIVISION = Text("In the division {}", "Im Bereich {}")
DECISION = Text("Decision", "Entscheidung")
_START = Text("From the beginning", "Von Anfang an")
_PLAN = Text("The plan as a whole", "Der Plan als Ganzes")
_FILES = Text("Files", "Dateien")
_FOLLOWS = Text("What follows from it", "Was daraus folgt")
_NOTHING = Text(
    "Nothing changed that is shown here.",
    "Es hat sich nichts geändert, was hier gezeigt wird.",
)
_ONE_COSMETIC = Text("One place is only written in another way.", "Eine Stelle ist nur anders geschrieben.")
_COSMETIC = Text("{} places are only written in another way.", "{} Stellen sind nur anders geschrieben.")
_UNREADABLE = Text("Could not be read, so nothing is said about it: {}", "Nicht lesbar, deshalb hier nicht dabei: {}")
_FIRST = Text("This is the first version of the plan.", "Das ist die erste Version des Plans.")
_NOT_KNOWN = Text(
    "The version before is not known here: the repository was cloned without its full history.",
    "Die Version davor ist hier nicht bekannt: Das Repository wurde ohne vollständige Geschichte geklont.",
)
_MOVED = Text("moved", "verschoben")
_BEFORE, _NOW = Text("before", "vorher"), Text("now", "jetzt")
_MORE = Text("{} more passages", "{} weitere Stellen")
# What the parts of a plan are called that changes may lie in.
TITLES: Mapping[str, Text] = {"": _PLAN, **CHAPTER_TITLES, ASSETS: _FILES}
_MOST_CHANGES = 200
_MOST_BLOCKS = 12
_AROUND = 60


def changed_sections(
    comparisons: Sequence[PlanComparison],
    since: str,
    language: Language,
    maps: Mapping[str, Section] | None = None,
    titles: Mapping[str, Text] = TITLES,
) -> Iterator[Section]:
    """What changed in a plan and its divisions since a version (what people call it), one section for each.

    `titles` says what chapters are called, in order; `maps` are their power maps with the changes drawn in, by the
    plan's id, as far as anything changed there.
    """
    title = _SINCE.to(language).format(since)
    if not comparisons:
        yield Section(urls.identifier("since"), title, (Note(inline.text(_NOTHING.to(language))),))
    for number, one in enumerate(comparisons):
        if number or "/" in one.id:
            title = IN_DIVISION.to(language).format(one.name)
        name = "since" if number == 0 else f"since-{one.id.rpartition('/')[2]}"
        drawn = maps.get(one.id) if maps else None
        yield Section(urls.identifier(name), title, tuple(_blocks(one, language, titles, has_map=drawn is not None)))
        if drawn is not None:
            yield drawn


def other_pairs(plan: str, pairs: Iterable[tuple[Version, Version]], language: Language) -> Iterator[Section]:
    """Links to other pairs of versions of a plan that can be compared; nothing where there are none."""
    links = tuple(
        inline.link(urls.for_pair(plan, older.commit.short, newer.commit.short), f"{older.label} → {newer.label}")
        for older, newer in pairs
    )
    if links:
        yield Section(urls.identifier("others"), _OTHERS.to(language), (Bullets(links),))


def first_version(*, is_known: bool, language: Language, text: Text = _FIRST) -> Section:
    """In the place of what changed: that there was nothing before, or that nobody knows here."""
    said = text if is_known else _NOT_KNOWN
    title = Text("What changed", "Was sich geändert hat").to(language)
    return Section(urls.identifier("since"), title, (Note(inline.text(said.to(language))),))


def _blocks(
    comparison: PlanComparison, language: Language, titles: Mapping[str, Text], *, has_map: bool
) -> Iterator[Block]:
    """The changes by chapter, what follows, what is left out; a map that stands below tells its verdict itself."""
    broken = [file.file for file in comparison.unreadable if not file.is_partly]
    if broken:
        names = ", ".join(shown(file) for file in dict.fromkeys(broken))
        yield Note(inline.text(_UNREADABLE.to(language).format(names)), "warning")
    told = comparison.at_least(Level.CONTENT)
    for chapter, title in titles.items():
        own = [change for change in told if change.chapter == chapter]
        own.sort(key=lambda change: -change.level)
        if own:
            items = tuple(_item(change, comparison, language) for change in own[:_MOST_CHANGES])
            if len(own) > _MOST_CHANGES:
                items += (inline.text(_MORE.to(language).format(len(own) - _MOST_CHANGES)),)
            yield Group(title.to(language), (Bullets(items),))
    follows = [at for at, one in enumerate(comparison.derived) if not (has_map and one.what == "verdict")]
    if follows:
        items = tuple(inline.safe(_derived(comparison, at, language)) for at in follows)
        yield Group(_FOLLOWS.to(language), (Bullets(items),))
    if not told and not broken:
        yield Note(inline.text(_NOTHING.to(language)))
    if comparison.cosmetic:
        text = _ONE_COSMETIC if comparison.cosmetic == 1 else _COSMETIC
        yield Note(inline.text(text.to(language).format(comparison.cosmetic)))


def _item(change: Change, comparison: PlanComparison, language: Language) -> Markup:
    return inline.safe(_told(change, comparison, language)) + _wording(change, language)


@in_each
def _told(change: Change, comparison: PlanComparison, language: Language) -> str:
    told = tell(change, language, comparison.names)
    mark = inline.badge(DECISION.to(language), "key") + " " if change.level is Level.DECISION else NOTHING
    return str(mark + inline.span("change", _sentence(told)))


def _sentence(told: Told) -> Markup:
    """The sentence with what it is about, what was and what is told apart by the eye."""
    if told.is_whole_entry or not told.subject:
        return inline.text(line_of(told))
    head = inline.fill("<strong>{}</strong>", told.subject)
    rest = line_of(told).removeprefix(told.subject)
    return head + inline.text(rest)


@in_each
def _derived(comparison: PlanComparison, number: int, language: Language) -> str:
    return str(following_html(following(comparison.derived[number], language, comparison.names), language))


def following_html(one: Following, language: Language) -> Markup:
    """What follows from changes: a line; what held before and what holds now below it, each sentence on its own."""
    sides = [(_BEFORE, "was", one.gone), (_NOW, "is", one.new)]
    items = [
        inline.fill('<li class="follows__{}"><span class="muted">{}:</span> {}</li>', css, word.to(language), sentence)
        for word, css, sentences in sides
        for sentence in sentences
    ]
    below = inline.fill('<ul class="follows">{}</ul>', inline.joined(items, "")) if items else NOTHING
    return inline.text(one.line) + below


# -- texts by words ----------------------------------------------------------------------------------------------------


def _wording(change: Change, language: Language) -> Markup:
    """The passages of a text that changed, word by word; nothing where the sentence says it all."""
    if change.kind is not Kind.TEXT_EDITED or change.prose is None:
        return NOTHING
    blocks = change.prose.blocks
    passages = [_passage(block, language) for block in blocks[:_MOST_BLOCKS]]
    if len(blocks) > _MOST_BLOCKS:
        more = inline.text(_MORE.to(language).format(len(blocks) - _MOST_BLOCKS))
        passages.append(inline.fill('<p class="muted">{}</p>', more))
    return inline.fill('<div class="wording">{}</div>', Markup("").join(passages))


def _passage(block: BlockChange, language: Language) -> Markup:
    above = inline.fill('<span class="wording__where">{}</span> ', " › ".join(block.headings[-2:]))
    where = above if block.headings else NOTHING
    if block.kind is BlockKind.MOVED:
        where += inline.badge(_MOVED.to(language), "neutral") + " "
    pieces = Markup("").join(_piece(piece, number, len(block.pieces)) for number, piece in enumerate(block.pieces))
    return inline.fill("<p>{}{}</p>", where, pieces)


def _piece(piece: Piece, number: int, count: int) -> Markup:
    if piece.kind is not PieceKind.EQUAL:
        words = piece.text.rstrip()
        template = "<ins>{}</ins>{}" if piece.kind is PieceKind.INSERTED else "<del>{}</del>{}"
        return inline.fill(template, words, piece.text[len(words) :])
    return inline.text(_shortened(piece.text, is_first=number == 0, is_last=number == count - 1))


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """What did not change, as far as it helps to find one's way."""
    if len(text) <= 2 * _AROUND + 20 or (is_first and is_last):
        return text if len(text) <= 4 * _AROUND else f"{text[: 2 * _AROUND].rstrip()} … "
    start = "" if is_first else f"{text[:_AROUND].rpartition(' ')[0]} "
    end = "" if is_last else f" {text[-_AROUND:].partition(' ')[2]}"
    return f"{start}…{end}"
