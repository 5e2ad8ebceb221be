"""The key persons (D9, D10) as cards, by department or division."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from kamsite.language import Text
from kamsite.model.analyses.coverage import INFLUENTIAL_FROM
from kamsite.model.field import Field
from kamsite.render import format as formats
from kamsite.render import generic, inline, urls
from kamsite.render.blocks import NOTHING, Block, Card, Cards, Fact, Facts, Group
from kamsite.render.sections import pieces, reading
from kamsite.render.sections.entry import Entry
from kamsite.render.show import Show
from kamsite.source.assets import is_picture
from kamsite.source.document import Value

_ROLE_TONES = {"decider": "key"}
_CARD_TONES = {"mentor": "good", "positive": "good", "negative": "warn", "enemy": "bad"}
_MANY = 6
_SMALLEST_GROUP = 1.6
_TOP_FACTOR = 5

_ADDRESSED = Text("Addressed by", "Angesprochen von")
_NOBODY = Text("nobody yet", "noch niemand")
_NO_REASON = Text("still open", "noch offen")
_LEFT = Text("left {when}", "ausgeschieden {when}")
_LEFT_GROUP = Text("No longer there", "Nicht mehr dort")
_NO_DEPARTMENT = Text("Department not given", "Ohne Abteilung")
_NO_DIVISION = Text("For the whole group", "Bereichsübergreifend")
_STRENGTH = Text("strength {value} of 5", "Stärke {value} von 5")


def people(show: Show, field: Field, value: Value) -> tuple[Block, ...]:
    """A card for each person; those of a department or division together where these are not too small."""
    found = reading.entries(value)
    if field.entry is None or not found:
        return generic.blocks_of(show, field, value)
    ties = ties_by_person(show)
    cards = {key: _card(show, field.entry, key, person, ties) for key, person in found.items()}
    here = {key: person for key, person in found.items() if "left" not in person or person["left"] is None}
    gone = [card for key, card in cards.items() if key not in here]
    blocks = _groups(show, here, cards)
    if gone:
        blocks.append(Group(_LEFT_GROUP.to(show.language), (Cards(tuple(gone)),)))
    return (*blocks, *pieces.strays(show, field, value))


def ties_by_person(show: Show) -> dict[str, list[Mapping[str, Value]]] | None:
    """What the plan says of our relationships, by person; None where the edition does not show them."""
    field = show.fields.get("people")
    if field is None or "relationships" not in field.properties:
        return None
    ties: dict[str, list[Mapping[str, Value]]] = {}
    for tie in reading.listed(show.plan.data["people"].get("relationships")):
        if isinstance(tie, dict) and isinstance(person := tie.get("person"), str):
            ties.setdefault(person, []).append(tie)
    return ties


def is_important(person: Mapping[str, Value]) -> bool:
    """Whether we must have somebody for this person: a decider, or somebody with great influence."""
    roles = person.get("roles")
    if roles == "decider" or (isinstance(roles, list) and "decider" in roles):
        return True
    return (reading.number(person.get("influence")) or 0) >= INFLUENTIAL_FROM


def _groups(show: Show, people: Mapping[str, Mapping[str, Value]], cards: Mapping[str, Card]) -> list[Block]:
    by_division = _groups_of(people, "division")
    by_department = _groups_of(people, "department")
    divided = sum(len(keys) for name, keys in by_division.items() if name)
    if len(by_division) > 1 and divided * 2 >= len(people):
        groups, key, nameless = by_division, "division", _NO_DIVISION
    else:
        groups, key, nameless = by_department, "department", _NO_DEPARTMENT
    if len(people) < _MANY or len(groups) < 2 or len(people) < len(groups) * _SMALLEST_GROUP:
        ordered = [cards[person] for keys in by_department.values() for person in keys]
        return [Cards(tuple(ordered))] if ordered else []
    blocks: list[Block] = []
    for name in sorted(groups, key=lambda name: not name):
        title = _group_name(show, key, name) if name else nameless.to(show.language)
        blocks.append(Group(title, (Cards(tuple(cards[person] for person in groups[name])),)))
    return blocks


def _groups_of(people: Mapping[str, Mapping[str, Value]], key: str) -> dict[str, list[str]]:
    """The people by a value of theirs, in the order in which the values first occur."""
    groups: dict[str, list[str]] = {}
    for name, person in people.items():
        groups.setdefault(reading.line(person.get(key)), []).append(name)
    return groups


def _group_name(show: Show, key: str, name: str) -> str:
    return str(show.reference("divisions", name).striptags()) if key == "division" else name


def _card(
    show: Show, field: Field, key: str, person: dict[str, Value], ties: Mapping[str, list[Mapping[str, Value]]] | None
) -> Card:
    entry = Entry(show, field, person)
    title = entry.title(key)
    badges = _badges(entry)
    lead = _lead(entry)
    facts = list(entry.facts("influence", "contact", "reports_to", "influences"))
    is_wanted = "left" not in entry and is_important(person)
    if addressed := _addressed(show, (ties or {}).get(key, ()), is_missed=is_wanted and ties is not None):
        facts.insert(2 if len(facts) > 1 else len(facts), Fact(_ADDRESSED.to(show.language), addressed))
    blocks: list[Block] = []
    if "listens_because" in entry:
        blocks.append(pieces.quote(entry.line("listens_because"), entry.label("listens_because")))
    elif is_wanted and entry.is_visible("listens_because"):
        blocks.append(pieces.quote(pieces.open_mark(show, _NO_REASON), entry.label("listens_because")))
    if facts:
        blocks.append(Facts(tuple(facts)))
    if "attitude_reason" in entry:
        reason = entry.line("attitude_reason")
        told = pieces.labelled(entry.label("attitude_reason"), reason)
        blocks.append(pieces.html(inline.fill("<div>{}</div>", told)))
    blocks += [*_factors(entry), *entry.bullets("needs")]
    tone = "muted" if "left" in entry else _CARD_TONES.get(entry.word("attitude"), "")
    photo = _photo(entry)
    return Card(title, urls.identifier(key), badges, lead, (*blocks, *entry.blocks()), tone, photo)


def _photo(entry: Entry) -> str:
    """The address of the person's photo; empty where there is none that a browser shows as a picture."""
    if "photo" not in entry:
        return ""
    file = reading.line(entry.value["photo"])
    address = entry.show.links[file] if file and is_picture(file) else None
    if address:
        entry.tick("photo")
    return address or ""


def _badges(entry: Entry) -> tuple[Markup, ...]:
    """Attitude first, then the roles; for those who are gone, since when."""
    show = entry.show
    badges: list[Markup] = []
    if "left" in entry:
        when = formats.period(str(entry.value["left"]), show.language)
        entry.tick("left")
        shown = inline.NOT_KNOWN.to(show.language) if entry.value["left"] == "unknown" else when
        badges.append(inline.badge(pieces.words(show, _LEFT, when=shown), "muted") + entry.past("left"))
    if stance := pieces.attitude(entry):
        badges.append(stance)
    field = entry.field.properties.get("roles")
    roles = entry.value.get("roles")
    if isinstance(roles, list) and field is not None:
        entry.tick("roles")
        words = field.item.words if field.item else {}
        for role in roles:
            known = words.get(role) if isinstance(role, str) else None
            shown = known.text.to(show.language) if known else str(show.value(field.item, role).striptags())
            badges.append(inline.badge(shown, _ROLE_TONES.get(str(role), "neutral")))
        badges.append(entry.past("roles"))
    return tuple(badges)


def _lead(entry: Entry) -> Markup:
    division = entry.line("division")
    is_same = bool(division) and division.striptags() == entry.word("department")
    keys = ("title", "location") if is_same else ("title", "department", "location")
    said = [entry.line(key) for key in keys if key in entry]
    if is_same:
        entry.tick("department")
        division += entry.past("department")
    if division:
        said.insert(len(said) - ("location" in entry), division)
    return inline.followed(inline.joined(said, " · "), entry.sources())


def _addressed(show: Show, ties: Iterable[Mapping[str, Value]], *, is_missed: bool) -> Markup:
    """Who of us addresses a person, or that nobody does where that `is_missed`."""
    said = []
    for tie in ties:
        who = show.our_person(str(tie.get("by", "")))
        strength = reading.number(tie.get("strength"))
        if strength is None:
            said.append(who)
            continue
        told = pieces.words(show, _STRENGTH, value=formats.number(strength, show.language))
        said.append(inline.fill('{} <span class="muted">({})</span>', who, told))
    if said:
        return inline.joined(said)
    return pieces.open_mark(show, _NOBODY) if is_missed else NOTHING


def _factors(entry: Entry) -> list[Block]:
    """What counts for this person, the weightiest first, as small bars."""
    factors = entry.value.get("decision_factors")
    if not isinstance(factors, dict) or not factors:
        return []
    field = entry.field.properties.get("decision_factors")
    if field is None:
        return []
    if any(reading.number(weight) is None for weight in factors.values()):
        return []
    entry.tick("decision_factors")
    show = entry.show
    bars = []
    for key, weight in sorted(factors.items(), key=lambda pair: -(reading.number(pair[1]) or 0)):
        amount = reading.number(weight) or 0.0
        steps = max(0, min(round(amount / _TOP_FACTOR * 20) * 5, 100))
        name = generic.key_of(show, field, key)
        number = formats.number(amount, show.language)
        past = show.past(factors, key)
        bars.append(
            f'<li><span class="factor__name">{name}</span> '
            f'<span class="bar-of bar-of--{steps}" aria-hidden="true"></span> '
            f'<span class="num">{escape(number)}</span>{past}</li>'
        )
    label = escape(entry.label("decision_factors"))
    return [pieces.html(Markup(f'<p class="label">{label}</p><ul class="factors">{"".join(bars)}</ul>'))]  # noqa: S704
