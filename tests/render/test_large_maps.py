"""Plans with more people than a map can show."""

from pathlib import Path

from kamsite.cli import main
from kamsite.model.analyses.powermap import MOST_PEOPLE


def test_a_map_that_nobody_could_read_is_not_drawn_and_the_table_holds_everybody(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    (plans / "large").mkdir(parents=True)
    (plans / "large" / "plan.yaml").write_text("account: {name: Large AG}\n")
    people = "".join(f"  p{number}: {{name: Person {number}, influence: 5}}\n" for number in range(MOST_PEOPLE + 1))
    (plans / "large" / "people.yaml").write_text(f"people:\n{people}")
    assert main(["build", str(plans), "--out", str(tmp_path / "site"), "--no-cache", "--jobs", "1"]) == 0
    page = (tmp_path / "site" / "en" / "large" / "map.html").read_text("utf-8")
    assert f"A map of {MOST_PEOPLE + 1} people could not be read" in page
    assert 'class="map"' not in page
    assert f"Person {MOST_PEOPLE}" in page
