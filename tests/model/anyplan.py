"""Files of any content that a schema takes for sound, as strategies of hypothesis made from the schema."""

from typing import Any

from hypothesis import strategies as st
from schemawalk import Node, merged

TEXTS = st.sampled_from(["Nordwind", "unknown", "12", "*a*", "ä: b", "2026"])
IDS = st.sampled_from(["vogt", "brandt", "x-1", "2026"])
PERIODS = st.sampled_from(["2026", "2026-Q1", "2026-03", "2026-03-12"])
NUMBERS = st.integers(-5, 10**7) | st.floats(-1e6, 1e6, allow_nan=False)
BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "prose": TEXTS,
    "date": st.just("2028-02-29"),
    "period": PERIODS | st.integers(2000, 2030),
    "link": st.just("https://nordwind.example/ä"),
    "asset": st.just("assets/logo.svg"),
    "id": IDS,
    "reference": IDS,
    "amount": NUMBERS,
    "count": st.integers(1, 20) | st.just(3.0),
    "share": st.sampled_from(["62 %", "62,5%", "0 %"]) | st.floats(0, 1),
    "flag": st.booleans(),
}
LINES = {
    "country": "DE",
    "language": "de",
    "currency": "EUR",
    "email": "a@b.example",
    "phone": "+49 40 1",
    "colour": "#8a1538",
    "template": "{url}/commits/{commit}",
    "report_template": "mailto:a@b.example?subject={title}",
}


def values(name: str, node: Node, needed: bool = False) -> st.SearchStrategy[Any]:
    """Sound values for a schema; `unknown`, too, where the value is not needed."""
    found = _known(name, node)
    return found if needed else found | st.just("unknown")


def _known(name: str, node: Node) -> st.SearchStrategy[Any]:
    reference = node.get("$ref", "").rpartition("/")[2]
    owner, said = merged(name, node)
    kind, types = said["x-kind"], said.get("type", [])
    if kind == "word":
        return st.sampled_from(said["enum"])
    if kind == "scale":
        steps = st.integers(said["minimum"], said["maximum"])
        return steps if "number" in types else steps | steps.map(float)
    if reference == "plan":
        return st.just("divisions/marine")
    if reference == "year":
        return st.just(2026) | st.just("2026")
    if kind == "line":
        found = st.just(LINES[reference]) if reference in LINES else TEXTS
        has_form = reference not in LINES and said.get("pattern", "").startswith("^[a-z0-9]")
        return st.sampled_from(["nordwind/brandt", "vogt"]) if has_form else found
    if "array" in types and kind in BY_KIND:
        return BY_KIND[kind] | st.lists(BY_KIND[kind], max_size=2)
    if "exclusiveMinimum" in said:
        return BY_KIND[kind].filter(lambda number: number > said["exclusiveMinimum"])
    if kind in BY_KIND:
        return BY_KIND[kind]
    if "array" in types:
        return st.lists(values(owner, said["items"], needed=True), min_size=said.get("minItems", 0), max_size=2)
    return _mapping(owner, said)


def _mapping(name: str, said: Node) -> st.SearchStrategy[Any]:
    if isinstance(said["additionalProperties"], dict):
        entry = said["additionalProperties"]
        is_plain = "properties" not in merged(name, entry)[1]
        entries = values(name, entry, needed=not is_plain)
        found = st.dictionaries(_keys(said["propertyNames"]), entries, max_size=2)
        known = {key: values(name, inside, needed=True) for key, inside in said.get("properties", {}).items()}
        return st.fixed_dictionaries({}, optional=known) | found if known else found
    needed = said.get("required", ())
    fields = {key: values(name, inside, key in needed) for key, inside in said["properties"].items()}
    found = st.fixed_dictionaries(
        {key: fields[key] for key in needed}, optional={key: fields[key] for key in fields if key not in needed}
    )
    if said["patternProperties"]["^x-"] == {}:
        found = st.builds(lambda fixed, own: {**fixed, **own}, found, st.dictionaries(st.just("x-a"), TEXTS))
    return found | TEXTS if said.get("x-plain") in ("text", "title") else found


def _keys(names: Node) -> st.SearchStrategy[str]:
    form = str(names.get("$ref", names.get("pattern"))).rpartition("/")[2]
    if form == "period_key":
        return PERIODS
    for piece, key in (("a-z_", "people.people.*.title"), ("K4", "K401"), ("customers", "customers-2025")):
        if piece in form:
            return st.just(key)
    return IDS
