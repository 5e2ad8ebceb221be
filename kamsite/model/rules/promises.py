"""Rules on special services that plans promise: which of the service model's they are (D37).

Noted when an account is read, judged when the programme is known.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.analyses.programme.promises import AGREED_EXTRA, Promised, meant_by, promised_in
from kamsite.model.plan import Plan
from kamsite.model.programme import SegmentService
from kamsite.model.rules.context import advice, did_you_mean, error
from kamsite.quoting import shown


class PlacedPromise(msgspec.Struct, frozen=True):
    """A special service, and where a plan promises it and says what it is."""

    promised: Promised
    place: Place


def placed_promises(plan: Plan) -> Iterator[PlacedPromise]:
    """The special services of a plan and of its divisions, with their places."""
    for own in plan.all():
        for at, one in enumerate(promised_in(own)):
            key = "model" if one.model else "service"
            yield PlacedPromise(one, own.place("strategy", "service", "special_services", at, key))


def check_promises(
    promises: Iterable[PlacedPromise], services: Mapping[str, SegmentService], *, is_known: bool
) -> Iterator[Finding]:
    """K318: a service that the model does not have. K485: one that it may have by another name.

    `is_known` is False where the model could not be read wholly: then nobody knows what it has.
    """
    for one in promises if is_known else ():
        named = one.promised.model
        if named and named != AGREED_EXTRA and named not in services:
            yield error(
                "K318",
                one.place,
                Text(
                    f"model names '{shown(named)}', which is no service of the model.",
                    f"model (Im Leistungsmodell) nennt „{shown(named)}“, diese Leistung gibt es im Modell nicht.",
                ),
                did_you_mean(named, services, _ADD_IT),
            )
        elif not named:
            yield from _may_be(one, services)


def _may_be(one: PlacedPromise, services: Mapping[str, SegmentService]) -> Iterator[Finding]:
    candidates = meant_by(one.promised, services).candidates
    if not candidates:
        return
    first = candidates[0]
    title, promised = shown(services[first].title), shown(one.promised.service)
    yield advice(
        "K485",
        one.place,
        Text(
            f"{promised}: the service model has no such service. Did you mean {title}?",
            f"{promised}: Diese Leistung kennt das Leistungsmodell nicht. Meinten Sie {title}?",
        ),
        Text(
            f"If so, write `model: {first}` beside it; `model: extra` if it was agreed beyond the model.",
            f"Wenn ja, schreiben Sie `model: {first}` dazu; `model: extra`, wenn sie über das Modell hinaus vereinbart "
            "ist.",
        ),
    )


_ADD_IT = Text(
    "Name a service of programme/model.yaml by its id, or write `extra`.",
    "Nennen Sie eine Leistung aus programme/model.yaml mit ihrer Kennung, oder schreiben Sie `extra`.",
)
