"""Memory that is laid out once and does not come back: nothing to collect while it is."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
