"""Answers that were given, for those who ask the same again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from kg.serve.answers import Answer

_SHARE: Final = 8
"""An answer may take one of so many parts of the room, so that one does not drive all others out."""

_OVERHEAD: Final = 1_000
"""Bytes that an answer takes beside its own and its request's."""


class Kept:
    """The answers that were asked for last, of so many bytes together."""

    def __init__(self, most: int) -> None:
        """Keep at most so many bytes."""
        self.most, self.bytes = most, 0
        self._answers: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer to the request, None where it is not kept."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            self._answers.move_to_end(key)
            return found[0]

    def put(self, key: tuple[str | bytes | bool | None, ...], answer: Answer) -> None:
        """Keep the answer to the request, and let go of those that nobody asked for the longest."""
        size = len(answer.body) + sum(len(part) for part in key if isinstance(part, str | bytes)) + _OVERHEAD
        if size > self.most // _SHARE:
            return
        with self._lock:
            before = self._answers.pop(key, None)
            self._answers[key] = answer, size
            self.bytes += size - (before[1] if before else 0)
            while self.bytes > self.most:
                _, (_, gone) = self._answers.popitem(last=False)
                self.bytes -= gone
