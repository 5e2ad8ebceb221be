"""Won and lost projects (D13): what was decisive, who won instead of us, and how often we win."""

from collections.abc import Mapping

from markupsafe import Markup

from kamsite.language import Text
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline
from kamsite.render.blocks import NOTHING, Block, Bullets, Card, Cards, Fact, Facts, Figure, FigureRow
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.document import Value

_RESULTS = {"result": {"won": "good", "lost": "bad", "withdrawn": "muted"}}
_TONES = {"won": "good", "lost": "bad", "withdrawn": "muted"}
_WON = Text("Won", "Gewonnen")
_LOST = Text("Lost", "Verloren")
_RATE = Text("Win rate", "Erfolgsquote")
_RATE_BY_VOLUME = Text("by volume {share}", "nach Volumen {share}")
_OF = Text("{won} of {all} decided", "{won} von {all} entschiedenen")
_PROJECT = (Text("1 project", "1 Projekt"), Text("{n} projects", "{n} Projekte"))


def projects(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """How often we win, then a card for each project, the latest first."""
    found = reading.entries(value)
    if field.entry is None or not found:
        return generic.blocks_of(show, field, value)
    ordered = sorted(found, key=lambda key: str(found[key].get("year") or ""), reverse=True)
    cards = tuple(_card(show, field.entry, key, found[key]) for key in ordered)
    balance = _balance(show, field.entry, found)
    return (*balance, Cards(cards), *pieces.strays(show, field, value))


def _balance(show: Show, field: Field, found: Mapping[str, Mapping[str, Value]]) -> tuple[Block, ...]:
    """What was won and lost, by number and by volume; nothing while nothing is decided."""
    won = [one for one in found.values() if one.get("result") == "won"]
    lost = [one for one in found.values() if one.get("result") == "lost"]
    if not (won or lost) or "result" not in field.properties:
        return ()
    volumes = [_volume(won), _volume(lost)]
    decided = len(won) + len(lost)
    remark = pieces.words(show, _OF, won=len(won), all=decided)
    if sum(volumes) > 0:
        by_volume = formats.share(round(volumes[0] / sum(volumes), 2), show.language)
        remark += " · " + pieces.words(show, _RATE_BY_VOLUME, share=by_volume)
    rate = inline.share(round(len(won) / decided, 2), show.language)
    return (
        FigureRow(
            (
                Figure(_RATE.to(show.language), rate, inline.text(remark)),
                Figure(_WON.to(show.language), *_amount(show, volumes[0], len(won)), "good"),
                Figure(_LOST.to(show.language), *_amount(show, volumes[1], len(lost)), "bad"),
            )
        ),
    )


def _volume(found: list[Mapping[str, Value]]) -> float:
    return sum(reading.number(one.get("volume")) or 0.0 for one in found)


def _amount(show: Show, volume: float, count: int) -> tuple[Markup, Markup]:
    number = inline.text(_PROJECT[min(count, 2) - 1 if count else 1].to(show.language).format(n=count))
    if not volume:
        return number, NOTHING
    return inline.span("num", formats.compact(volume, show.currency, show.language)), number


def _card(show: Show, field: Field, key: str, project: dict[str, Value]) -> Card:
    entry = Entry(show, field, project)
    result = entry.word("result")
    title = entry.headline(key)
    badges = entry.badges(_RESULTS)
    lead = inline.joined([entry.line(name) for name in ("year", "volume", "size", "division") if name in entry], " · ")
    facts = list(entry.facts("competitor"))
    if result == "lost" and entry.is_open("competitor") and "competitor" not in entry:
        facts.append(Fact(entry.label("competitor"), pieces.open_mark(show)))
    blocks: list[Block] = [Facts(tuple(facts))] if facts else []
    blocks += entry.bullets("success_criteria")
    reasons = entry.bullets("reasons")
    if not reasons and result == "lost" and entry.is_visible("reasons"):
        reasons = (Bullets((pieces.open_mark(show),), entry.label("reasons")),)
    anchor = pieces.anchor(show, "position", "projects", key)
    return Card(title, anchor, badges, lead, (*blocks, *reasons, *entry.blocks()), _TONES.get(result, ""))
