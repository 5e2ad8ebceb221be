"""Rules on numbers of the programme that can hardly be meant: weights, thresholds, limits of classes, days to come."""

from collections.abc import Iterator
from datetime import date

from kamsite.diagnostics import Finding, Place
from kamsite.language import Text
from kamsite.model.analyses.programme.abc import USUAL_A, USUAL_B
from kamsite.model.common import first_day, rounded
from kamsite.model.field import UNKNOWN
from kamsite.model.programme import Selection
from kamsite.model.readprogramme import Programme
from kamsite.model.rules.context import warning
from kamsite.quoting import shown
from kamsite.source.document import Document, Value

LOWEST, HIGHEST = 1, 5
"""Between which a score lies."""
# A criterion with more than this share of all weights decides alone.
_ALONE = 0.9
_FEWEST_CRITERIA = 3


def check_limits(programme: Programme, as_of: date) -> Iterator[Finding]:
    """K478: weights, thresholds and limits that cannot work. K459: ratings of a day that has not come at `as_of`."""
    selection = programme.documents.get("selection")
    if selection is not None and "selection" not in programme.unread:
        yield from _weights(programme.selection, selection)
        yield from _thresholds(programme.selection, selection)
        yield from _classes(programme.selection, selection)
    yield from _ratings_to_come(programme, as_of)


def _weights(selection: Selection, document: Document) -> Iterator[Finding]:
    given = {name: one.weight for name, one in selection.criteria.items()}
    counting = {name: weight for name, weight in given.items() if weight is not None and weight > 0}
    for name, weight in given.items():
        title = shown(selection.criteria[name].title)
        if weight is not None and weight < 0:
            yield _found(
                document.place(("criteria", name, "weight")),
                Text(
                    f"The weight of {title} is below 0, so it counts for nothing.",
                    f"Das Gewicht von {title} liegt unter 0, es zählt also nicht.",
                ),
                Text(
                    "Write a weight above 0, or take the criterion out.",
                    "Schreiben Sie ein Gewicht über 0, oder nehmen Sie das Kriterium heraus.",
                ),
            )
        elif weight is None and counting and not _is_unknown(document, name):
            yield _found(
                document.place_of_key(("criteria", name)),
                Text(
                    f"{title} has no weight, so it counts for nothing.",
                    f"{title} hat kein Gewicht, zählt also nicht.",
                ),
                Text("Write how much it counts: weight: 20.", "Schreiben Sie, wie viel es zählt: weight: 20."),
            )
    if not counting and any(weight == 0 for weight in given.values()):
        yield _found(
            document.place_of_key(("criteria",)),
            Text("All criteria weigh 0, so all count the same.", "Alle Kriterien wiegen 0, also zählen alle gleich."),
            Text(
                "Give each a weight; only how they compare matters: 30, 20, 10.",
                "Geben Sie jedem ein Gewicht; es kommt nur auf das Verhältnis an: 30, 20, 10.",
            ),
        )
    yield from _one_alone(selection, counting, document)


def _one_alone(selection: Selection, counting: dict[str, float], document: Document) -> Iterator[Finding]:
    total = sum(counting.values())
    for name, weight in counting.items():
        if len(counting) >= _FEWEST_CRITERIA and weight > total * _ALONE:
            title, share = shown(selection.criteria[name].title), f"{int(weight / total * 100)}\u00a0%"
            yield _found(
                document.place(("criteria", name, "weight")),
                Text(
                    f"{title} has {share} of all weights; the other criteria hardly count.",
                    f"{title} hat {share} aller Gewichte; die anderen Kriterien zählen kaum.",
                ),
                Text("Is there a digit too many?", "Steht da eine Ziffer zu viel?"),
            )


def _is_unknown(document: Document, name: str) -> bool:
    data: Value = document.data
    for key in ("criteria", name, "weight"):
        data = data.get(key) if isinstance(data, dict) else None
    return data == UNKNOWN


def _thresholds(selection: Selection, document: Document) -> Iterator[Finding]:
    key, focus = selection.key_account_from, selection.focus_from
    for name, limit, who in (
        ("key_account_from", key, Text("a key account", "Key Account")),
        ("focus_from", focus, Text("a focus account", "Fokuskunde")),
    ):
        if limit is None or LOWEST < limit <= HIGHEST:
            continue
        told = _written(limit)
        message = Text(
            f"Scores begin at {LOWEST}, so everybody is {who.en} from {told.en} on.",
            f"Punktwerte beginnen bei {LOWEST}, also ist ab {told.de} jeder {who.de}.",
        )
        if limit > HIGHEST:
            message = Text(
                f"Scores end at {HIGHEST}, so nobody becomes {who.en} from {told.en} on.",
                f"Punktwerte enden bei {HIGHEST}, also wird ab {told.de} niemand {who.de}.",
            )
        hint = Text(
            f"Write a score between {LOWEST} and {HIGHEST}, such as 3.5.",
            f"Schreiben Sie einen Punktwert zwischen {LOWEST} und {HIGHEST}, etwa 3.5.",
        )
        yield _found(document.place((name,)), message, hint)
    if key is not None and focus is not None and LOWEST < key <= focus <= HIGHEST:
        higher, lower = _written(focus), _written(key)
        yield _found(
            document.place(("focus_from",)),
            Text(
                f"Focus accounts from {higher.en}, but key accounts from {lower.en} on: nobody becomes one.",
                f"Fokuskunde ab {higher.de}, Key Account aber schon ab {lower.de}: Niemand wird Fokuskunde.",
            ),
            Text(
                "Choose `focus_from` below `key_account_from`, or take it out.",
                "Wählen Sie `focus_from` kleiner als `key_account_from`, oder nehmen Sie es heraus.",
            ),
        )


def _classes(selection: Selection, document: Document) -> Iterator[Finding]:
    """Limits of the classes that leave one of them empty."""
    rule = selection.abc
    if rule is None or (rule.a_until is None and rule.b_until is None):
        return
    a = USUAL_A if rule.a_until is None else rule.a_until
    b = USUAL_B if rule.b_until is None else rule.b_until
    ends = Text(f"{_percent(a, '.')}, class B at {_percent(b, '.')}", f"{_percent(a, ',')}, B bei {_percent(b, ',')}")
    if 0 < a < b < 1:
        return
    if a <= 0 or a >= 1:
        name, empty = "a_until", "A" if a <= 0 else "B"
    else:
        name, empty = "b_until" if rule.b_until is not None else "a_until", "B" if b <= a else "C"
    yield _found(
        document.place(("abc", name) if getattr(rule, name) is not None else ("abc",)),
        Text(
            f"Class A ends at {ends.en} of the whole, so class {empty} is empty.",
            f"Klasse A endet bei {ends.de} des Ganzen, also bleibt Klasse {empty} leer.",
        ),
        Text("Usual are 80 % for A and 95 % for B.", "Üblich sind 80 % für A und 95 % für B."),
    )


def _ratings_to_come(programme: Programme, as_of: date) -> Iterator[Finding]:
    fitness, maturity = programme.documents.get("fitness"), programme.documents.get("maturity")
    if fitness is not None:
        for period in programme.fitness.rounds:
            if _is_to_come(period, as_of):
                yield _to_come(fitness.place_of_key(("rounds", period)), period)
    dimensions = programme.maturity.dimensions
    if maturity is None or dimensions is None:
        return
    for name in dimensions.__struct_fields__:
        dimension = getattr(dimensions, name)
        for key, topic in dimension.topics.items() if dimension else ():
            for period in topic.history:
                if _is_to_come(period, as_of):
                    place = maturity.place_of_key(("dimensions", name, "topics", key, "history", period))
                    yield _to_come(place, period)


def _is_to_come(period: str, as_of: date) -> bool:
    try:
        return first_day(period) > as_of
    except ValueError:  # told by the shape
        return False


def _to_come(place: Place, period: str) -> Finding:
    return warning(
        "K459",
        place,
        Text(
            f"A rating of {shown(period)}, which has not come yet.",
            f"Eine Bewertung von {shown(period)}; so weit sind wir noch nicht.",
        ),
        Text(
            "Correct the date; what you want to reach is a `target`.",
            "Korrigieren Sie das Datum; was Sie erreichen wollen, ist ein Soll (`target`).",
        ),
    )


def _found(place: Place, message: Text, hint: Text) -> Finding:
    return warning("K478", place, message, hint)


def _written(number: float) -> Text:
    written = f"{rounded(number, 2):.2f}".rstrip("0").rstrip(".")
    return Text(written, written.replace(".", ","))


def _percent(share: float, mark: str) -> str:
    written = f"{rounded(share * 100, 2):.2f}".rstrip("0").rstrip(".")
    return written.replace(".", mark) + "\u00a0%"
