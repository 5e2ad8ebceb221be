"""Work spread over processes: everything is done once, in order, and what fails is heard of."""

import os

import pytest

from kamsite.building import work
from kamsite.building.spread import FORKS, spread


def doubled(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_works(jobs: int) -> None:
    assert list(spread(doubled, range(10), jobs)) == [2 * number for number in range(10)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_elsewhere_is_one_here(jobs: int) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(spread(doubled, range(20), jobs))


@pytest.mark.skipif(not FORKS, reason="processes are told what to do, and this cannot be told")
def test_several_jobs_are_several_processes() -> None:
    here = os.getpid()
    assert here not in spread(lambda _: os.getpid(), range(4), 2)


@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 17, 100, 1000])
def test_every_account_is_in_one_part(count: int, jobs: int) -> None:
    parts = list(work._parts(range(count), jobs))  # type: ignore[arg-type]
    assert [one for part in parts for one in part] == list(range(count))
    assert all(0 < len(part) <= work._TOGETHER for part in parts)


def test_parts_grow_smaller_towards_the_end() -> None:
    sizes = [len(part) for part in work._parts(range(1000), 2)]  # type: ignore[arg-type]
    assert sizes[0] == 1
    assert max(sizes[-2:]) <= work._AT_LEAST
