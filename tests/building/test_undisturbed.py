"""Work without the search for garbage, and without one of everything that the work has left."""

import gc

from kamsite.building.undisturbed import undisturbed


def test_meanwhile_nobody_looks_and_afterwards_somebody_does() -> None:
    with undisturbed():
        assert not gc.isenabled()
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_is_not_looked_through_afterwards() -> None:
    try:
        with undisturbed():
            made = [[number] for number in range(1000)]
        looked_through = {id(one) for one in gc.get_objects()}
        assert not any(id(one) in looked_through for one in made)
    finally:
        gc.unfreeze()
