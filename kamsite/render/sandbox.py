"""The room in which templates run: they see the values they are given and can do nothing else.

Jinja's sandbox asks for each attribute whether it is safe, which makes pages four times as slow. Here the fields of
our own values and the theme's words are known to be safe when a template is compiled, so they are read directly;
everything else still goes through the sandbox. HTML that is already safe is passed on without asking it to escape
itself, and so are texts in which there is nothing to escape. Templates of ours that others include are compiled into
these, and a macro calls another one of its template directly.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeGuard

from jinja2 import FunctionLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import escape
from msgspec import Struct

from kamsite.render import blocks, contexts, inline
from kamsite.render.themeerror import DEFAULT

_WORDS = "words"
_DRAW = "draw"
_MORE_ARGUMENTS = frozenset({"caller", "kwargs", "varargs"})


def _names_of_fields() -> frozenset[str]:
    values = [value for module in (blocks, contexts) for value in vars(module).values() if isinstance(value, type)]
    return frozenset(name for value in values if issubclass(value, Struct) for name in value.__struct_fields__)


FIELDS = _names_of_fields()


class Words(dict[str, str]):
    """What the templates of a theme say, by key; a word that is not there fails where it is used."""

    def __missing__(self, key: str) -> StrictUndefined:
        return StrictUndefined(f"there is no word {key!r}")


class _Compiler(CodeGenerator):
    """Jinja's compiler with a few shorter ways."""

    def enter_frame(self, frame: Frame) -> None:
        """A template gathers what it draws, as macros do, and gives it back at once instead of word by word."""
        super().enter_frame(frame)
        if frame.rootlevel or frame.block_frame:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if frame.rootlevel or frame.block_frame:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope=with_python_scope)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - as in Jinja
        self._plain = {macro.name: len(macro.args) for macro in node.body if _is_plain(macro)}
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja calls it by this name
        if _is_name(node.node, _WORDS):
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")
        elif node.attr in FIELDS:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - as in Jinja
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        is_macro = self._plain.get(name) == len(node.args) and frame.symbols.ref(name) == f"l_0_{name}"
        if not (is_macro or name == _DRAW) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("environment.safe(" if is_macro else "(")
        self.visit(node.node, frame)
        self.write("._func(" if is_macro else "(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write("))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("(shown if type(shown := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
            return
        self.write(
            ")) is Markup else environment.escaped(shown) if type(shown) is str else environment.printed(shown))"
        )


class _Inliner(NodeTransformer):
    """Puts the templates of the default theme in the place where others include them."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - as in Jinja
        name = str(node.template.value) if isinstance(node.template, nodes.Const) else ""
        source = self._sandbox.sources.get(f"{DEFAULT}/{name}")
        if source is None or source != self._sandbox.sources[name] or not node.with_context:
            return node
        return nodes.Scope(self._sandbox.parse(source, name).body, lineno=node.lineno)


def _printed(value: object) -> str:
    return str(value) if type(value) is int else escape(value)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a theme's templates; `sources` are their texts by name."""

    code_generator_class = _Compiler

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources
        super().__init__(
            loader=FunctionLoader(lambda name: (sources[name], name, None) if name in sources else None),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals.clear()

    # Most texts are words and addresses, the same on page after page.
    escaped = staticmethod(lru_cache(maxsize=8192)(escape))
    printed = staticmethod(_printed)
    safe = staticmethod(inline.safe)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Inliner(self).visit(tree)
        return tree


def _is_plain(node: nodes.Node) -> TypeGuard[nodes.Macro]:
    """Whether this is a macro that takes just what its arguments name."""
    if not isinstance(node, nodes.Macro) or node.defaults:
        return False
    return _MORE_ARGUMENTS.isdisjoint(name.name for name in node.find_all(nodes.Name))


def _is_name(node: nodes.Expr, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
