"""Many texts to candidates, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.discover.sightings import RUN, Example, Sighting, TextNames
from kg.discover.statistics import COHESION, ENTROPY, LONGEST, branching, cohesion, evidence, frequent, score
from kg.model import KGV, EntityType, Kind, iri_part
from kg.normalised import plain
from kg.read import Document
from kg.words.lexicon import Lexicon

EXAMPLES = 3
_BLOCK = 1_000_000
_MOST_NGRAMS, _MOST_RECORDS = 4_000_000, 400_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name to review. `names` are the short forms that a text gives it; `parent` a vocabulary's IRI or empty.

    `count` counts mentions, `articles` the texts that they are in, from `first` to `last` (ISO dates, or empty).
    `contexts` says what spoke for it; see `score` for `score`, `cohesion` and `entropy`.
    """

    iri: str
    type: EntityType
    kind: Kind | None
    label: str
    names: tuple[str, ...]
    parent: str
    count: int
    articles: int
    first: str
    last: str
    examples: tuple[Example, ...]
    contexts: tuple[str, ...]
    cohesion: float
    entropy: float
    score: float


@dataclass(slots=True)
class _Record:
    """What is kept of one possible name while texts are read."""

    count: int = 0
    articles: int = 0
    first: str = ""
    last: str = ""
    examples: list[Example] = field(default_factory=list)
    kinds: Counter[Kind | None] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    contexts: Counter[str] = field(default_factory=Counter)
    shorts: Counter[str] = field(default_factory=Counter)
    parent: str = ""
    read: bool = False

    def add(self, sightings: Sequence[Sighting], text: TextNames) -> None:
        """Take in where one text names it."""
        date = text.document.article.date
        self.count += len(sightings)
        self.articles += 1
        self.first = min(filter(None, (self.first, date)), default="")
        self.last = max(self.last, date)
        self.read |= any(s.read for s in sightings)
        if len(self.examples) < EXAMPLES:
            self.examples.append(text.example(sightings[0].start, sightings[0].end))
        for s in sightings:
            self.kinds[s.kind] += 1
            self.contexts.update(s.contexts)

    def spoken(self) -> set[str]:
        """The kinds of context that speak for it: those of a twentieth of its places at least."""
        contexts = {c for c, n in self.contexts.items() if n * 20 >= self.count}
        if self.shorts:
            contexts.add("short form")
        return contexts


class Discovery:
    """What texts name beyond the vocabularies, gathered text by text; `candidates` may be asked at any time."""

    def __init__(self, known: Lexicon) -> None:
        """Start with no text; `known` is what counts as listed."""
        self.known = known
        self.documents = self.characters = 0
        self._records: dict[tuple[EntityType, str, str], _Record] = {}
        self._grams: Counter[str] = Counter()
        self._pending: list[str] = []
        self._size = 0

    def add(self, document: Document) -> None:
        """Read one document. An interrupt within it leaves what was gathered before."""
        text = TextNames(document, self.known)
        seen: dict[tuple[EntityType, str, str], list[Sighting]] = defaultdict(list)
        spans = set()
        for sighting in (*text.named(), *text.free()):
            if (sighting.start, sighting.end, sighting.key) not in spans:
                spans.add((sighting.start, sighting.end, sighting.key))
                seen[sighting.key].append(sighting)
        shorts = [
            ((name.type, label, ""), short)
            for name, short in text.shorts()
            for label in {name.text, text.entities[name.entity].label if name.entity in text.entities else ""}
        ]
        for key, sightings in seen.items():
            self._records.setdefault(key, _Record()).add(sightings, text)
        for key, short in shorts:
            if key in self._records:
                self._records[key].shorts[short] += 1
        self.documents += 1
        self.characters += len(text.text)
        self._pending += RUN.findall(text.text)
        self._size += len(text.text)
        if self._size >= _BLOCK:
            self._count()
        if len(self._records) > _MOST_RECORDS:
            self._records = {k: r for k, r in self._records.items() if r.count > 1}

    def _count(self) -> None:
        """Count the n-grams of the block that is waiting."""
        if self._pending:
            self._grams.update(frequent("\n".join(self._pending)))
            self._pending, self._size = [], 0
        least = 2
        while len(self._grams) > _MOST_NGRAMS:
            self._grams = Counter({g: n for g, n in self._grams.items() if n > least})
            least += 1

    def candidates(
        self, *, min_count: int = 3, top: int = 0, types: Iterable[EntityType] = tuple(EntityType)
    ) -> list[Candidate]:
        """The names found, best first: those named `min_count` times, `top` of each type (0: all), of the types.

        Ties are broken by count, then by label. A phrase that no form makes a name stands only with `COHESION` and
        `ENTROPY`; a name that nearly always stands within a longer one goes.
        """
        self._count()
        wanted = frozenset(types)
        votes: dict[str, int] = Counter()
        for (_, label, _), record in self._records.items():
            votes[label] += record.count
        kept = {k: r for k, r in self._records.items() if r.count >= min_count}
        parts = {part for _, label, _ in kept for part in _pieces(label)}
        left, right = self._neighbours(parts)
        made = [
            candidate
            for key, record in kept.items()
            if (candidate := self._candidate(key, record, votes, left, right)) is not None
        ]
        made.sort(key=lambda c: (-c.score, -c.count, c.label, c.type))
        return self._chosen((c for c in made if c.type in wanted), top)

    def _chosen(self, made: Iterable[Candidate], top: int) -> list[Candidate]:
        """The candidates of which each type has `top` at most and each label one, each with an IRI of its own."""
        chosen: list[Candidate] = []
        per_type: Counter[EntityType] = Counter()
        iris: set[str] = set()
        labels: set[str] = set()
        for c in made:
            if (top and per_type[c.type] >= top) or (not c.parent and c.label in labels):
                continue
            per_type[c.type] += 1
            labels.add(c.label)
            if c.iri in iris or c.iri in self.known.entries:
                c = _renamed(c, f"{c.iri}-{c.type.value}")
            iris.add(c.iri)
            chosen.append(c)
        return chosen

    def _neighbours(self, parts: set[str]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """For each part, the counts of the n-grams one character longer to its left and to its right."""
        left: dict[str, list[int]] = defaultdict(list)
        right: dict[str, list[int]] = defaultdict(list)
        for gram, n in self._grams.items():
            if gram[1:] in parts:
                left[gram[1:]].append(n)
            if gram[:-1] in parts:
                right[gram[:-1]].append(n)
        return left, right

    def _candidate(
        self,
        key: tuple[EntityType, str, str],
        record: _Record,
        votes: Mapping[str, int],
        left: Mapping[str, Sequence[int]],
        right: Mapping[str, Sequence[int]],
    ) -> Candidate | None:
        type_, label, parent = key
        pieces = _pieces(label)
        if not pieces:
            return None
        counts = {p: max(record.count, self._grams[p]) for p in pieces}
        hold = min(cohesion(p, counts[p], self._grams, max(self.characters, 2)) for p in pieces)
        free = min(
            branching(counts[pieces[0]], left.get(pieces[0], ())),
            branching(counts[pieces[-1]], right.get(pieces[-1], ())),
        )
        agree = record.count / max(votes[label], max(self._grams[p] for p in pieces) if len(pieces) == 1 else 1)
        if not record.read and (hold < COHESION or free < ENTROPY or agree < 0.1):
            return None
        contexts = record.spoken()
        if not contexts:
            return None
        said = evidence(contexts, agree)
        kind = record.kinds.most_common(1)[0][0]
        short = tuple(sorted(s for s, n in record.shorts.items() if s != label))
        tail = iri_part(label)
        iri = f"{parent}-{tail}" if parent else KGV + tail
        return Candidate(
            iri, type_, kind, label, short, parent, record.count, record.articles, record.first, record.last,
            tuple(record.examples), tuple(sorted(contexts)), hold, free,
            score(record.count, record.articles, len(plain(label)), hold, free, said),
        )  # fmt: skip


def _pieces(label: str) -> list[str]:
    """The runs of a label that n-grams are taken of, long ones by their overlapping ends."""
    found = []
    for run in RUN.findall(plain(label)):
        if len(run) <= LONGEST:
            found.append(run)
        else:
            found += [run[:LONGEST], *(run[i : i + LONGEST] for i in range(6, len(run) - LONGEST, 6)), run[-LONGEST:]]
    return [r for r in found if len(r) > 1] or found


def _renamed(c: Candidate, iri: str) -> Candidate:
    return Candidate(
        iri, c.type, c.kind, c.label, c.names, c.parent, c.count, c.articles, c.first, c.last, c.examples, c.contexts,
        c.cohesion, c.entropy, c.score,
    )  # fmt: skip


def discover(
    documents: Iterable[Document],
    known: Lexicon,
    *,
    min_count: int = 3,
    top: int = 0,
    types: Iterable[EntityType] = tuple(EntityType),
) -> list[Candidate]:
    """The names of the documents that the lexicon does not hold, best first (see `Discovery.candidates`)."""
    found = Discovery(known)
    for document in documents:
        found.add(document)
    return found.candidates(min_count=min_count, top=top, types=types)
