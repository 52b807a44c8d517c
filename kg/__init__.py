"""policy-kg: Chinese government press text as a knowledge graph with exact evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.version import __version__

__all__ = ["KnowledgeGraph", "__version__", "build", "build_text", "load", "open"]

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph, build, build_text, load, open

_API = frozenset({"KnowledgeGraph", "build", "build_text", "load", "open"})


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import kg` and `kg --help` stay fast."""
    if name not in _API:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module("kg.api"), name)
    globals()[name] = value
    return value
