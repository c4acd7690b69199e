"""Claims about the one door to a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.worker import Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker of its own."""
    made = Worker()
    yield made
    made.close()


async def test_work_does_not_block_the_loop(worker: Worker) -> None:
    """While the thread waits, the loop goes on: it is the loop that ends the waiting."""
    gate = threading.Event()
    asyncio.get_running_loop().call_soon(gate.set)
    assert await worker.run(gate.wait, 10)


async def test_one_thing_is_done_after_another(worker: Worker) -> None:
    """All work runs in one thread, in the order in which it was given."""
    done: list[int] = []
    await asyncio.gather(*(worker.run(done.append, n) for n in range(20)))
    assert done == list(range(20))
    assert await worker.run(threading.get_ident) == await worker.run(threading.get_ident)


async def test_an_error_comes_back_to_who_asked(worker: Worker) -> None:
    """And the thread goes on with the next."""
    with pytest.raises(ZeroDivisionError):
        await worker.run(divmod, 1, 0)
    assert await worker.run(divmod, 7, 2) == (3, 1)
