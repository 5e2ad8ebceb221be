"""From a JSON Schema with our own annotations to fields: `$ref` followed, alternatives laid over each other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kamsite.language import Text
from kamsite.model.field import OWN_KEY, UNKNOWN, Field, KeyRule, Sensitivity, Word

Node = dict[str, Any]
_ROOT: Sensitivity = "internal"
_OWN_KEYS = f"^{OWN_KEY}"
_ALTERNATIVES = frozenset({"anyOf", "oneOf"})


class FieldReader:
    """Reads fields out of schemas; what several of them share is read once."""

    def __init__(self, schemas: Mapping[str, Node]) -> None:
        """Takes the schemas by the name of their file, such as `people.schema.json`."""
        self._schemas = schemas
        self._known: dict[tuple[str, str], tuple[Node, str]] = {}
        self._fields: dict[tuple[int, str, str], Field | None] = {}

    def read(self, file: str) -> Field:
        """The field of a whole file, with all that is below it.

        The file itself hides nothing: what is public in it is public. Sections that say nothing are internal.
        Raises `KeyError` where a `$ref` leads nowhere, `ValueError` where a schema contains itself.
        """
        return replace(self._field(file.partition(".")[0], self._schemas[file], file, _ROOT), sensitivity="public")

    def _field(self, name: str, node: object, file: str, above: Sensitivity) -> Field:
        """The field that a schema describes; `above` is the sensitivity around it.

        The same schema under the same name is one field wherever it stands.
        """
        known = (id(node), name, above)
        if known not in self._fields:
            self._fields[known] = None
            self._fields[known] = self._read(name, node, file, above)
        field = self._fields[known]
        if field is None:
            raise ValueError(f"{file}: the schema of {name} contains itself")
        return field

    def _read(self, name: str, node: object, file: str, above: Sensitivity) -> Field:
        parts = self._parts(node, file)
        is_plain = not any(_ALTERNATIVES & part.keys() for part, _ in parts)
        annotating = [part for part, _ in parts] if is_plain else self._annotating(node, file)
        said = _laid_over(annotating)
        sensitivity: Sensitivity = said.get("x-sensitivity", above)
        properties, entry, item = self._below(name, parts, sensitivity)
        kind = _kind(said, parts, properties, entry, item)
        required = frozenset(key for part, _ in parts for key in part.get("required", ()))
        below = {sensitivity}.union(*(f.below for f in [*properties.values(), entry, item] if f))
        return Field(
            name=name,
            kind=kind,
            title=_text(said, "title", name),
            description=_text(said, "description", ""),
            sensitivity=sensitivity,
            identity=_identity(said.get("x-identity")),
            unit=said.get("x-unit"),
            reference=said.get("x-reference"),
            key_reference=self._key_reference(parts),
            key_rule=_key_rule(parts),
            words=_words(said, parts),
            scale=_scale(said),
            minimum=said.get("minimum"),
            maximum=said.get("maximum"),
            aliases=tuple(said.get("x-aliases", ())),
            asked=int(said.get("x-asked", 0)),
            agreed=str(said.get("x-agreed", "")),
            decision=_decision(said.get("x-decision", False)),
            ordered=bool(said.get("x-ordered", False)),
            required=required,
            properties=properties,
            entry=entry,
            item=item,
            takes_text=any(_takes_text(part) for part, _ in parts),
            text_key=said.get("x-plain"),
            refused={key: Text(reason["en"], reason["de"]) for key, reason in said.get("x-refused", {}).items()},
            own_keys=any(_OWN_KEYS in part.get("patternProperties", ()) for part, _ in parts),
            form=_form(annotating),
            examples=tuple(said.get("examples", ())),
            below=frozenset(below | {_ROOT} if properties else below),
        )

    def _below(
        self, name: str, parts: list[tuple[Node, str]], sensitivity: Sensitivity
    ) -> tuple[dict[str, Field], Field | None, Field | None]:
        properties: dict[str, Field] = {}
        entry: Field | None = None
        item: Field | None = None
        for part, file in parts:
            for key, inside in part.get("properties", {}).items():
                if key not in properties and inside is not False:
                    properties[key] = self._field(key, inside, file, sensitivity)
            if entry is None and (inside := _entry_node(part)) is not None:
                entry = self._field(name, inside, file, sensitivity)
            if item is None and isinstance(part.get("items"), dict):
                item = self._field(name, part["items"], file, sensitivity)
        return properties, entry, item

    def _key_reference(self, parts: list[tuple[Node, str]]) -> str | None:
        """What the keys of a mapping refer to."""
        rule = _key_rule(parts)
        return _laid_over(self._annotating(rule.schema, rule.file)).get("x-reference") if rule else None

    def _parts(self, node: object, file: str) -> list[tuple[Node, str]]:
        """The schema itself, what it refers to and its alternatives, the nearest first, each with its file."""
        if not isinstance(node, dict):
            return []
        parts = [(node, file)]
        if reference := node.get("$ref"):
            target, at = self._resolved(reference, file)
            parts += self._parts(target, at)
        for keyword in ("allOf", "anyOf", "oneOf"):
            for branch in node.get(keyword, ()):
                parts += self._parts(branch, file)
        return parts

    def _annotating(self, node: object, file: str) -> list[Node]:
        """The schemas whose annotations hold for the value whatever it looks like, the nearest first."""
        if not isinstance(node, dict):
            return []
        nodes = [node]
        if reference := node.get("$ref"):
            nodes += self._annotating(*self._resolved(reference, file))
        for branch in node.get("allOf", ()):
            nodes += self._annotating(branch, file)
        for keyword in ("anyOf", "oneOf"):
            branches = [branch for branch in node.get(keyword, ()) if not _is_absence(branch)]
            if len(branches) == 1:
                nodes += self._annotating(branches[0], file)
        return nodes

    def _resolved(self, reference: str, file: str) -> tuple[Node, str]:
        known = self._known.get((reference, file))
        if known is None:
            at, _, pointer = reference.partition("#")
            target: Any = self._schemas[at or file]
            for step in filter(None, pointer.split("/")):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            known = self._known[(reference, file)] = (target, at or file)
        return known


def _laid_over(nodes: list[Node]) -> Node:
    """What the schemas say together; what stands nearest to the property counts."""
    said: Node = {}
    for node in reversed(nodes):
        said.update(node)
    return said


def _is_absence(node: object) -> bool:
    """Whether a schema only lets a value be unknown or empty."""
    if not isinstance(node, dict):
        return False
    return node.get("const") == UNKNOWN or node.get("enum") == [UNKNOWN] or node.get("type") == "null"


def _entry_node(part: Node) -> Node | None:
    """The schema of the values of a mapping by id or name."""
    if isinstance(part.get("additionalProperties"), dict):
        entry: Node = part["additionalProperties"]
        return entry
    for pattern, inside in part.get("patternProperties", {}).items():
        if pattern != _OWN_KEYS and isinstance(inside, dict):
            return inside
    return None


def _kind(
    said: Node, parts: list[tuple[Node, str]], properties: dict[str, Field], entry: Field | None, item: Field | None
) -> str:
    given = said.get("x-kind")
    if given == "mapping":
        return "item" if "x-plain" in said else "entries" if entry and not properties else "mapping"
    if given:
        return str(given)
    if properties:
        return "item" if any(_takes_text(part) for part, _ in parts) else "mapping"
    if entry:
        return "entries"
    if item:
        return "list"
    types = {kind for part, _ in parts for kind in _types(part) if kind != "string" or _takes_text(part)}
    if types <= {"string"} and any("enum" in part for part, _ in parts):
        return "word"
    for kind, json_type in (("mapping", "object"), ("list", "array"), ("flag", "boolean"), ("line", "string")):
        if json_type in types:
            return kind
    return "amount" if types & {"number", "integer"} else "any"


def _types(part: Node) -> list[str]:
    given = part.get("type", [])
    return [given] if isinstance(given, str) else list(given)


def _takes_text(part: Node) -> bool:
    """Whether a text may stand here, other than the word for what is not known yet."""
    if _is_absence(part) or part.get("pattern") == f"^{UNKNOWN}$":
        return False
    return "string" in _types(part) or any(isinstance(word, str) for word in part.get("enum", ()))


def _key_rule(parts: list[tuple[Node, str]]) -> KeyRule | None:
    rules = (KeyRule(part["propertyNames"], file) for part, file in parts if "propertyNames" in part)
    return next(rules, None)


def _text(said: Node, keyword: str, otherwise: str) -> Text:
    english: str = said.get(keyword, otherwise)
    return Text(english, said.get(f"x-{keyword}-de") or english)


def _form(nodes: list[Node]) -> Text | None:
    """What the schema that says how the value must look tells of it: mostly a shared definition."""
    for node in reversed(nodes):
        if "description" in node and node.keys() & {"type", "pattern", "enum"}:
            return _text(node, "description", "")
    return None


def _identity(given: object) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,)
    return tuple(given) if isinstance(given, list) else ()


def _decision(given: object) -> frozenset[str]:
    if isinstance(given, bool):
        return frozenset({"any"}) if given else frozenset()
    return frozenset({given} if isinstance(given, str) else given if isinstance(given, list) else ())


def _words(said: Node, parts: list[tuple[Node, str]]) -> dict[str, Word]:
    """The fixed words in the order of the schema, with what is said of each."""
    if "x-words" not in said and not any("enum" in part for part, _ in parts):
        return {}
    allowed = [word for part, _ in parts for word in part.get("enum", ()) if isinstance(word, str)]
    meanings = said.get("x-words", {})
    words = {}
    for word in dict.fromkeys([*allowed, *meanings]):
        meaning = meanings.get(word, {})
        english = meaning.get("en", word)
        text = Text(english, meaning.get("de", english))
        words[word] = Word(word, text, tuple(meaning.get("aliases", ())))
    return words


def _scale(said: Node) -> dict[int, Text]:
    """The meaning of each step of a scale, the lowest first."""
    steps = said.get("x-scale", {})
    return {int(step): Text(steps[step]["en"], steps[step]["de"]) for step in sorted(steps, key=int)}
