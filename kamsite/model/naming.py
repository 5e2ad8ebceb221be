"""How a person is called in texts: names as people write them, found again whole, by surname, and in ids."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ADDRESSED = r"(?:(?:Herrn?|Frau|Hr|Fr|Mr|Mrs|Ms|Mme|Dr|Prof|Dipl|Ing|Mag)\b\.?(?:-\w{1,9}\.?)?\s{1,3})"
_ADDRESS = re.compile(_ADDRESSED)
_PARTICLES = frozenset(["von", "van", "vom", "zu", "zum", "zur", "der", "den", "de", "del", "di", "da", "la", "le"])
_BEHIND = re.compile(r"(?:,\s*|\s+)(?:Jr\.?|Sr\.?|Ph\.?\s?D\.?|MBA|LL\.?M\.?|[BM]\.\s?\w+\.?)$")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_GENITIVE = r"(?:['’]?s|['’])?"
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_SHORTEST = 3
# Surnames that are everyday words, too: where one stands alone nobody knows whether somebody is meant.
_WORDS = """
alt anders bach bauer baum berg braun burg ernst fels fink fischer frank freund fuchs graf groß gross gut hahn
hase herbst herr hirsch hof horn jung jäger kaiser kern klein klug koch kranz krieg krone kurz könig lang
lange lohn london markt martin meister metzger neu nord ost paul peter preis reich reiter richter ritter sauer
schäfer schneider schreiber schwarz sommer stark stein stern sturm süd tag thomas vogel voll weise weiß weiss
west winter wolf zimmer brown cook green hill king long may mills price rose short stone white wood young
"""
_EVERYDAY = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Called:
    """The parts of a name; `surname` with its particles, as in `von der Heide`."""

    given: tuple[str, ...]
    surname: str

    @property
    def last(self) -> str:
        """The surname without particles."""
        return self.surname.rpartition(" ")[2]

    @property
    def surnames(self) -> tuple[str, ...]:
        """What the person may be called alone: the surname, without particles, and each half of a double one."""
        halves = [half for half in self.last.split("-") if half != self.last]
        return tuple(dict.fromkeys((self.surname, self.last, *halves)))


def called(name: str) -> Called | None:
    """A name in parts, without titles; None where it is no name of a person, such as `N. N.`."""
    plain = " ".join(_BRACKETS.sub("", unicodedata.normalize("NFC", name)).split())
    plain = _BEHIND.sub("", plain)
    last, comma, first = plain.partition(", ")
    plain = f"{first} {last}" if comma else plain
    while (addressed := _ADDRESS.match(plain)) is not None:
        plain = plain[addressed.end() :]
    words = plain.split()
    if not words or len(words[-1]) < 2 or words[-1].endswith("."):
        return None
    at = len(words) - 1
    while at > 0 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return Called(tuple(words[:at]), " ".join(words[at:]))


def slug(text: str) -> str:
    """A name as ids write it: `Müller-Lüdenscheidt` is `mueller-luedenscheidt`."""
    return "-".join(re.findall(r"[a-z0-9]+", unicodedata.normalize("NFC", text).translate(_PLAIN).lower()))


def is_everyday(surname: str) -> bool:
    """Whether a surname is an everyday word, too, or too short to be sure."""
    return surname.casefold() in _EVERYDAY or len(surname) < _SHORTEST


def own_surnames(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The surnames in some names that none of the others bears."""
    taken = {one.casefold() for name in others if (found := called(name)) is not None for one in found.surnames}
    known = (one for name in names if (found := called(name)) is not None for one in found.surnames)
    return tuple(one for one in dict.fromkeys(known) if one.casefold() not in taken)


def pattern_of(names: Iterable[str], others: Iterable[str], *, is_near: bool) -> re.Pattern[str] | None:
    """What finds a person's names in a text, with titles before them; None where there is nothing to look for.

    `is_near`: also the surname alone, as in the person's own account. There it may not be that of one of the `others`,
    and where it is an everyday word, too, somebody must be addressed by it (`Herr Klein`).
    """
    given = [*names]
    forms = [form for name in given if (one := called(name)) is not None for form in _whole(one)]
    if is_near:
        own = frozenset(own_surnames(given, others))
        forms += [form for name in given if (one := called(name)) is not None for form in _alone(one, own)]
    if not forms:
        return None
    found = "|".join(sorted(dict.fromkeys(forms), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w){_ADDRESSED}{{0,4}}(?:{found}){_GENITIVE}(?!\w)")


def _whole(one: Called) -> Iterator[str]:
    """A name with its given names, in either order."""
    if not one.given:
        return
    first, *more = ("|".join(_written(name)) for name in one.given)
    middle = "".join(
        rf"(?:\s+(?:{name}|{re.escape(short[0])}\.))?" for name, short in zip(more, one.given[1:], strict=True)
    )
    for form in (form for surname in one.surnames for form in _written(surname)):
        yield rf"(?i:(?:{first}){middle}\s+{form})"
        # In `Frau Lenz, Petra Lenz` the comma stands between two people.
        yield rf"(?i:{form},\s+(?:{first})(?!\s+{form}))"


def _alone(one: Called, own: frozenset[str]) -> Iterator[str]:
    """The surnames that are nobody else's; behind a title or an initial those that are everyday words, too."""
    initial = rf"{re.escape(one.given[0][0])}\.\s*" if one.given else ""
    for surname in (surname for surname in one.surnames if surname in own):
        for form in _written(surname):
            if initial:
                yield initial + form
            yield f"{_ADDRESSED}{form}" if is_everyday(surname) else form


def _written(name: str) -> tuple[str, ...]:
    """How a name is written: with umlauts in one piece or two, or without; in capitals."""
    forms = (name, name.translate(_PLAIN), unicodedata.normalize("NFD", name), name.upper())
    return tuple(_spaced(form) for form in dict.fromkeys(forms))


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())
