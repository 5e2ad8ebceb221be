"""From a version of an account and what changed to the other version: proof that a comparison tells everything.

An account is a mapping from plan id to what the plan holds: its chapters in normal form by name (`people`), its prose
by file (`people.md`). Changes may come from JSON as well: only places, kinds, values and positions are used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kamsite.compare.change import Change, Ids, Kind
from kamsite.compare.matching import steps_of
from kamsite.compare.normal import comparable, is_entry
from kamsite.model.field import Field
from kamsite.model.plan import CHAPTERS, Plan
from kamsite.source.document import Value

Account = Mapping[str, Mapping[str, Value]]


def account_of(plan: Plan, fields: Mapping[str, Field], prose: Iterable[str] = CHAPTERS) -> dict[str, dict[str, Value]]:
    """What a plan and its divisions hold, as far as the fields and the chapters with visible prose go."""
    shown = set(prose)
    found: dict[str, dict[str, Value]] = {}
    for one in plan.all():
        whole: dict[str, Value] = {}
        for chapter in CHAPTERS:
            if chapter in fields and (data := comparable(one.data[chapter], fields[chapter])):
                whole[chapter] = data
            text = one.text.chapters[chapter].prose
            if chapter in shown and text and text.text:
                whole[f"{chapter}.md"] = text.text
        found[one.id] = whole
    return found


def apply(account: Account, changes: Iterable[Change], fields: Mapping[str, Field]) -> dict[str, dict[str, Value]]:
    """The account after the changes; `account` itself stays as it is. Raises `LookupError` where they do not fit it."""
    told = list(changes)
    trees = {id_: _tree_of(plan, fields) for id_, plan in account.items()}
    renamed = [change for change in told if not change.chapter and change.kind is Kind.RENAMED]
    work = _Work(trees, fields, {change.plan: change.origin_address.plan for change in renamed})
    # Every place before is found before anything is touched: ids mean what they meant before.
    steps = [step for change in told if (step := work.step(change)) is not None]
    for step in steps:
        step.take()
    for step in sorted(steps, key=lambda step: step.change.position or 0):
        step.put()
    for change in told:
        if not change.path and change.kind in (Kind.ADDED, Kind.REMOVED, Kind.RENAMED) and not change.chapter:
            work.plan(change)
    return {id_: _plan_of(tree) for id_, tree in work.trees.items()}


@dataclass(slots=True, eq=False)
class _Node:
    """A value that can be changed in place. `step` is what it is called in its list or mapping."""

    step: str
    known: Field | None
    value: Value = None
    inside: "list[_Node] | None" = None
    is_list: bool = False
    above: "_Node | None" = field(default=None, repr=False)

    def child(self, step: str) -> "_Node | None":
        """What is called so inside."""
        return next((node for node in self.inside or () if node.step == step), None)

    def plain(self) -> Value:
        """The value in normal form; None where nothing is left."""
        if self.inside is None:
            return self.value
        if self.is_list:
            return [kept for node in self.inside if (kept := node.plain()) is not None] or None
        found: dict[str, Value] = {}
        for node in self.inside:
            if (kept := node.plain()) is not None:
                found[node.step] = kept
        return found if found or self._may_be_empty() else None

    def _may_be_empty(self) -> bool:
        around = self.above.known if self.above else None
        if self.above is not None and self.above.is_list:
            return True
        return around is not None and is_entry(around, self.step)


def _tree_of(plan: Mapping[str, Value], fields: Mapping[str, Field]) -> _Node:
    root = _Node("", None, inside=[])
    for chapter, value in plan.items():
        _grow(root, chapter, value, fields.get(chapter))
    return root


def _grow(above: _Node, step: str, value: Value, known: Field | None, position: int | None = None) -> _Node:
    node = _Node(step, known, above=above)
    _fill(node, value)
    siblings = above.inside if above.inside is not None else []
    siblings.insert(len(siblings) if position is None else position, node)
    return node


def _fill(node: _Node, value: Value) -> None:
    node.value, node.inside, node.is_list = value, None, False
    known = node.known
    if isinstance(value, dict):
        node.inside = []
        for key, inside in value.items():
            _grow(node, key, inside, known.inside(key) if known else None)
    elif isinstance(value, list) and known is not None:
        node.inside, node.is_list = [], True
        for step, inside in zip(steps_of(value, known), value, strict=True):
            _grow(node, step, inside, known.item)


def _plan_of(tree: _Node) -> dict[str, Value]:
    return {node.step: value for node in tree.inside or () if (value := node.plain()) is not None}


@dataclass(slots=True)
class _Step:
    """A change with the places that it concerns: the value itself, the list or mapping that takes it in."""

    change: Change
    node: _Node | None
    into: _Node | None
    order: tuple[_Node, ...] = ()

    def take(self) -> None:
        """Takes out what goes, renames, and sets values."""
        kind, node = self.change.kind, self.node
        if kind in (Kind.REMOVED, Kind.MOVED) and node is not None and node.above and node.above.inside is not None:
            node.above.inside.remove(node)
        elif kind is Kind.RENAMED and node is not None:
            node.step = str(self.change.after)
        elif kind is Kind.REORDERED and node is not None and node.is_list and node.inside is not None:
            kept = [inner for inner in self.order if inner in node.inside]
            node.inside[:] = [*kept, *(inner for inner in node.inside if inner not in kept)]
        elif kind in (Kind.CHANGED, Kind.TEXT_EDITED, Kind.FORMATTED) and node is not None and self.change.path:
            _fill(node, self.change.after)

    def put(self) -> None:
        """Puts in what comes."""
        if self.into is None:
            return
        if self.into.inside is None:
            self.into.inside = []
        step = self.change.path[-1]
        if self.change.kind is Kind.ADDED:
            known = self.into.known
            inside = None if known is None else known.item if self.into.is_list else known.inside(step)
            _grow(self.into, step, self.change.after, inside, self.change.position)
        elif self.node is not None:
            self.node.step, self.node.above = step, self.into
            position = len(self.into.inside) if self.change.position is None else self.change.position
            self.into.inside.insert(position, self.node)


@dataclass(slots=True)
class _Work:
    """The trees of an account's plans, by the ids before; `former` gives those of plans that have another id now."""

    trees: dict[str, _Node]
    fields: Mapping[str, Field]
    former: Mapping[str, str]

    def step(self, change: Change) -> _Step | None:
        """A change of a value with its places; None for one of a plan as a whole, of an asset, of mere formatting."""
        origin = change.origin_address
        plan = self.trees.get(origin.plan if change.origin else self._before(change))
        if not change.path or change.chapter not in self.fields or plan is None:
            return None
        node = None if change.kind is Kind.ADDED else self._find(plan, _way(origin.chapter, origin.path))
        into = None
        if change.kind is Kind.ADDED:
            into = self._made(plan, _way(origin.chapter, origin.path)[:-1])
        elif change.kind is Kind.MOVED:
            into = self._made(self.trees[self._before(change)], _way(change.chapter, change.path)[:-1])
        order: tuple[_Node, ...] = ()
        if change.kind is Kind.REORDERED and node is not None and node.is_list and isinstance(change.after, list):
            order = tuple(inner for step in change.after if (inner := node.child(str(step))) is not None)
        return _Step(change, node, into, order)

    def _before(self, change: Change) -> str:
        """The id before of the plan that a change is in."""
        return self.former.get(change.plan, change.plan)

    def _find(self, plan: _Node, way: Ids) -> _Node:
        here: _Node | None = plan
        for step in way:
            here = here.child(step) if here else None
        if here is None:
            raise LookupError("/".join(way))
        return here

    def _made(self, plan: _Node, way: Ids) -> _Node:
        """The list or mapping at the end of a way, made where there is none yet."""
        here = plan
        for step in way:
            found = here.child(step)
            if found is None:
                known = self.fields.get(step) if here is plan else here.known.inside(step) if here.known else None
                found = _grow(here, step, None, known)
                found.inside, found.is_list = [], bool(known and known.item is not None and not known.properties)
            here = found
        return here

    def plan(self, change: Change) -> None:
        """A plan that came, went, or has another id."""
        if change.kind is Kind.REMOVED:
            del self.trees[change.plan]
        elif change.kind is Kind.ADDED and isinstance(change.after, dict):
            self.trees[change.plan] = _tree_of(change.after, self.fields)
        else:
            self.trees[change.plan] = self.trees.pop(change.origin_address.plan)


def _way(chapter: str, path: Ids) -> Ids:
    """The way from the top of a plan: prose stands beside its chapter."""
    return path if len(path) == 1 and path[0] == f"{chapter}.md" else (chapter, *path)
