"""Records that are made by the ten thousand while one document is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass that type checkers hold frozen, and Python does not.

    A frozen one sets each of its fields through `object.__setattr__`, so that it takes several times as long; of
    reading, that was a tenth. Two are equal only where they are the same one.

    >>> @record
    ... class Place:
    ...     name: str
    ...     level: int = 0
    >>> Place("云川省"), Place("云川省") == Place("云川省")
    (Place(name='云川省', level=0), False)
    """
    return dataclass(slots=True, eq=False)(cls)
