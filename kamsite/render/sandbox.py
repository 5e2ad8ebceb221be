"""The room in which templates run: they see the values they are given and can do nothing else.

Jinja's sandbox asks for each attribute whether it is safe, which makes pages four times as slow. Here the fields of
our own values and the theme's words are known to be safe when a template is compiled, so they are read directly;
everything else still goes through the sandbox. HTML that is already safe is passed on without asking it to escape
itself, and so are texts in which there is nothing to escape.
"""

from collections.abc import Mapping

from jinja2 import FunctionLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from kamsite.render import blocks, contexts, inline

_WORDS = "words"
_DRAW = "draw"


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
        if not _is_name(node.node, _DRAW):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("(shown if type(shown := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
            return
        self.write(")) is Markup else environment.printed(shown))")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a theme's templates; `sources` are their texts by name."""

    code_generator_class = _Compiler

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__(
            loader=FunctionLoader(lambda name: (sources[name], name, None) if name in sources else None),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals.clear()

    printed = staticmethod(inline.printed)


def _is_name(node: nodes.Expr, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
