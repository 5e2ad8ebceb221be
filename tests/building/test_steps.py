"""Works in steps: each step is taken by all of them before the next one."""

import pytest

from kamsite.building.steps import Steps, finished, in_step


def counting(name: str, steps: int, done: list[str]) -> Steps[str]:
    for step in range(steps):
        done.append(f"{name}{step}")
        yield
    done.append(f"{name} ends")
    return name.upper()


def test_all_works_take_a_step_before_any_takes_the_next() -> None:
    done: list[str] = []
    assert in_step([counting("a", 2, done), counting("b", 0, done), counting("c", 3, done)]) == ["A", "B", "C"]
    assert done == ["a0", "b ends", "c0", "a1", "c1", "a ends", "c2", "c ends"]


def test_a_work_alone_goes_to_its_end() -> None:
    done: list[str] = []
    assert finished(counting("a", 2, done)) == "A"
    assert done == ["a0", "a1", "a ends"]
    assert in_step([]) == []


def test_what_goes_wrong_in_a_work_is_told() -> None:
    def failing() -> Steps[str]:
        yield
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        in_step([counting("a", 5, []), failing()])
