"""How often Python looks for circles of garbage: seldom while much is made that is kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (200_000, 20, 50)
"""Objects made before a search for garbage, and searches before one among older objects.

Next to all that is made is kept to the end or freed without a search. Python's 700 cost a tenth
of a build.
"""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Search seldom inside the context, and after it as often as before.

    For work in processes that nobody has settled: those of a pool, and programs that use this one.
    Searching is not switched off: a note of a thousand pages shall not fill the machine.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
