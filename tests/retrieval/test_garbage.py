"""Claims about what lives long: it is old for the collector as soon as it is made."""

from __future__ import annotations

import gc

import pytest

from retrieval.garbage import long_lived


def test_what_is_made_to_live_long_is_not_among_the_young() -> None:
    """Where it would be looked through at once, and hold up every thread."""
    with long_lived():
        made = [[number] for number in range(1000)]
    young = {id(one) for generation in (0, 1) for one in gc.get_objects(generation=generation)}
    assert not any(id(one) in young for one in made)
    assert gc.get_freeze_count() == 0


def test_garbage_is_collected_again_afterwards_whatever_happens() -> None:
    """And stays uncollected where it was before."""
    with pytest.raises(ZeroDivisionError), long_lived():
        1 // int(gc.isenabled())
    assert gc.isenabled()
    gc.disable()
    try:
        with long_lived():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
