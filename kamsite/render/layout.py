"""The only door to Graphviz: DOT goes in, positions come out, and a failing engine costs a map, never the build.

A layout program is foreign code that may be missing, hang, crash or print rubbish. Maps are given to it in batches;
one that fails is tried alone, then simplified (without divisions), then with the other engine, and if nothing helps
its place in the result says why.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from kamsite.language import Text

PIP_ENGINE = "graphviz-pure"
SYSTEM_ENGINE = "dot"

_BATCH = 50
_MOST_OUTPUT = 64 * 1024 * 1024
_FRUITLESS_RUNS = 12
_FRUITLESS_WAITS = 3
DOTS_PER_INCH = 72
# A line of the plain format: `node p3 9.3889 6.0867 3.1389 2.0347 "" solid box #00000c #00000c`. Nobody needs a map of
# ten thousand inches.
_PLACE = re.compile(r"^node (\w+) (-?\d{1,4}(?:\.\d+)?) (-?\d{1,4}(?:\.\d+)?) .* #([0-9a-f]{6}) \S+$", re.MULTILINE)
_NODE = re.compile(r"^\s*(?!graph |node |edge )(\w+)(?: \[.*\])?$", re.MULTILINE)
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Engine:
    """A layout program: what it is called, where it lies, and how many maps it gets at once.

    Only `graphviz-pure` gets several: in `dot` a map depends on the maps before it in the same run.
    """

    name: str
    program: str
    batch: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The middles of the nodes in pixels, y downwards. `is_simplified`: divisions were not kept together."""

    nodes: Mapping[str, tuple[float, float]]
    is_simplified: bool = False


@dataclass(frozen=True, slots=True)
class LayoutFailure:
    """Why a map could not be laid out."""

    reason: Text


def find_engine(setting: str = "") -> Engine | LayoutFailure:
    """The engine by its setting: `graphviz-pure`, `dot`, or the path of a program that understands dot's options.

    Without a setting it is the one that came with pip, else the system's `dot`.
    """
    if not setting:
        program = _pip_program() or shutil.which(SYSTEM_ENGINE)
        return _engine(program) if program else _missing(PIP_ENGINE)
    program = _pip_program() if setting == PIP_ENGINE else shutil.which(setting)
    return _engine(program) if program else _missing(setting)


def other_engine(engine: Engine) -> Engine | None:
    """The engine to try when this one fails: the system's `dot`, or the one that came with pip."""
    program = shutil.which(SYSTEM_ENGINE) if engine.name == PIP_ENGINE else _pip_program()
    return _engine(program) if program and program != engine.program else None


def _engine(program: str) -> Engine:
    name = Path(program).stem.lower()
    return Engine(name, str(Path(program).absolute()), _BATCH if name == PIP_ENGINE else 1)


def _pip_program() -> str | None:
    """The program of the `graphviz-pure` package, also when its virtual environment is not activated."""
    name = PIP_ENGINE + (".exe" if sys.platform == "win32" else "")
    found = Path(sysconfig.get_path("scripts")) / name
    if found.is_file():
        return str(found)
    try:
        files = metadata.files(PIP_ENGINE) or []
    except metadata.PackageNotFoundError:
        files = []
    places = (Path(str(one.locate())) for one in files if one.name == name)
    return next((str(place.resolve()) for place in places if place.is_file()), None) or shutil.which(PIP_ENGINE)


def identify(engine: Engine) -> str:
    """The engine with its version, for remembering layouts; only the name where it does not say."""
    answer = _run(engine, "", 10.0, ("-V",))
    return f"{engine.name} {answer.output.decode('utf-8', 'replace').strip()}".strip()


def lay_out(
    dots: Sequence[str], *, engine: Engine, fallback: Engine | None = None, seconds: float = 20.0, jobs: int = 1
) -> list[Layout | LayoutFailure]:
    """A layout for each DOT text, or why there is none, in the order of the texts.

    The texts are as `to_dot` makes them. `seconds` is the time limit of one run of an engine, `jobs` how many runs
    may go on at once.
    """
    unique = list(dict.fromkeys(dots))
    patience = _Patience()
    chunks = [unique[start : start + engine.batch] for start in range(0, len(unique), engine.batch)]
    found: dict[str, Layout] = {}
    with ThreadPoolExecutor(max(1, min(jobs, len(chunks)))) as pool:
        for part in pool.map(lambda chunk: _batch(chunk, engine, seconds, patience), chunks):
            found.update(part)
    results: dict[str, Layout | LayoutFailure] = {}
    for dot in unique:
        results[dot] = found.get(dot) or _alone(dot, [engine, *([fallback] if fallback else [])], seconds, patience)
    return [results[dot] for dot in dots]


@dataclass(slots=True)
class _Patience:
    """How often engines ran for nothing since they last did something; a broken one is not started for ever."""

    runs: dict[str, int] = field(default_factory=dict)
    waits: dict[str, int] = field(default_factory=dict)
    last: dict[str, Text] = field(default_factory=dict)

    def is_over(self, engine: Engine) -> bool:
        program = engine.program
        return self.runs.get(program, 0) >= _FRUITLESS_RUNS or self.waits.get(program, 0) >= _FRUITLESS_WAITS

    def note(self, engine: Engine, answer: "_Answer", is_fruitful: bool) -> None:
        program = engine.program
        self.runs[program] = 0 if is_fruitful else self.runs.get(program, 0) + 1
        self.waits[program] = 0 if is_fruitful else self.waits.get(program, 0) + answer.is_late
        if not is_fruitful:
            self.last[program] = answer.reason(engine)


def _batch(dots: Sequence[str], engine: Engine, seconds: float, patience: _Patience) -> dict[str, Layout]:
    """The layouts of those maps that an engine manages together; after a failing one it starts again with the next."""
    found: dict[str, Layout] = {}
    rest = list(dots)
    while rest and not patience.is_over(engine):
        answer = _run(engine, "".join(_numbered(dot, number) for number, dot in enumerate(rest)), seconds)
        layouts = _layouts(answer.output, rest)
        patience.note(engine, answer, bool(layouts))
        found.update((rest[number], layout) for number, layout in layouts.items())
        rest = [dot for dot in rest if dot not in found][1:]
    return found


def _alone(dot: str, engines: Sequence[Engine], seconds: float, patience: _Patience) -> Layout | LayoutFailure:
    """A single map with each engine in turn, as it is and simplified; the first reason when all fail."""
    reason: Text | None = None
    for engine in engines:
        for text in dict.fromkeys((dot, simplified(dot))):
            if patience.is_over(engine):
                reason = reason or patience.last[engine.program]
                break
            answer = _run(engine, _numbered(text, 0), seconds)
            layout = _layouts(answer.output, [dot]).get(0)
            patience.note(engine, answer, layout is not None)
            if layout:
                return replace(layout, is_simplified=text != dot)
            reason = reason or answer.reason(engine)
    return LayoutFailure(reason or _missing(PIP_ENGINE).reason)


def simplified(dot: str) -> str:
    """The same map without divisions: what mostly makes an engine fail. The same text where there are none."""
    return dot.replace("subgraph cluster_", "subgraph group_")


def _numbered(dot: str, number: int) -> str:
    """The DOT with a number, by which its layout is found again in the output.

    In the plain format, of which an engine has to write and we have to read the least, no graph has a name. But it
    gives the colour of each node, which takes no part in the layout.
    """
    return dot.replace("{", f'{{\n\tnode [color="#{number:06x}"]', 1).rstrip() + "\n"


def _layouts(output: bytes, dots: Sequence[str]) -> dict[int, Layout]:
    """The layouts in an engine's output by number; incomplete or senseless ones are left out."""
    places: dict[int, dict[str, tuple[float, float]]] = {}
    for name, x, y, number in _PLACE.findall(output.decode("ascii", "replace")):
        places.setdefault(int(number, 16), {})[name] = float(x), float(y)
    asked = ((number, dot, places.get(number, {})) for number, dot in enumerate(dots))
    return {number: _layout(nodes) for number, dot, nodes in asked if set(_NODE.findall(dot)) <= nodes.keys()}


def _layout(nodes: Mapping[str, tuple[float, float]]) -> Layout:
    """The layout with these places, given in inches with y upwards.

    As the widths of nodes are even numbers of pixels, their middles are whole ones, though inches are rounded.
    """
    highest = max((y for _, y in nodes.values()), default=0.0)
    return Layout(
        {
            name: (float(round(x * DOTS_PER_INCH)), float(round((highest - y) * DOTS_PER_INCH)))
            for name, (x, y) in nodes.items()
        }
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a run of an engine gave: its output and how it ended."""

    output: bytes = b""
    code: int = 0
    is_late: bool = False
    is_flood: bool = False
    is_missing: bool = False

    def reason(self, engine: Engine) -> Text:
        """Why there is no layout in it."""
        name = engine.name
        if self.is_missing:
            return _missing(engine.program).reason
        if self.is_late:
            return Text(
                en=f"The layout program {name} did not finish in time.",
                de=f"Das Layoutprogramm {name} ist nicht rechtzeitig fertig geworden.",
            )
        if self.code < 0 and not self.is_flood:
            return Text(
                en=f"The layout program {name} crashed ({_signal_name(-self.code)}).",
                de=f"Das Layoutprogramm {name} ist abgestürzt ({_signal_name(-self.code)}).",
            )
        if self.code and not self.is_flood:
            return Text(
                en=f"The layout program {name} gave up on this map (exit code {self.code}).",
                de=f"Das Layoutprogramm {name} hat bei dieser Power-Map aufgegeben (Rückgabewert {self.code}).",
            )
        return Text(
            en=f"The layout program {name} did not answer with a layout.",
            de=f"Das Layoutprogramm {name} hat nicht mit einem Layout geantwortet.",
        )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _missing(program: str) -> LayoutFailure:
    return LayoutFailure(
        Text(
            en=f"The layout program “{program}” is not there: install it with “pip install {PIP_ENGINE}”.",
            de=f"Das Layoutprogramm „{program}“ fehlt: installieren Sie es mit „pip install {PIP_ENGINE}“.",
        )
    )


def _run(engine: Engine, text: str, seconds: float, options: Sequence[str] = ("-Kdot", "-Tplain")) -> _Answer:
    """One run of an engine within a time limit, with little of our environment and nobody's configuration."""
    ends = monotonic() + seconds
    with tempfile.TemporaryFile() as given:
        given.write(text.encode("ascii", "replace"))
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - a list, no shell, our own DOT on standard input
                [engine.program, *options],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if options == ("-V",) else subprocess.DEVNULL,
                bufsize=0,
                env={"LC_ALL": "C"} | {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
                start_new_session=True,
            )
        except OSError:
            return _Answer(is_missing=True)
    output = bytearray()
    with process:
        reader = Thread(target=_read, args=(process.stdout, output), daemon=True)
        reader.start()
        reader.join(max(0.0, ends - monotonic()))
        is_flood = len(output) > _MOST_OUTPUT
        is_late = reader.is_alive() and not is_flood
        if not is_late and not is_flood:
            try:
                process.wait(max(0.0, ends - monotonic()))
            except subprocess.TimeoutExpired:
                is_late = True
        if is_late or is_flood:
            _kill(process)
            reader.join(1.0)
    return _Answer(bytes(output[:_MOST_OUTPUT]), process.returncode or 0, is_late, is_flood)


def _read(stream: IO[bytes], output: bytearray) -> None:
    """Collect what a program prints, until it ends or prints too much."""
    while len(output) <= _MOST_OUTPUT and (part := stream.read(65536)):
        output.extend(part)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program with everything that it started."""
    if sys.platform != "win32":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.kill()
