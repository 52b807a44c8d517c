"""policy-kg: Chinese government press text as a knowledge graph with exact evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.version import __version__

__all__ = ["KnowledgeGraph", "__version__", "build", "build_text", "load"]

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.pipeline import build, build_text
    from kg.rdf import load

_HOMES = {"KnowledgeGraph": "kg.graph", "build": "kg.pipeline", "build_text": "kg.pipeline", "load": "kg.rdf"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import kg` and `kg --help` stay fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
