"""The search index of a site: made from what each plan says, or renewed from that of the published site.

What a plan says was written with its pages (`assets/search/plans/…`). Where the published site has an index that this
program made, only the files of words that came or went are made anew; the outcome is the same.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from kamsite.model.plan import Plan
from kamsite.output.memo import code_digest
from kamsite.output.published import size_in
from kamsite.render.desk import Desk
from kamsite.render.search import shards
from kamsite.render.search.texts import as_written, texts_of

Read = Callable[[str], bytes]


def search_files(account: Plan, desk: Desk) -> dict[str, bytes]:
    """What the plans of an account say, for the search index, by file."""
    files = {}
    for plan in account.all():
        said = texts_of(desk.show(plan, desk.all_languages))
        files[shards.plan_file(plan.id)] = shards.plan_as_file(as_written(said, desk.languages))
    return files


def index_files(
    names: Mapping[str, str],
    now: Mapping[str, str],
    read: Read,
    before: Mapping[str, str] | None = None,
    read_before: Read | None = None,
) -> Iterator[tuple[str, bytes | None]]:
    """The files of the index with their content, None for those of the site before that stay as they are.

    `names` are the names of the plans by id, the site itself among them without an id; `now` and `before` are digests
    of files by address, those of what plans say among them; `read` and `read_before` give the content of a file.
    """
    count, made_by = shards.shard_count(len(names)), code_digest()[:16]
    if before is not None and read_before is not None and _can_be_renewed(before, read_before, count, made_by):
        made = _renewed(_plans(now), _plans(before), read, read_before, count)
    else:
        made = _made(_plans(now), read, count)
    sizes = dict.fromkeys(map(shards.words_file, range(count)), 0)
    for file, content in made:
        if file in sizes:
            sizes[file] = len(content) if content is not None else size_in((before or {})[file])
        yield file, content
    yield shards.START, shards.start_file(names, tuple(sizes.values()), made_by)


def _plans(files: Mapping[str, str]) -> dict[str, str]:
    return {file: digest for file, digest in files.items() if file.startswith(shards.PLANS)}


def _can_be_renewed(before: Mapping[str, str], read: Read, count: int, made_by: str) -> bool:
    """Whether there is a whole index that this very program made, cut in the same way."""
    files = [name(number) for name in (shards.words_file, shards.pieces_file) for number in range(count)]
    if any(file not in before for file in (shards.START, *files)):
        return False
    try:
        start = shards.read_file(read(shards.START))
    except (OSError, ValueError):
        return False
    return start.get("by") == made_by and start.get("count") == count


def _made(plans: Iterable[str], read: Read, count: int) -> Iterator[tuple[str, bytes | None]]:
    """All files of words and pieces."""
    by_code: dict[int, list[str]] = defaultdict(list)
    for file in plans:
        by_code[shards.code_of(_id_of(file))].append(file)
    # Millions of places: arrays of codes by what a word stands in, filled in the order of the codes.
    places: dict[int, dict[str, array[int]]] = defaultdict(dict)
    for code in sorted(by_code):
        for word, bits in _words_in(by_code[code], read).items():
            places[bits].setdefault(word, array("I")).append(code)
    by_file: list[dict[str, list[str]]] = [{} for _ in range(count)]
    for bits in sorted(places):
        for word, codes in places.pop(bits).items():
            texts = by_file[shards.shard_of_word(word, count)].setdefault(word, [])
            texts.append(shards.places_as_text(bits, codes))
    pieces = shards.pieces_by_file(chain.from_iterable(by_file), count)
    for number, words in enumerate(by_file):
        yield shards.words_file(number), shards.words_as_file(number, words)
    for number in range(count):
        yield shards.pieces_file(number), shards.pieces_as_file(number, pieces.pop(number, {}))


def _renewed(
    now: Mapping[str, str], before: Mapping[str, str], read: Read, read_before: Read, count: int
) -> Iterator[tuple[str, bytes | None]]:
    """The files that changes of some plans change, and those that stay."""
    changed = {shards.code_of(_id_of(file)) for file in now.keys() | before.keys() if now.get(file) != before.get(file)}
    changes: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    old, new = _words_of(changed, before, read_before), _words_of(changed, now, read)
    for number, word, code, bits in shards.changes_between(old, new, count):
        changes[number].append((word, code, bits))
    came: list[str] = []
    went: list[str] = []
    for number in range(count):
        file = shards.words_file(number)
        if number not in changes:
            yield file, None
            continue
        postings = shards.words_from_file(read_before(file))
        known = set(postings)
        for word, code, bits in changes[number]:
            if bits:
                postings.setdefault(word, {})[code] = bits
            else:
                del postings[word][code]
        postings = {word: places for word, places in postings.items() if places}
        came += postings.keys() - known
        went += known - postings.keys()
        yield file, shards.words_as_file(number, shards.as_texts(postings))
    yield from _renewed_pieces(came, went, read_before, count)


def _renewed_pieces(
    came: list[str], went: list[str], read_before: Read, count: int
) -> Iterator[tuple[str, bytes | None]]:
    added, removed = shards.pieces_by_file(came, count), shards.pieces_by_file(went, count)
    for number in range(count):
        file = shards.pieces_file(number)
        if number not in added and number not in removed:
            yield file, None
            continue
        pieces = shards.pieces_from_file(read_before(file))
        for piece, words in removed.get(number, {}).items():
            pieces[piece].difference_update(words)
        for piece, words in added.get(number, {}).items():
            pieces.setdefault(piece, set()).update(words)
        yield file, shards.pieces_as_file(number, {piece: words for piece, words in pieces.items() if words})


def _words_of(codes: set[int], files: Iterable[str], read: Read) -> dict[int, dict[str, int]]:
    """The words of the plans with some codes, by code."""
    by_code: dict[int, list[str]] = defaultdict(list)
    for file in files:
        if (code := shards.code_of(_id_of(file))) in codes:
            by_code[code].append(file)
    return {code: _words_in(same, read) for code, same in by_code.items()}


def _words_in(files: list[str], read: Read) -> dict[str, int]:
    """The words of plans that share a code, together."""
    found: dict[str, int] = {}
    for file in files:
        words = shards.words_of(shards.read_file(read(file)))
        found = {word: words.get(word, 0) | found.get(word, 0) for word in words | found} if found else words
    return found


def _id_of(file: str) -> str:
    plan = file.removeprefix(shards.PLANS).removesuffix(".js")
    return "" if plan == "_site" else plan
