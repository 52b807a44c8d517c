"""A store made small again: what is gone is left out, and many small parts become few."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.corpus import tables
from kg.corpus.building import locked
from kg.corpus.commit import Ledger, commit
from kg.corpus.manifest import FORMAT, Manifest, Part, defined, folder, load
from kg.corpus.part import counted
from kg.corpus.records import ARTICLES, ENTITIES, MENTIONS, STATEMENTS, write
from kg.model import digest

LARGE = 50_000_000
"""Characters of a part that needs no other: fifty thousand news items."""


def compact(store: str | Path) -> Manifest:
    """The store with the same content in few parts without what is gone; the old ones are removed at last.

    A store of an earlier format has this version's afterwards. Parts that different versions read stay apart. Raises
    StoreError where the folder is no store, or is being written.
    """
    place = Path(store)
    manifest = load(place, earlier=True)
    with locked(place):
        parts = [_joined(place, group) if _small(group) else group[0] for group in _groups(manifest.parts)]
        if [p.id for p in parts] == [p.id for p in manifest.parts] and manifest.format == FORMAT:
            return manifest
        return commit(place, parts, Ledger.load(place, manifest), manifest.readers)


def _small(group: Sequence[Part]) -> bool:
    return len(group) > 1 or bool(group[0].gone)


def _groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Neighbouring parts of one reader, as many as make a large one."""
    for reader in dict.fromkeys(p.reader for p in parts):
        group: list[Part] = []
        for part in (p for p in parts if p.reader == reader):
            if group and sum(p.characters for p in group) + part.characters > LARGE:
                yield group
                group = []
            group.append(part)
        yield group


def _joined(store: Path, group: Sequence[Part]) -> Part:
    """One part with what counts of all of them."""
    id = digest(*(f"{p.id}:{p.gone}" for p in group))
    if not folder(store, id).is_dir():
        draft = folder(store, id).with_name(f".{id}.{secrets.token_hex(4)}.part")
        draft.mkdir(parents=True)
        try:
            _write(store, group, draft)
            draft.rename(folder(store, id))
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return counted(store, id, group[0].reader)


def _write(store: Path, group: Sequence[Part], draft: Path) -> None:
    db = tables.engine()
    tables.raw(db, store, group)
    order = " ".join(f"WHEN '{p.id}' THEN {i}" for i, p in enumerate(group))
    db.execute(
        "CREATE TEMP TABLE moved AS SELECT part, n, CAST(row_number() OVER "
        f"(ORDER BY CASE part {order} END, n) - 1 AS INTEGER) AS m FROM raw_articles"
    )
    own = {rows: tables.listed(rows.schema.names) for rows in (ARTICLES, ENTITIES, MENTIONS, STATEMENTS)}
    moved = "JOIN moved USING (part, n)"
    left = "len(skipped) > 0 AND articles = 0 OR reading IN (SELECT reading FROM raw_articles)"
    queries = {
        "readings": f"SELECT * EXCLUDE (part) FROM raw_readings WHERE {left} ORDER BY ALL",
        "articles": f"SELECT m AS n, reading, {own[ARTICLES]} FROM raw_articles {moved} ORDER BY m",
        "entities": (
            f"SELECT {own[ENTITIES]}, list(m ORDER BY m) AS rows FROM "
            f"(SELECT * EXCLUDE (rows), unnest(rows) AS n FROM raw_entities) {moved} GROUP BY ALL ORDER BY ALL"
        ),
        "mentions": (
            f'SELECT m AS n, {own[MENTIONS]} FROM raw_mentions {moved} ORDER BY entity, m, start, "end", reason'
        ),
        "statements": (
            f"SELECT m AS n, statement, {own[STATEMENTS]} FROM raw_statements {moved} "
            'ORDER BY subject, statement, m, start, "end"'
        ),
    }
    ((characters,),) = db.execute("SELECT coalesce(sum(len(text)), 0) FROM raw_articles").fetchall()
    relations = defined(row[0] for row in db.execute("SELECT DISTINCT relation FROM raw_statements").fetchall())
    said = {"characters": characters, "relations": relations}
    for name, query in queries.items():
        write(db.sql(query).to_arrow_table(), draft / f"{name}.parquet", said=said)
