"""The package's structure, kept by a look at its imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import kamsite

PACKAGE = Path(kamsite.__file__).parent
# Lower layers first: a module imports from its own layer or from lower ones.
LAYERS = (
    ("language", "diagnostics", "suggest", "resources", "horizon", "__init__"),
    ("source", "quoting"),
    ("model",),
    ("compare", "merge"),
    ("render", "output"),
    ("building", "reporters", "explanations"),
    ("commands", "serving", "templates"),
    ("cli", "__main__"),
)
LAYER_OF = {name: number for number, layer in enumerate(LAYERS) for name in layer}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file, ast.parse(file.read_text("utf-8"))


def layer_of(file: Path) -> int:
    return LAYER_OF[file.relative_to(PACKAGE).parts[0].removesuffix(".py")]


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_run_one_way() -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for file, tree in modules()
        for name in imports(tree)
        if name.startswith("kamsite.") and LAYER_OF.get(name.split(".")[1], -1) > layer_of(file)
    ]
    assert not wrong, "\n".join(wrong)


def test_other_programs_are_started_behind_three_doors_only() -> None:
    doors = {"source/gitrepo.py", "render/layout.py", "commands/pager.py"}
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file, tree in modules()
        for name in imports(tree)
        if name.split(".")[0] in ("subprocess", "pty") or name in ("os.system", "os.popen")
    }
    assert found <= doors


def test_the_data_library_has_one_door_that_is_opened_only_where_customers_are_counted() -> None:
    """At the top of a module an import costs every command its time; those for types alone cost nothing."""
    at_the_top: set[str] = set()
    for file, tree in modules():
        for node in tree.body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "polars" or name.endswith("programme.classes") for name in names):
                at_the_top.add(file.relative_to(PACKAGE).as_posix())
    assert at_the_top == {"model/analyses/programme/classes.py"}


def test_files_stay_short() -> None:
    long = {file.relative_to(PACKAGE).as_posix(): len(file.read_text("utf-8").splitlines()) for file, _ in modules()}
    assert not {file: lines for file, lines in long.items() if lines > 420}
