"""The garbage collector, held back while much is made that does not come back."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (500_000, 100, 100)


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic garbage is looked for while the block runs, which makes many records and no cycles.

    Reference counts free what it drops all the same; looking for cycles would go over every record again and again.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Cyclic garbage is seldom looked for while the block runs, which keeps most of what it makes.

    What stays is gone over once, not again and again; what readers of PDF and the like leave behind is still found.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
