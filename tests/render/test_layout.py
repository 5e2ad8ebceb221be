"""The door to Graphviz: engines that work, and engines that are missing, hang, crash, print rubbish or refuse."""

import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kamsite.render.layout import (
    PIP_ENGINE,
    Engine,
    Layout,
    LayoutFailure,
    find_engine,
    identify,
    lay_out,
    other_engine,
    simplified,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the pretended engines are scripts with a first line #!")
SIMPLE = "digraph map {\n\tp0 [height=1 width=2]\n\tp1 [height=1 width=2]\n\tp0 -> p1 [weight=2]\n}\n"
OTHER = SIMPLE.replace("width=2", "width=3")
CLUSTERED = "digraph map {\n\tsubgraph cluster_0 {\n\t\tp0 [height=1 width=2]\n\t}\n}\n"

# A pretended engine: reads the graphs, answers each with a place for p0 and p1, and misbehaves where told.
SCRIPT = """#!{python}
import os, re, signal, sys, time
with open({log!r}, "a") as log:
    log.write("x")
given = sys.stdin.read()
graphs = ["digraph" + part for part in given.split("digraph")[1:]]
for graph in graphs:
    color = re.search('color="(#[0-9a-f]+)"', graph)[1]
    answer = [["node", "p0", "1.5", "2.5", "2", "1"], ["node", "p1", "1.5", "0.5", "2", "1"]]
    {misbehaviour}
    print("graph 1 3 3")
    print("\\n".join(" ".join([*one, '""', "solid", "box", color, color]) for one in answer))
    print("stop", flush=True)
"""

Pretend = Callable[..., Engine]


@pytest.fixture
def pretend(tmp_path: Path) -> Pretend:
    """Makes an engine that misbehaves in a way that is given as Python."""

    def make(misbehaviour: str = "pass", name: str = "engine", batch: int = 50) -> Engine:
        script = tmp_path / name
        text = SCRIPT.format(python=sys.executable, log=str(tmp_path / f"{name}.runs"), misbehaviour=misbehaviour)
        script.write_text(text, encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return Engine(name, str(script), batch)

    return make


def runs(engine: Engine) -> int:
    log = Path(f"{engine.program}.runs")
    return len(log.read_text(encoding="utf-8")) if log.exists() else 0


def english(result: Layout | LayoutFailure) -> str:
    assert isinstance(result, LayoutFailure)
    return result.reason.en


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = find_engine()
    assert isinstance(found, Engine)
    return found


def test_the_engine_that_came_with_pip_is_found_without_an_activated_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = find_engine()
    assert isinstance(found, Engine)
    assert found.name == PIP_ENGINE
    assert Path(found.program).is_absolute()


def test_an_engine_that_is_set_but_not_there_is_said_with_what_to_do() -> None:
    assert "pip install graphviz-pure" in english(find_engine("no-such-program"))


def test_the_other_engine_is_never_the_same(engine: Engine) -> None:
    other = other_engine(engine)
    assert other is None or other.program != engine.program


def test_an_engine_says_its_version(engine: Engine) -> None:
    assert "version" in identify(engine)


def test_positions_are_in_pixels_with_y_downwards(engine: Engine) -> None:
    [layout] = lay_out([SIMPLE], engine=engine)
    assert isinstance(layout, Layout)
    (x0, y0), (x1, y1) = layout.nodes["p0"], layout.nodes["p1"]
    assert (y0, x0) == (0, x1)
    assert y1 >= 72
    assert not layout.is_simplified


def test_a_batch_gives_what_single_runs_give_in_the_order_asked(engine: Engine) -> None:
    dots = [SIMPLE, OTHER, CLUSTERED, SIMPLE]
    together = lay_out(dots, engine=engine)
    alone = [lay_out([dot], engine=engine)[0] for dot in dots]
    assert together == alone


def test_several_runs_at_once_give_the_same(engine: Engine) -> None:
    dots = [SIMPLE.replace("width=2", f"width={n}") for n in range(2, 9)]
    small_batches = Engine(engine.name, engine.program, batch=2)
    assert lay_out(dots, engine=small_batches, jobs=3) == lay_out(dots, engine=engine)


def test_no_maps_need_no_engine() -> None:
    assert lay_out([], engine=Engine("none", "/nowhere/none")) == []


@POSIX
def test_equal_maps_are_laid_out_once(pretend: Pretend) -> None:
    engine = pretend()
    first, second = lay_out([SIMPLE, SIMPLE], engine=engine)
    assert first is second
    assert runs(engine) == 1


def test_a_missing_program_is_a_reason_not_an_exception() -> None:
    assert "is not there" in english(lay_out([SIMPLE], engine=Engine("gone", "/nowhere/gone"))[0])


@POSIX
def test_a_hanging_engine_is_stopped_with_everything_it_started(pretend: Pretend, tmp_path: Path) -> None:
    beats = tmp_path / "beats"
    heart = f"while :; do echo x >> {beats}; sleep 0.05; done"
    child = f"import subprocess; subprocess.Popen(['sh', '-c', {heart!r}]); time.sleep(60)"
    began = time.monotonic()
    assert "did not finish in time" in english(lay_out([SIMPLE], engine=pretend(child), seconds=0.7)[0])
    assert time.monotonic() - began < 10
    time.sleep(0.1)
    counted = beats.stat().st_size
    time.sleep(0.3)
    assert beats.stat().st_size == counted > 0


@POSIX
def test_an_engine_that_goes_on_after_its_answer_is_stopped_too(pretend: Pretend) -> None:
    lines = ("node p0 1 2 2 1 {0} solid box {0} {0}", "node p1 1 1 2 1 {0} solid box {0} {0}")
    closes = f"[print(one.format(color), flush=True) for one in {lines}]; os.close(1); time.sleep(60)"
    [result] = lay_out([SIMPLE], engine=pretend(closes), seconds=0.7)
    assert isinstance(result, Layout)


@POSIX
@pytest.mark.parametrize(
    ("misbehaviour", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed (SIGSEGV)"),
        ("sys.exit(3)", "exit code 3"),
        ("print('trouble in init_rank'); continue", "did not answer with a layout"),
        ("print('node ' * 200000); continue", "did not answer with a layout"),
        ("sys.stdout.buffer.write(b'\\xff\\x00node p0 \\xfe'); continue", "did not answer with a layout"),
        ("answer = [one[:3] for one in answer]", "did not answer with a layout"),
        ("answer[0][2] = 'nan'", "did not answer with a layout"),
        ("answer[0][2] = '1e300'", "did not answer with a layout"),
        ("answer[0][3] = '9' * 400", "did not answer with a layout"),
        ("answer[0][2:4] = ['(1,', '2)']", "did not answer with a layout"),
        ("answer.pop()", "did not answer with a layout"),
        ("color = '#00004d'", "did not answer with a layout"),
        ("color = 'black'", "did not answer with a layout"),
        ("answer = [[]]", "did not answer with a layout"),
    ],
)
def test_an_engine_that_misbehaves_is_a_reason(pretend: Pretend, misbehaviour: str, said: str) -> None:
    assert said in english(lay_out([SIMPLE], engine=pretend(misbehaviour), seconds=10)[0])


@POSIX
def test_an_engine_that_floods_us_is_stopped(pretend: Pretend) -> None:
    flood = "exec(\"while True: sys.stdout.write('x' * 1000000)\")"
    began = time.monotonic()
    assert "did not answer" in english(lay_out([SIMPLE], engine=pretend(flood), seconds=60)[0])
    assert time.monotonic() - began < 30


@POSIX
def test_one_failing_map_costs_only_itself(pretend: Pretend) -> None:
    engine = pretend("if 'width=9' in graph: os.kill(os.getpid(), signal.SIGABRT)")
    dots = [SIMPLE.replace("width=2", f"width={width}") for width in (1, 2, 9, 3, 4)]
    results = lay_out(dots, engine=engine, seconds=10)
    assert [isinstance(result, Layout) for result in results] == [True, True, False, True, True]
    assert "SIGABRT" in english(results[2])
    assert runs(engine) <= 4


@POSIX
def test_a_map_that_fails_is_tried_without_divisions(pretend: Pretend) -> None:
    [result] = lay_out([CLUSTERED], engine=pretend("if 'cluster_' in graph: sys.exit(1)"), seconds=10)
    assert isinstance(result, Layout)
    assert result.is_simplified


@POSIX
def test_a_map_that_fails_is_tried_with_the_other_engine(pretend: Pretend) -> None:
    broken, sound = pretend("sys.exit(1)", name="broken"), pretend(name="sound")
    [result] = lay_out([CLUSTERED], engine=broken, fallback=sound, seconds=10)
    assert isinstance(result, Layout)
    assert not result.is_simplified


@POSIX
def test_the_first_reason_is_told_when_both_engines_fail(pretend: Pretend) -> None:
    first, second = pretend("sys.exit(4)", name="first"), pretend("sys.exit(5)", name="second")
    assert "first" in english(lay_out([SIMPLE], engine=first, fallback=second, seconds=10)[0])


@POSIX
def test_a_hanging_engine_is_not_waited_for_at_every_map(pretend: Pretend) -> None:
    engine = pretend("time.sleep(60)")
    dots = [SIMPLE.replace("width=2", f"width={width}") for width in range(1, 40)]
    results = lay_out(dots, engine=engine, seconds=0.3)
    assert all(isinstance(result, LayoutFailure) for result in results)
    assert runs(engine) <= 3


@POSIX
def test_a_broken_engine_is_not_started_for_every_map(pretend: Pretend) -> None:
    engine = pretend("sys.exit(1)")
    dots = [SIMPLE.replace("width=2", f"width={width}") for width in range(1, 40)]
    assert all("exit code 1" in english(result) for result in lay_out(dots, engine=engine, seconds=10))
    assert runs(engine) <= 12


@POSIX
def test_the_engine_sees_little_of_our_environment(
    pretend: Pretend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GV_FILE_PATH", "GVBINDIR", "DOTFONTPATH", "HOME", "SECRET_TOKEN"):
        monkeypatch.setenv(name, "/somewhere")
    seen = tmp_path / "seen"
    lay_out([SIMPLE], engine=pretend(f"open({str(seen)!r}, 'w').write(' '.join(os.environ))"), seconds=10)
    names = set(seen.read_text(encoding="utf-8").split()) - {"LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
    assert names <= {"PATH", "LC_ALL", "TMPDIR", "TEMP", "TMP"}


def test_a_simplified_map_has_no_divisions_and_a_plain_one_stays_as_it_is() -> None:
    assert "cluster" not in simplified(CLUSTERED)
    assert simplified(SIMPLE) == SIMPLE
