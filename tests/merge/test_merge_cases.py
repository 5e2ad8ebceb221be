"""Three versions of a file and what comes of them: a case is a folder. `--update` rewrites what is expected."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kamsite.cli import main
from kamsite.merge.driver import Manner, Versions, merge_files
from kamsite.merge.kinds import field_of
from kamsite.model.schema import load_schemas
from kamsite.source.textmerge import Labels

CASES = sorted(Path(__file__).with_name("cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gives_what_is_expected(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [shutil.copy(case / f"{name}.yaml", tmp_path) for name in ("base", "ours", "theirs")]
    path = (case / "path.txt").read_text("utf-8").strip()
    code = main(["merge-driver", *map(str, files), "--path", path, "--language", "en"])
    # A carriage return stands as a sign of its own, because it does not survive in a text file.
    golden(case / "expected.yaml", (tmp_path / "ours.yaml").read_bytes().decode().replace("\r", "␍"))
    golden(case / "expected.txt", f"exit code {code}\n{capsys.readouterr().err}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_clashes_in_the_same_values_when_the_sides_are_exchanged(case: Path) -> None:
    base, ours, theirs = ((case / f"{name}.yaml").read_bytes() for name in ("base", "ours", "theirs"))
    field = field_of((case / "path.txt").read_text("utf-8").strip(), load_schemas())
    manner = Manner(Path(), Labels())
    one, other = (merge_files(Versions(base, *sides), field, manner) for sides in ((ours, theirs), (theirs, ours)))
    assert (one.has_conflicts, one.is_by_meaning) == (other.has_conflicts, other.is_by_meaning)
    assert [(clash.ours, clash.theirs) for _, clash in one.clashes] == [
        (clash.theirs, clash.ours) for _, clash in other.clashes
    ]
