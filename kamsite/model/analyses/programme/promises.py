"""Special services that plans promise, beside what the service model gives to their segment (D37)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from kamsite.model.departments import plainly
from kamsite.model.plan import Plan
from kamsite.model.programme import CareModel, SegmentService
from kamsite.suggest import closest

AGREED_EXTRA = "extra"
"""What a plan writes in the place of a service's id where it was agreed beyond the model."""
_WORD = re.compile(r"\w{4,}")
_LONG = 8
"""So long a word means the same wherever it stands."""


class Promised(msgspec.Struct, frozen=True):
    """A special service as a plan promises it; `model` is the id of the service of the model that it is, or `extra`."""

    service: str
    department: str = ""
    model: str = ""


def promised_in(plan: Plan) -> tuple[Promised, ...]:
    """The special services of a plan."""
    said = plan.strategy.service
    services = said.special_services if said else ()
    return tuple(Promised(one.service, one.department or "", one.model or "") for one in services)


@dataclass(frozen=True, slots=True)
class Meant:
    """Which services of the model a promise is; `candidates` are those that it may be where that is not sure."""

    services: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """A special service that a plan promises; `services` are those of the model that it is, `is_entitled` says
    whether the account's segment gets one of them, `is_agreed` whether somebody agreed to more than that."""

    account: str
    service: str
    department: str
    services: tuple[str, ...]
    is_entitled: bool
    is_agreed: bool = False

    @property
    def is_extra(self) -> bool:
        """Whether the plan promises more than the model gives to the segment, and nobody said that this is meant."""
        return not self.is_entitled and not self.is_agreed


def promises_of(
    model: CareModel, account: str, segment: str | None, promised: Iterable[Promised]
) -> tuple[Promise, ...]:
    """What a plan promises beside what the model gives to its segment."""
    found = []
    for one in promised:
        names = meant_by(one, model.services).services
        entitled = any(segment in model.services[key].segments for key in names)
        found.append(Promise(account, one.service, one.department, names, entitled, one.model == AGREED_EXTRA))
    return tuple(found)


def meant_by(promised: Promised, services: Mapping[str, SegmentService]) -> Meant:
    """Which services a promise is: the one that it names, else those of the same words, else the only one that shares a
    long word with it. Of departments that differ only the very same name is the same service."""
    if promised.model:
        return Meant((promised.model,) if promised.model in services else ())
    own = _words(promised.service)
    same = tuple(key for key, one in services.items() if _is_same(one.title, promised.service))
    fitting = {key: _words(one.title) for key, one in services.items() if _fits(one, promised)}
    found = same or tuple(key for key, words in fitting.items() if own and words and _holds(words, own))
    if found:
        return Meant(found)
    sharing = [key for key, one in services.items() if _shares(_words(one.title), own)]
    likely = [key for key in sharing if key in fitting]
    if len(likely) == 1:
        return Meant(tuple(likely))
    return Meant((), tuple(likely or sharing) or _near(promised, services))


def _near(promised: Promised, services: Mapping[str, SegmentService]) -> tuple[str, ...]:
    """The service whose name is written nearly alike."""
    by_title = {one.title: key for key, one in services.items()}
    near = closest(promised.service, by_title)
    return (by_title[near],) if near else ()


def _fits(service: SegmentService, promised: Promised) -> bool:
    """Whether both are of one department, as far as both name one."""
    ours, theirs = service.department or "", promised.department
    return not ours or not theirs or plainly(ours) == plainly(theirs)


def _is_same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _holds(one: list[str], other: list[str]) -> bool:
    """Whether all longer words of the shorter name stand in the other one."""
    shorter, longer = sorted((one, other), key=len)
    return all(any(_common(word, known) for known in longer) for word in shorter)


def _shares(one: list[str], other: list[str]) -> bool:
    """Whether two names share a long word, as it is or as a part of a longer one ("Bereitschaft" in
    "Rufbereitschaft")."""
    return any(len(_common(word, known)) >= _LONG for word in one for known in other)


def _common(word: str, other: str) -> str:
    """What two words share: the shorter one where it is the same or a part of the other, else nothing."""
    shorter, longer = sorted((word, other), key=len)
    is_part = len(shorter) >= _LONG and shorter in longer
    return shorter if is_part or shorter == longer else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
