"""The typed model and the schemas say the same: names, optionality and kinds, both ways."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import inspect
from schemawalk import SCHEMAS, Node, merged

from kamsite.model import common, cover, customer, figures, people, position, programme, site, staff, strategy
from kamsite.model.normal import normalise
from kamsite.model.schema import load_schemas
from kamsite.source.yamltext import read_yaml

TYPES: dict[str, Any] = {
    "plan": cover.Cover,
    "customer": customer.Customer,
    "people": people.People,
    "position": position.Position,
    "strategy": strategy.Strategy,
    "figures": figures.Figures,
    "site": site.Site,
    "staff": staff.Staff,
    "selection": programme.Selection,
    "fitness": programme.Fitness,
    "maturity": programme.Maturity,
    "levers": programme.Levers,
    "model": programme.CareModel,
    "profiles": programme.Profiles,
    "customers": programme.CustomerRow,
}
CHAPTERS = ("plan", "customer", "people", "position", "strategy", "figures")
MODULES = (common, cover, customer, figures, people, position, programme, site, staff, strategy)
PLAIN = {
    "line": "text",
    "prose": "text",
    "date": "text",
    "period": "text",
    "link": "text",
    "asset": "text",
    "id": "text",
    "reference": "text",
    "flag": "flag",
    "count": "whole number",
    "amount": "number",
    "share": "fraction",
}


def said_by_schema(name: str, node: Node, required: bool = False) -> Any:
    """What the schema says of a value, in the words of this test: a word, a list, entries, or a mapping of fields."""
    name, node = merged(name, node)
    kind, types = node["x-kind"], node.get("type", [])
    if kind == "word":
        return frozenset(node["enum"]) - (frozenset() if required else {"unknown"} - set(node["x-words"]))
    if kind == "scale":
        return "whole number" if "integer" in types else "number"
    if kind in PLAIN and "array" in types:
        return ["text"]
    if kind in PLAIN:
        return PLAIN[kind]
    if "array" in types:
        return [said_by_schema(name, node["items"], required=True)]
    if isinstance(node["additionalProperties"], dict):
        # Entries that are known beforehand need less than others: their key says what they are.
        known = next(iter(node.get("properties", {}).values()), node["additionalProperties"])
        return {"*": said_by_schema(name, known)}
    needed = set(node.get("required", ()))
    # An edition may leave out what the file itself must have.
    left_out = needed if node is SCHEMAS[name] and name in CHAPTERS else set()
    return {
        key: (key in needed - left_out, said_by_schema(name, inside, key in needed))
        for key, inside in node["properties"].items()
    }


def said_by_model(kind: inspect.Type) -> Any:
    """What the typed model says of a value, in the same words."""
    if isinstance(kind, inspect.UnionType):
        kinds = [inside for inside in kind.types if not isinstance(inside, inspect.NoneType)]
        said = {type(inside) for inside in kinds}
        if said == {inspect.IntType, inspect.FloatType}:
            return "number"
        if said == {inspect.LiteralType}:
            return frozenset(value for inside in kinds for value in inside.values)  # type: ignore[attr-defined]
        (kind,) = kinds
    if isinstance(kind, inspect.LiteralType):
        return frozenset(kind.values)
    if isinstance(kind, inspect.VarTupleType):
        return [said_by_model(kind.item_type)]
    if isinstance(kind, inspect.DictType):
        assert isinstance(kind.key_type, inspect.StrType)
        return {"*": said_by_model(kind.value_type)}
    if isinstance(kind, inspect.StructType):
        return {field.encode_name: (field.required, said_by_model(field.type)) for field in kind.fields}
    return {
        inspect.StrType: "text",
        inspect.BoolType: "flag",
        inspect.IntType: "whole number",
        inspect.FloatType: "fraction",
    }[type(kind)]


def differences(schema: Any, model: Any, way: str) -> list[str]:
    """Where the two disagree. Fixed keys whose values are all of one kind may be entries in the model."""
    if isinstance(schema, dict) and isinstance(model, dict) and "*" in model and "*" not in schema:
        schema = {"*": next(iter(schema.values()))[1]} if len({str(v) for v in schema.values()}) == 1 else schema
    if isinstance(schema, list) and isinstance(model, list):
        return differences(schema[0], model[0], f"{way}/0")
    if not (isinstance(schema, dict) and isinstance(model, dict)):
        return [] if schema == model else [f"{way}: schema {schema}, model {model}"]
    found = [f"{way}: the schema alone has {key}" for key in schema.keys() - model.keys()]
    found += [f"{way}: the model alone has {key}" for key in model.keys() - schema.keys()]
    for key in schema.keys() & model.keys():
        if key == "*":
            found += differences(schema[key], model[key], f"{way}/*")
            continue
        (needed, inside), (given, value) = schema[key], model[key]
        found += [] if needed == given else [f"{way}/{key}: needed {needed} in the schema, {given} in the model"]
        found += differences(inside, value, f"{way}/{key}")
    return found


@pytest.mark.parametrize("name", TYPES)
def test_the_model_and_the_schema_of_a_file_agree(name: str) -> None:
    assert differences(said_by_schema(name, SCHEMAS[name]), said_by_model(inspect.type_info(TYPES[name])), name) == []


def test_every_schema_has_its_type() -> None:
    assert set(TYPES) == set(SCHEMAS) - {"common"}


def test_the_comparison_sees_a_missing_field_another_kind_and_another_need() -> None:
    schema = {"a": (False, "text"), "b": (True, ["text"]), "c": (False, "text")}
    model = {"b": (False, ["number"]), "c": (False, {"*": "text"}), "d": (False, "text")}
    assert sorted(differences(schema, model, "x")) == [
        "x/b/0: schema text, model number",
        "x/b: needed True in the schema, False in the model",
        "x/c: schema text, model {'*': 'text'}",
        "x: the model alone has d",
        "x: the schema alone has a",
    ]


def structs() -> list[type[msgspec.Struct]]:
    found = (value for module in MODULES for value in vars(module).values() if isinstance(value, type))
    return [kind for kind in dict.fromkeys(found) if issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct]


def test_values_of_the_model_never_change() -> None:
    assert len(structs()) > 50
    for kind in structs():
        assert kind.__struct_config__.frozen, kind


def test_what_is_left_out_is_nothing_or_empty() -> None:
    for kind in structs():
        for field in msgspec.structs.fields(kind):
            if field.default_factory is not msgspec.NODEFAULT:
                assert field.default_factory() in ({}, ()), f"{kind.__name__}.{field.name}"
            elif not field.required:
                assert field.default in (None, ()), f"{kind.__name__}.{field.name}"


@pytest.mark.shared
def test_the_example_plans_become_values_of_the_model(shared: Path) -> None:
    folder = shared / "example-plans"
    read: dict[Path, Any] = {}
    for path in sorted(folder.rglob("*.yaml")):
        document = read_yaml(path.name, path.read_bytes()).document
        assert document is not None
        normal = normalise(document.data, load_schemas().field(path.stem))
        read[path.relative_to(folder)] = msgspec.convert(normal.data, TYPES[path.stem], strict=False)
    account = Path("nordwind-antriebe")
    assert read[account / "customer.yaml"].owners["stiftung"].share == 0.62
    assert read[account / "customer.yaml"].purchasing.categories["Sensorik"] == ("oez",)
    assert read[account / "customer.yaml"].market.regulation[0].title.startswith("EU-Ökodesign")
    assert read[account / "people.yaml"].people["tanaka"].attitude is None
    assert read[account / "people.yaml"].people["brandt"].needs[0].text == "Liefertermine, die halten"
    assert read[account / "position.yaml"].potential.margin == {"2026": 0.31, "2027": 0.32}
    assert read[account / "strategy.yaml"].mission.horizon == "2030"
    assert read[account / "strategy.yaml"].white_space["servo"]["asien"].reason == "Zulassung fehlt"
    assert read[account / "strategy.yaml"].white_space["servo"]["marine"].status == "won"
    assert read[account / "strategy.yaml"].pipeline["umruestung"].weighted == pytest.approx(840000)
    assert read[Path("programme/levers.yaml")].levers["definition"].from_ == "nach Bauchgefühl"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-03-12", "2026-03-12", "2026-03-12"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: str, first: str, last: str) -> None:
    assert common.first_day(period).isoformat() == first
    assert common.last_day(period).isoformat() == last


def test_progress_is_the_share_of_the_way_that_is_covered() -> None:
    measure = common.Measure(name="Stillstand", from_=9, to=1, actual={"2026-06": 6.5, "2025-12": 8})
    assert measure.latest == 6.5
    assert measure.progress == pytest.approx(0.3125)
    assert common.Measure(from_=9, to=1).progress == 0
    assert common.Measure(from_=9, to=1, actual={"2026": 12}).progress == 0
    assert common.Measure(to=1).progress is None
    assert common.Measure(from_=1, to=1).progress is None


def test_deviation_is_a_share_of_the_target() -> None:
    figure = figures.Figure(actual={"2025": 110, "2026": 5}, target={"2025": 100, "2026": 0, "2027": 7})
    assert figure.deviation("2025") == pytest.approx(0.1)
    assert [figure.deviation(year) for year in ("2024", "2026", "2027")] == [None, None, None]
