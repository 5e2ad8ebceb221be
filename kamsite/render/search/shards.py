"""The index over all plans, cut into small files: a pure function of what the plans say.

`words/…` tell for each word in which plans it stands and as what; `pieces/…` tell which words hold three letters. Which
file a word or a piece is in follows from its letters alone, and a plan is called by a code that follows from its id, so
that a change of one plan changes the files of the words that came or went, and no other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from msgspec import DecodeError
from msgspec.json import decode, encode

from kamsite.render.search.folding import EMPTY_WORDS, pieces_of, words_in
from kamsite.render.search.texts import KINDS

FOLDER = "assets/search/"
PLANS = f"{FOLDER}plans/"
START = f"{FOLDER}start.js"
_CALL = b"kamsiteSearch"
_PRIME = 65521
_BODY = len(KINDS)
_BY_BEGINNING = 6
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGIT_OF = {digit: value for value, digit in enumerate(_DIGITS)}

Postings = dict[str, dict[int, int]]
"""Word → code of a plan → what it stands in there: a bit for each kind, titles first, then texts."""


def code_of(plan: str) -> int:
    """The number, below 2¹⁸, by which a plan is called in the index. Two plans may share one."""
    return int.from_bytes(sha256(plan.encode()).digest()[:3], "big") >> 6


def shard_count(plans: int) -> int:
    """Into how many files words and pieces are each cut."""
    return next((count for most, count in ((50, 16), (500, 64), (2000, 256)) if plans <= most), 512)


@lru_cache(maxsize=200_000)
def shard_of(key: str, count: int) -> int:
    """The number of the file in which a word or a piece is: words with the same beginning are in one."""
    number = 0
    for letter in key:
        number = (number * 31 + ord(letter)) % _PRIME
    return number % count


def words_file(number: int) -> str:
    """The file of some words."""
    return f"{FOLDER}words/{number:03x}.js"


def pieces_file(number: int) -> str:
    """The file of some pieces of words."""
    return f"{FOLDER}pieces/{number:03x}.js"


def plan_file(plan: str) -> str:
    """The file with what a plan says; that of the site itself where there is no plan."""
    return f"{PLANS}{plan or '_site'}.js"


def shard_of_word(word: str, count: int) -> int:
    """The number of the file in which a word is."""
    return shard_of(word[:_BY_BEGINNING], count)


# -- what a plan brings ------------------------------------------------------------------------------------------------


def words_of(plan: Mapping[str, Any]) -> dict[str, int]:
    """The words of what a plan says, as `as_written` keeps it, each with the bits of what it stands in."""
    texts: dict[int, list[str]] = defaultdict(list)
    texts[1] += (plan["name"], plan["above"])
    for kind, title, _, _, text in plan["entries"]:
        texts[1 << kind].append(title)
        texts[1 << (kind + _BODY)].append(text)
    found: dict[str, int] = {}
    for bit, same in texts.items():
        for word in words_in("\n".join(same)):
            found[word] = found.get(word, 0) | bit
    return found


def changes_between(
    old: Mapping[int, Mapping[str, int]], new: Mapping[int, Mapping[str, int]], count: int
) -> Iterator[tuple[int, str, int, int]]:
    """What becomes of the words of some plans, given by code: the number of a file, word, code, and bits (0: gone)."""
    for code in old.keys() | new.keys():
        before, now = old.get(code, {}), new.get(code, {})
        for word in before.keys() | now.keys():
            if before.get(word, 0) != now.get(word, 0):
                yield shard_of_word(word, count), word, code, now.get(word, 0)


def as_file(name: str, value: Mapping[str, Any]) -> bytes:
    """A file of the index: a script that hands its content to the search, an entry on each line."""
    lines = b",\n".join([encode(key) + b":" + encode(inside) for key, inside in value.items()])
    return b"%b(%b,{\n%b\n});\n" % (_CALL, encode(name), lines)


def plan_as_file(plan: Mapping[str, Any]) -> bytes:
    """The file with what a plan says, an entry on each line."""
    lines = b",\n".join(map(encode, plan["entries"]))
    rest = encode({key: value for key, value in plan.items() if key != "entries"})
    name = encode(f"plans/{plan['id'] or '_site'}")
    return b'%b(%b,%b,\n"entries":[\n%b\n]});\n' % (_CALL, name, rest[:-1], lines)


def read_file(content: bytes) -> dict[str, Any]:
    """What a file of the index holds. Raises ValueError for anything else."""
    start, end = content.find(b",{"), content.rfind(b");")
    if not content.startswith(_CALL) or start < 0 or end < 0:
        raise ValueError("no file of the search index")
    try:
        return decode(content[start + 1 : end], type=dict[str, Any])
    except DecodeError as error:
        raise ValueError("no file of the search index") from error


def start_file(plans: Mapping[str, str], sizes: Sequence[int], made_by: str) -> bytes:
    """The file that a search begins with: all plans by id with their names, and how the index is cut.

    `sizes` are those of the files of words in bytes; `made_by` names the program that made it, so that another one
    begins anew.
    """
    cut = {"by": made_by, "count": len(sizes), "kilobytes": [-(-size // 1000) for size in sizes]}
    listed = {plan: [code_of(plan), name] for plan, name in sorted(plans.items())}
    return as_file("start", cut | {"empty": sorted(EMPTY_WORDS), "kinds": KINDS, "plans": listed})


def words_as_file(number: int, words: Mapping[str, Iterable[str]]) -> bytes:
    """The file of some words: for each of them where it stands, as `places_as_text` tells."""
    return as_file(f"words/{number:03x}", {word: " ".join(words[word]) for word in sorted(words)})


def as_texts(postings: Postings) -> dict[str, list[str]]:
    """Where words stand, as `words_as_file` takes it."""
    return {word: _as_texts(places) for word, places in postings.items()}


def _as_texts(places: Mapping[int, int]) -> list[str]:
    by_bits: dict[int, list[int]] = defaultdict(list)
    for code in sorted(places):
        by_bits[places[code]].append(code)
    return [places_as_text(bits, by_bits[bits]) for bits in sorted(by_bits)]


def places_as_text(bits: int, codes: Iterable[int]) -> str:
    """The plans, by rising code, in which a word stands as the same: the bits in hexadecimal, then the codes.

    Each code is told as its distance from the one before, five bits a letter, the lowest first.
    """
    last = -1
    letters = []
    for code in codes:
        letters.append(_letters(code - last - 1))
        last = code
    return f"{bits:x}:{''.join(letters)}"


@lru_cache(maxsize=1 << 18)
def _letters(distance: int) -> str:
    letters = ""
    while distance > 31:
        letters += _DIGITS[32 + (distance & 31)]
        distance >>= 5
    return letters + _DIGITS[distance]


def _unpacked(letters: str) -> Iterator[int]:
    last, distance, shift = -1, 0, 0
    for letter in letters:
        value = _DIGIT_OF[letter]
        distance += (value & 31) << shift
        shift += 5
        if value < 32:
            last += distance + 1
            yield last
            distance = shift = 0


def words_from_file(content: bytes) -> Postings:
    """The postings in a file of words."""
    postings: Postings = {}
    for word, text in read_file(content).items():
        places: dict[int, int] = {}
        for part in text.split(" "):
            bits, _, letters = part.partition(":")
            places.update((code, int(bits, 16)) for code in _unpacked(letters))
        postings[word] = places
    return postings


def pieces_as_file(number: int, pieces: Mapping[str, Iterable[str]]) -> bytes:
    """The file of some pieces: for each the words that hold it."""
    return as_file(f"pieces/{number:03x}", {piece: " ".join(sorted(pieces[piece])) for piece in sorted(pieces)})


def pieces_from_file(content: bytes) -> dict[str, set[str]]:
    """The words by piece in a file of pieces."""
    return {piece: set(words.split(" ")) for piece, words in read_file(content).items()}


def pieces_by_file(words: Iterable[str], count: int) -> dict[int, dict[str, list[str]]]:
    """Words by their pieces, by the number of the file that these are in."""
    found: dict[int, dict[str, list[str]]] = {}
    for word in words:
        for piece in pieces_of(word):
            found.setdefault(shard_of(piece, count), {}).setdefault(piece, []).append(word)
    return found
