"""Sources to a store: what is new or changed is read, by several processes that each write their own part."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from kg.corpus import reader as readers
from kg.corpus.commit import Ledger, Line, Source, commit, read_sources
from kg.corpus.inputs import Input, Unit, inputs
from kg.corpus.manifest import FORMAT, Manifest, Part, StoreError, folder, is_store, load
from kg.corpus.part import counted, part_id
from kg.corpus.pool import Awaited, Pool
from kg.corpus.records import column_values
from kg.garbage import seldom_collected
from kg.read import InputError

PART_BYTES = 2_000_000
"""Bytes of input in a part: a thousand news items, read in some seconds, which is what a kill may cost."""
_STEPS = 4
"""The first parts are smaller and grow in so many steps: several processes share little that is new, too."""
_LOOKS, _LEAST = 6, 16
"""Where little of much input is new, a part ends after a sixth of it, with a sixteenth of the bytes: nobody waits."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is: documents and characters that were read, and the share of the input (0 to 1) done."""

    documents: int
    characters: int
    share: float


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many inputs were new or changed and read, unchanged, replaced, and gone from their source.

    `resumed` counts the parts that an earlier build, which did not come to its end, had left. `errors` are inputs
    that could not be gone through at all, `notes` what was left out.
    """

    manifest: Manifest
    read: int
    unchanged: int
    replaced: int
    missing: int
    dropped: int
    resumed: int
    errors: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Plan:
    """What is known while the sources are gone through."""

    old: Ledger
    reader: str
    have: set[str]
    lines: list[Line] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    unchanged: int = 0
    errors: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    by_path: dict[tuple[str, str], list[Line]] = field(default_factory=dict)
    begin: Callable[[], None] = lambda: None

    def before(self, item: Input) -> list[Line]:
        """What the ledger has of an input."""
        if not self.by_path:
            for line in self.old.lines:
                self.by_path.setdefault((line.root, line.path), []).append(line)
        return self.by_path.get((item.root, item.path), [])


def build(
    sources: Sequence[str],
    store: str | Path,
    *,
    ontology: Sequence[str | Path] = (),
    jobs: int = 0,
    prune: bool = False,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[Step], None] = lambda step: None,
) -> Built:
    """The store with what the sources hold now: what is new or changed is read, the rest is as it was.

    All of a source is read again when another version of the tool or the vocabularies read it. What is gone from a
    source stays in the store unless `prune`. `columns` says which column or key of rows holds what, as for
    `kg.read.read`. `jobs` is the number of processes, 0 for one to each core; the store does not depend on it. A build
    that is ended, in whatever way, leaves the store as it was; the next one goes on from the parts that were done.

    Raises:
        InputError: a source does not exist, or nothing of it can be read.
        StoreError: the folder holds something else than a store, or another build is writing to it.
        LexiconError: a vocabulary of `ontology` cannot be read.
    """
    place = Path(store)
    with locked(place), seldom_collected():
        manifest = load(place, earlier=True) if is_store(place) else Manifest()
        notes: list[str] = []
        found = [(root, list(inputs(root, notes.append))) for root in sources]
        seen = {s[:3] for s in read_sources(place, manifest)}
        parts: list[Part] = []
        resumed = 0
        total = _Total(progress, sum(max(i.size, 1) for _, each in found for i in each))
        workers = jobs or os.cpu_count() or 1
        with closing(Pool(workers, place, tuple(map(str, ontology)), dict(columns or {}))) as pool:
            if any(i.digest and (i.root, i.path, i.digest) not in seen for _, each in found for i in each):
                pool.begin()
            now = readers.current(ontology)
            old, reader = Ledger.load(place, manifest), now.id
            have = {line.reading for line in old.lines if line.reader == reader}
            plan = _Plan(old, reader, have, columns=dict(columns or {}), seen=seen, begin=pool.begin)
            for part, was_there in _parts(place, plan, found, pool, total):
                parts.append(part)
                resumed += was_there
        read = sum(p.readings for p in parts)
        lines, counts = _settled(place, plan, sources, parts, prune)
        ledger = Ledger(tuple(lines), _sources(plan, sources))
        if not ledger.lines:
            raise InputError(plan.errors[0] if plan.errors else f"{' '.join(sources)}: holds no document")
        same = not parts and ledger == old and manifest.format == FORMAT
        known = {**manifest.readers, reader: now}
        made = manifest if same else commit(place, [*manifest.parts, *parts], ledger, known)
        return Built(made, read, plan.unchanged, *counts, resumed, tuple(plan.errors), tuple(notes))


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """The store for this process alone, while the block runs; the lock goes with the process, on every system."""
    if store.is_file():
        raise StoreError(f"{store}: is a file; a store is a folder")
    if (
        store.is_dir()
        and not is_store(store)
        and any(p.name not in {"parts", "state", "triples", ".lock"} for p in store.iterdir())
    ):
        raise StoreError(f"{store}: holds something else than a store; name an empty or new folder")
    store.mkdir(parents=True, exist_ok=True)
    lock = FileLock(store / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(f"{store}: another build is writing to this store") from error
    try:
        yield
    finally:
        lock.release()


# --- what there is to read ------------------------------------------------------------------------------------------


def _units(plan: _Plan, item: Input) -> Iterator[tuple[Unit, float]]:
    """What is to be read of an input; what is not is noted as unchanged."""
    before = plan.before(item)
    same = item.digest and (item.root, item.path, item.digest) in plan.seen
    if same and before and all(line.reader == plan.reader for line in before):
        plan.lines += before
        plan.sources.append(Source(item.root, item.path, item.digest, len(before)))
        plan.unchanged += len(before)
        return
    keys = {line.reading: line.key for line in before}
    count = 0
    try:
        for unit, share in item.units(plan.columns):
            count += 1
            plan.lines.append(Line(item.root, item.path, keys.get(unit.reading, ""), unit.reading, plan.reader))
            if unit.reading in plan.have:
                plan.unchanged += 1
            else:
                plan.have.add(unit.reading)
                plan.begin()
                yield unit, share
    except InputError as error:
        plan.errors.append(" ".join(str(error).split()))
        plan.failed.add((item.root, item.path))
        return
    plan.sources.append(Source(item.root, item.path, item.digest, count))


def _chunks(plan: _Plan, found: Sequence[tuple[str, Sequence[Input]]]) -> Iterator[tuple[list[Unit], float]]:
    """What is to be read, in the parts that it is read in, each with the bytes of input that were gone through."""
    chunk: list[Unit] = []
    size = count = 0
    done = begun = 0.0
    patience = max(sum(i.size for _, each in found for i in each) / _LOOKS, PART_BYTES)
    for _, each in found:
        for item in each:
            for unit, share in _units(plan, item):
                chunk.append(unit)
                size += unit.size
                at = done + share * item.size
                if size >= _bytes(count) or (size >= PART_BYTES // _LEAST and at - begun >= patience):
                    yield chunk, at
                    chunk, size, count, begun = [], 0, count + 1, at
            done += max(item.size, 1)
    if chunk:
        yield chunk, done


def _bytes(number: int) -> int:
    """The bytes of input of a part by its number, from 0: two of each size, however many processes there are."""
    return PART_BYTES * min(number // 2 + 1, _STEPS) // _STEPS


class _Total:
    """How far the build is, told to whoever asked for it after each part."""

    def __init__(self, tell: Callable[[Step], None], size: int) -> None:
        self.tell, self.size = tell, max(size, 1)
        self.documents = self.characters = 0

    def add(self, part: Part, done: float) -> None:
        self.documents += part.articles
        self.characters += part.characters
        self.tell(Step(self.documents, self.characters, min(done / self.size, 1.0)))


# --- reading it -----------------------------------------------------------------------------------------------------


def _parts(
    store: Path,
    plan: _Plan,
    found: Sequence[tuple[str, Sequence[Input]]],
    pool: Pool,
    total: _Total,
) -> Iterator[tuple[Part, bool]]:
    """The parts of what is to be read, in the order of the input, each with whether it lay there already."""
    waiting: deque[Awaited] = deque()
    for chunk, done in _chunks(plan, found):
        id = part_id(plan.reader, chunk)
        there = folder(store, id).is_dir()
        waiting.append((id, chunk, done, None if there else pool.submit(id, chunk)))
        while len(waiting) >= 2 * pool.workers:
            yield _finished(store, plan, pool, waiting, total)
    while waiting:
        yield _finished(store, plan, pool, waiting, total)


def _finished(
    store: Path,
    plan: _Plan,
    pool: Pool,
    waiting: deque[Awaited],
    total: _Total,
) -> tuple[Part, bool]:
    """The first of the parts that are waited for."""
    id, chunk, done, future = waiting.popleft()
    if future is not None:
        try:
            future.result().result()
        except BrokenProcessPool:
            pool.again(waiting)
            pool.alone(id, chunk)
    part = counted(store, id, plan.reader)
    total.add(part, done)
    return part, future is None


# --- what the corpus consists of afterwards -------------------------------------------------------------------------


def _settled(
    store: Path, plan: _Plan, roots: Sequence[str], parts: Sequence[Part], prune: bool
) -> tuple[list[Line], tuple[int, int, int]]:
    """The ledger's lines, and how many were replaced, are missing from their source, and were dropped."""
    keys: dict[str, str] = {}
    for part in parts:
        columns = column_values(folder(store, part.id) / "readings.parquet", "reading", "key")
        keys.update(zip(*columns, strict=True))
    lines = [line._replace(key=keys[line.reading]) if line.reading in keys else line for line in plan.lines]
    now = {(line.root, line.path, line.reading) for line in lines}
    taken = {(line.root, line.path, line.key) for line in lines}
    replaced = missing = 0
    kept: list[Line] = []
    for line in plan.old.lines:
        if line.root not in roots or (line.root, line.path) in plan.failed:
            kept.append(line)
        elif (line.root, line.path, line.reading) in now:
            continue
        elif (line.root, line.path, line.key) in taken:
            replaced += 1
        else:
            missing += 1
            if not prune:
                kept.append(line)
    dropped = missing if prune else 0
    return sorted({*kept, *lines}), (replaced, missing - dropped, dropped)


def _sources(plan: _Plan, roots: Sequence[str]) -> tuple[Source, ...]:
    """The files that the corpus is taken from afterwards."""
    gone_through = {(s.root, s.path) for s in plan.sources}
    kept = [s for s in plan.old.sources if (s.root, s.path) not in gone_through and s.root not in roots]
    return tuple(sorted({*kept, *plan.sources}))
