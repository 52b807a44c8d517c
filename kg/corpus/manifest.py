"""What a store says of itself: its parts, who read them, and where the state of the corpus lies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.corpus.reader import Reader
from kg.kinds import Definition, EntityType, Relation

NAME = "corpus.json"
FORMAT = 3
"""How the tables of the whole are laid out; the parts are the same since 1, and `compact` makes the tables anew."""
TABLES = ("readings", "articles", "entities", "mentions", "statements")


class StoreError(ValueError):
    """A store that cannot be read or written, said in one line that names it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a store: who read it, how much it holds, and which of its articles no longer count.

    `readings` counts what was read, bad inputs too; `gone` are the rows of articles that were replaced or dropped.
    `relations` defines those of its relations that a user's vocabulary declared, as JSON.
    """

    id: str
    reader: str
    readings: int
    articles: int
    entities: int
    mentions: int
    statements: int
    characters: int
    skipped: int
    gone: tuple[int, ...] = ()
    relations: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that counts in a store. `repeated` counts the texts that were given more than once."""

    readers: Mapping[str, Reader] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    state: str = ""
    documents: int = 0
    articles: int = 0
    characters: int = 0
    skipped: int = 0
    entities: int = 0
    mentions: int = 0
    statements: int = 0
    repeated: int = 0
    format: int = FORMAT


def is_store(path: str | Path) -> bool:
    """True for a folder that `kg corpus build` wrote."""
    return (Path(path) / NAME).is_file()


def folder(store: Path, part: str) -> Path:
    """Where a part of a store lies."""
    return store / "parts" / f"part={part}"


def load(store: str | Path, earlier: bool = False) -> Manifest:
    """What the store says of itself; one of an earlier format only where that is asked for.

    Raises:
        StoreError: the folder is no store, or one of another format than this version reads.
    """
    path = Path(store) / NAME
    try:
        said = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(f"{store}: no store (kg corpus build SOURCE --store {store} makes one)") from error
    except (ValueError, OSError) as error:
        raise StoreError(f"{path}: cannot be read: expected what kg corpus build wrote") from error
    held = said.get("format") if isinstance(said, dict) else None
    if not isinstance(held, int) or not 1 <= held <= FORMAT:
        raise StoreError(f"{path}: a store of another format than {FORMAT}: build it again with this version")
    if held < FORMAT and not earlier:
        raise StoreError(f"{path}: a store of an earlier format: kg corpus compact {store} brings it up to date")
    said["readers"] = {k: Reader(**{**v, "folders": tuple(v["folders"])}) for k, v in said["readers"].items()}
    said["parts"] = tuple(Part(**{**p, "gone": tuple(p["gone"])}) for p in said["parts"])
    for defined in {p.relations for p in said["parts"] if p.relations}:
        declare(defined)
    return Manifest(**said)


def defined(names: Iterable[str]) -> str:
    """The definitions of those of the relations that the shipped ontology has not, as JSON; empty without any."""
    relations = (Relation(name) for name in sorted(set(names)))
    found = [asdict(r.definition) for r in relations if r.definition is not None]
    return json.dumps(found, ensure_ascii=False) if found else ""


def declare(definitions: str) -> None:
    """Make the relations known that `defined` wrote."""
    for said in json.loads(definitions):
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
        }
        given |= {name: tuple(map(EntityType, given[name])) for name in ("domain", "range")}
        Relation.declare(Definition(**given))


def save(store: Path, manifest: Manifest) -> None:
    """Put what counts in the place of what did, in one step."""
    from kg.files import atomic_write  # who only reads needs nothing of it

    atomic_write(store / NAME, json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n")
