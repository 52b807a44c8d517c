"""Texts to names that no vocabulary holds yet, ranked, for a person to review.

Two sources give candidates. *The reading*: names that `recognise` takes for names by their form, a pattern or their
context, without a vocabulary entry. *Statistics*: phrases without such a form that stand where names stand (object of
a trigger, in quotation marks, in coordination with known names) and whose characters hold together. Both are scored by
the n-grams of the texts, see `score`.

Any amount of text is read in one pass. What is kept of it is bounded by lossy counting (Manku & Motwani, VLDB 2002):
n-grams are counted block by block, what is rare in a block is let go, and a count may be too low by a few a block.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2, sqrt

from kg.link import link
from kg.model import KGV, Entity, EntityType, Kind, Reason, Relation, iri_part
from kg.normalised import plain
from kg.parse import flags
from kg.parse.reading import Name, parse
from kg.parse.units import PUNCTUATION, STOPS
from kg.rdf import block, literal, ref
from kg.read import Document
from kg.recognise import recognise
from kg.recognise.scan import NOMINAL
from kg.words.entries import Form
from kg.words.lexicon import Lexicon

LONGEST = 12
"""Characters of the longest n-gram whose statistics are taken."""

COHESION, ENTROPY = 0.25, 1.0
"""What a phrase without the form of a name must have at least: cohesion, and bits of branching entropy each side."""

WEIGHTS: Mapping[str, float] = {
    "form": 2, "title": 2, "quotation": 1.5, "trigger": 0.5,
    "subject": 1, "post": 1, "place": 1, "coordination": 1, "short form": 1,
}  # fmt: skip
"""What a kind of context says of a name. A trigger says little by itself: its object may be any noun."""

EXAMPLES = 3
_BLOCK = 1_000_000
_MOST_NGRAMS, _MOST_RECORDS = 4_000_000, 400_000
_CONTEXT = 80
_ORG, _PROGRAM, _SLOGAN = EntityType.ORGANIZATION, EntityType.PROGRAM, EntityType.SLOGAN
_MEETING, _DOCUMENT = EntityType.MEETING, EntityType.DOCUMENT
_PERSON, _PLACE = EntityType.PERSON, EntityType.PLACE
_OBJECTS: Mapping[Relation, frozenset[EntityType]] = {
    Relation.UNDERTAKES: frozenset({_PROGRAM}),
    Relation.UPHOLDS: frozenset({_SLOGAN}),
    Relation.STUDIES: frozenset({_DOCUMENT, _MEETING, _SLOGAN}),
    Relation.IMPLEMENTS: frozenset({_DOCUMENT, _MEETING}),
    Relation.HOLDS: frozenset({_MEETING}),
    Relation.ATTENDS: frozenset({_MEETING}),
    Relation.ESTABLISHES: frozenset({_ORG}),
    Relation.COOPERATES_WITH: frozenset({_ORG}),
    Relation.ISSUES: frozenset({_DOCUMENT}),
    Relation.INCLUDES: frozenset({_PROGRAM}),
    Relation.SUPPORTS: frozenset({_PROGRAM}),
}
_COMPOSED = frozenset({Kind.GOVERNMENT, Kind.PARTY_BODY})
_SCOPED = frozenset({Kind.DEPARTMENT, Kind.AFFILIATED_UNIT, Kind.MEDIA})
_HEADS = frozenset({"n", "nz", "nt", "vn", "j", "l", "i", "an", "ng"})
_LEADING = frozenset({"v", "d", "ad", "p", "c", "vd"})
_ORDINAL = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]+[次届轮])?")
_RUN = re.compile(r"[^\W_]+")
_INNER = frozenset("、·—-．.（）〈〉")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that names the candidate, and where: `article` is its id, offsets count the text as given."""

    sentence: str
    article: str
    date: str
    start: int
    end: int


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


# --- statistics -----------------------------------------------------------------------------------------------------


def frequent(text: str, least: int = 2, longest: int = LONGEST + 1) -> Counter[str]:
    r"""The n-grams of a text that stand in it at least so many times, up to a length, none over a line end.

    Level by level: an n-gram can only be frequent where both n-grams within it that are one shorter are (Agrawal &
    Srikant, VLDB 1994).

    >>> sorted(frequent("开展云桥行动\n启动云桥行动", longest=3).items())[:3]
    [('云', 2), ('云桥', 2), ('云桥行', 2)]
    """
    counts = Counter(text)
    del counts["\n"]
    found = Counter({g: n for g, n in counts.items() if n >= least})
    alive = [i for i, c in enumerate(text) if c in found]
    for size in range(2, longest + 1):
        alive = [p for p, q in pairwise(alive) if q == p + 1]
        counts = Counter([text[p : p + size] for p in alive])
        kept = {g: n for g, n in counts.items() if n >= least}
        if not kept:
            break
        found.update(kept)
        alive = [p for p in alive if text[p : p + size] in kept]
    return found


def cohesion(gram: str, count: int, counts: Mapping[str, int], total: int) -> float:
    """How firmly the characters of an n-gram hold together, from -1 to 1.

    The least normalised pointwise mutual information over its splits ab: log(p(ab) / p(a)p(b)) / -log p(ab) (Bouma,
    GSCL 2009), with p = count / total. A part that is not in `counts` is taken to stand only within the n-gram.

    >>> round(cohesion("云桥", 4, {"云": 4, "桥": 4}, 100), 2), round(cohesion("云桥", 4, {"云": 20, "桥": 20}, 100), 2)
    (1.0, 0.0)
    """
    if len(gram) < 2 or count >= total:
        return 1.0
    own = log2(count / total)
    least = 1.0
    for i in range(1, len(gram)):
        left = log2(max(counts.get(gram[:i], count), count) / total)
        right = log2(max(counts.get(gram[i:], count), count) / total)
        least = min(least, (own - left - right) / -own)
    return least


def branching(count: int, extensions: Iterable[int]) -> float:
    """Entropy in bits of what stands next to an n-gram on one side (Jin & Tanaka-Ishii, COLING/ACL 2006).

    `extensions` are the counts of the n-grams one longer; what they leave of `count`, edges of a clause and rare
    neighbours, counts as one neighbour each.

    >>> branching(4, [4]), branching(4, []), branching(4, [2])
    (0.0, 2.0, 1.5)
    """
    known = [n for n in extensions if n]
    rest = max(0, count - sum(known))
    total = sum(known) + rest
    if total == 0:
        return 0.0
    return max(0.0, -sum(n / total * log2(n / total) for n in known) + rest / total * log2(total))


def evidence(contexts: Iterable[str], share: float) -> float:
    """How much the contexts say that words are a name of their type, 0 to 1: (1 - 2^-k) · √share.

    k sums what each kind of context that was seen says (`WEIGHTS`); `share` is the part of all occurrences of the
    words where context makes them a name of this type.

    >>> evidence(["form", "trigger"], 1.0) > evidence(["trigger"], 1.0) > evidence(["trigger"], 0.2) > 0
    True
    """
    return (1 - 2.0 ** -sum(WEIGHTS[c] for c in contexts)) * sqrt(min(1.0, share))


def score(count: int, articles: int, length: int, cohesion: float, entropy: float, evidence: float) -> float:
    """How much speaks for a name, 0 or more; the ranking.

    √log2(1 + √(count · articles)) · log2(length) · (c + b/2 + 2x): frequency and spread over documents by their
    geometric mean, strongly damped; the length in characters, since longer names are more particular (the C-value of
    Frantzi, Ananiadou & Mima, IJDL 2000); c is `cohesion` (PMI) cut at 0; b = 1 - 2^-entropy with the lesser of the
    two `branching` entropies, 0 where one neighbour is certain and nearing 1 where all are free; x is the `evidence`
    of contexts. The weights were chosen on a corpus of news whose proposals had been judged (see the README).

    >>> score(40, 30, 6, 0.6, 3.0, 0.75) > score(40, 2, 6, 0.6, 3.0, 0.75) > score(40, 2, 6, 0.6, 0.2, 0.5) > 0
    True
    """
    b = 1 - 2 ** -max(0.0, entropy)
    return sqrt(log2(1 + sqrt(count * articles))) * log2(length) * (max(0.0, cohesion) + b / 2 + 2 * evidence)


def composed(name: Name, text: str, known: Lexicon) -> bool:
    """True where grammar makes the name of others, so that no entry is needed: 宜昌市|政府, 全国人大|第三次会议.

    `text` is the plain text that the name stands in: what a leader said is composed (习近平总书记|重要讲话), but not
    a title in 《》.
    """
    form = known.form_of(name.text.removesuffix("精神"))
    if form is not None and form.strength == "speech":
        return text[name.start - 1 : name.start] != "《"
    if form is not None and name.text[1:] == form.label and name.text[0] in known.roles.get("level", ()):
        return True
    if name.anchor is None:
        return False
    if name.type is _ORG and name.kind in _COMPOSED:
        return True
    form = known.form_of(name.own)
    return form is not None and _ORDINAL.fullmatch(name.own.removesuffix(form.label)) is not None


# --- one text -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One place of one text that may name something new."""

    key: tuple[EntityType, str, str]
    start: int
    end: int
    kind: Kind | None
    contexts: frozenset[str]
    read: bool


class _Text:
    """One document as it is read, and what it may name that is new."""

    def __init__(self, document: Document, known: Lexicon) -> None:
        self.reading = parse(document.view, document.paragraphs, known)
        self.document, self.known, self.units = document, known, self.reading.units
        self.view, self.text = self.reading.plain, self.reading.plain.text
        recognise(self.reading, known)
        self.entities: dict[str, Entity] = link(self.reading, known).entities
        self.coordinators = known.roles.get("coordination", frozenset())
        self.taken: dict[int, Name] = {}
        for name in self.reading.names:
            if not name.inside:
                for i in range(name.first, name.last):
                    self.taken[i] = name

    # --- what the reading found ---

    def named(self) -> Iterator[_Sighting]:
        """Names by form, pattern and context that no entry stands for and that grammar alone does not compose."""
        for name in self.reading.names:
            entity = self.entities.get(name.entity)
            if name.inside or name.entries or entity is None or entity.iri.startswith(KGV):
                continue
            if name.reason in (Reason.SHORT_FORM, Reason.CONTEXT) or composed(name, self.text, self.known):
                continue
            parent, label = "", name.text
            anchor = name.anchor
            if anchor is not None and anchor.type is _ORG and name.type is _ORG and name.kind in _SCOPED:
                if not anchor.entity.startswith(KGV):
                    continue
                parent, label = anchor.entity, name.own
            elif name.type in (_PROGRAM, _DOCUMENT) and label.startswith(entity.label):
                label = entity.label  # without 工作, 精神
            if self._listed(label, name.type):
                continue
            contexts = self._contexts(name)
            if self._doubtful(name, contexts) or label.count("（") != label.count("）"):
                continue
            yield _Sighting((name.type, label, parent), name.start, name.end, name.kind, contexts, read=True)

    def _doubtful(self, name: Name, contexts: frozenset[str]) -> bool:
        """True where a body or meeting begins with a verb and nothing but its ending makes it one: 送往医院."""
        return (
            name.type in (_ORG, _MEETING)
            and name.last - name.first > 1
            and self.units[name.first].pos in _LEADING
            and contexts <= {"form", "subject"}
        )

    def _listed(self, label: str, type_: EntityType) -> bool:
        word = self.known.words.get(plain(label))
        return word is not None and any(e.type is type_ for e in word.entries)

    def _contexts(self, name: Name) -> frozenset[str]:
        found = set()
        form = self.known.form_of(name.text)
        if form is not None and form.type is name.type:
            found.add("form")
        found |= self._around(name.first, name.last, name.type)
        return frozenset(found)

    def _around(self, first: int, last: int, type_: EntityType) -> set[str]:
        found = set()
        start, end = self.units[first].start, self.units[last - 1].end
        if self.text[start - 1 : start] == "《":
            found.add("title")
        if any(start <= s and e <= end for s, e in self.view.quotes):
            found.add("quotation")
        if self._object(first, type_):
            found.add("trigger")
        if type_ in (_ORG, _PERSON) and self._subject(last):
            found.add("subject")
        before = self.units[first - 1].word if first else None
        if type_ is _PERSON and before is not None and before.post:
            found.add("post")
        if type_ is _PLACE and before is not None and "locative" in before.roles:
            found.add("place")
        if self._coordinated(first, last) is type_:
            found.add("coordination")
        return found

    def _object(self, first: int, type_: EntityType) -> bool:
        """True where the nearest trigger before unit first in its clause takes things of the type."""
        for i in range(first - 1, max(-1, first - 12), -1):
            u = self.units[i]
            if u.marks & flags.ENDS_REACH:
                return False
            if u.word.relations:
                return any(type_ in _OBJECTS.get(r, ()) for r in u.word.relations)
        return False

    def _subject(self, last: int) -> bool:
        """True where a trigger or a verb of speech comes within three units."""
        for u in self.units[last : last + 3]:
            if u.text in STOPS or u.text in PUNCTUATION:
                return False
            if u.word.relations or "speech" in u.word.roles or "speaker" in u.word.roles:
                return True
        return False

    def _coordinated(self, first: int, last: int) -> EntityType | None:
        """The type of a known name that units first to last are coordinated with, or None."""
        for sign, beyond in ((first - 1, first - 2), (last, last + 1)):
            if 0 <= beyond < len(self.units) and sign >= 0 and self.units[sign].text in self.coordinators:
                other = self.taken.get(beyond)
                if other is not None and other.entries:
                    return other.type
        return None

    # --- what stands where names stand ---

    def free(self) -> Iterator[_Sighting]:
        """Phrases that no form makes a name, where triggers, quotation marks or coordination say what it is."""
        starts = {u.start: i for i, u in enumerate(self.units)} if self.view.quotes else {}
        ends = {u.end: i + 1 for i, u in enumerate(self.units)} if self.view.quotes else {}
        for start, end in self.view.quotes:
            first, last = starts.get(start), ends.get(end)
            if first is None or last is None or not 2 <= end - start <= 16:
                continue
            if self._open(first, last):
                yield from self._sighting(first, last)
        for i, u in enumerate(self.units):
            if u.word.relations or u.text in self.coordinators or (i and self.units[i - 1].text in self.coordinators):
                first = i + 1 if u.word.relations or u.text in self.coordinators else i
                last = first
                while last < len(self.units) and self._nominal(last):
                    last += 1
                while first < last and self.units[first].pos in ("m", "q", "d", "ad", "a", "t", "f", "r"):
                    first += 1
                if first < last and self._ends(last) and self.units[last - 1].pos in _HEADS:
                    size = self.units[last - 1].end - self.units[first].start
                    if last - first > 1 and 4 <= size <= LONGEST:
                        yield from self._sighting(first, last)

    def _sighting(self, first: int, last: int) -> Iterator[_Sighting]:
        start, end = self.units[first].start, self.units[last - 1].end
        label = self.text[start:end]
        word = self.known.words.get(label)
        if (word is not None and (word.entries or word.roles or word.post)) or not _RUN.search(label):
            return
        form: Form | None = self.known.form_of(label)
        types: list[EntityType] = []
        shared = self._coordinated(first, last)
        if form is not None and form.type in (_PROGRAM, _SLOGAN):
            types.append(form.type)
        elif form is not None:
            return
        elif shared in (_PROGRAM, _SLOGAN):
            types.append(shared)
        else:
            types += [t for t in (_PROGRAM, _SLOGAN) if self._object(first, t)]
            if len(types) == 2 and (start, end) in self.view.quotes:
                types.reverse()
        if (start, end) not in self.view.quotes and self.units[first].pos in _LEADING:
            return
        for type_ in types[:1]:
            contexts = self._around(first, last, type_) | ({"form"} if form is not None else set())
            if contexts - {"form", "quotation"}:
                yield _Sighting((type_, label, ""), start, end, None, frozenset(contexts), read=False)

    def _nominal(self, i: int) -> bool:
        u = self.units[i]
        return (
            i not in self.taken
            and u.text not in PUNCTUATION
            and u.pos in NOMINAL
            and not u.word.roles
            and not (u.word.relations and u.pos == "v")
        )

    def _ends(self, i: int) -> bool:
        """True where a phrase may end before unit i: at a mark, at 和 or 等, at the end."""
        if i >= len(self.units):
            return True
        u = self.units[i]
        return u.text in PUNCTUATION or u.text in self.coordinators or "among" in u.word.roles

    def _open(self, first: int, last: int) -> bool:
        return all(
            i not in self.taken and (self.units[i].text not in PUNCTUATION or self.units[i].text in _INNER)
            for i in range(first, last)
        )

    # --- what a text says of a name ---

    def shorts(self) -> Iterator[tuple[Name, str]]:
        """Names that the text gives a short form in brackets: …（以下简称云桥行动）."""
        naming = self.known.roles.get("naming", frozenset())
        by_end = {n.end: n for n in self.reading.names if not n.inside}
        for i, u in enumerate(self.units):
            if u.text not in naming:
                continue
            j = i - 1
            while j >= 0 and self.units[j].text not in PUNCTUATION:
                j -= 1
            if j < 0 or self.units[j].text != "（":
                continue
            name = by_end.get(self.units[j].start) or by_end.get(self.units[j].start - 1)
            if name is None:
                continue
            start = u.end
            while self.text[start : start + 1] in ("：", "为"):
                start += 1
            end = self.text.find("）", start)
            short = self.text[start:end].strip("《》") if start < end <= start + 24 else ""
            if 2 <= len(short) < len(name.text) and not set(short) & PUNCTUATION - _INNER:
                yield name, short

    def example(self, start: int, end: int) -> Example:
        """The sentence around a plain span, and its place in the text as given."""
        first, last = start, end
        while first > 0 and start - first < _CONTEXT and self.text[first - 1] not in STOPS:
            first -= 1
        if start - first >= _CONTEXT:
            first = max(first, self.text.find("，", first, start) + 1)  # a long sentence: from a clause on
        while last < len(self.text) and last - end < _CONTEXT and self.text[last] not in "\n":
            last += 1
            if self.text[last - 1] in STOPS:
                break
        document = self.document
        a, b = document.span(self.view.offset(first), self.view.offset(last - 1) + 1)
        s, e = document.span(*self.view.span(start, end))
        sentence = re.sub(r"\s+", " ", document.text[a:b]).strip()
        return Example(sentence, document.name or document.article.iri, document.article.date, s, e)


# --- many texts -----------------------------------------------------------------------------------------------------


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
        text = _Text(document, self.known)
        seen: dict[tuple[EntityType, str, str], list[_Sighting]] = defaultdict(list)
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
        date = document.article.date
        for key, sightings in seen.items():
            record = self._records.setdefault(key, _Record())
            record.count += len(sightings)
            record.articles += 1
            record.first = min(filter(None, (record.first, date)), default="")
            record.last = max(record.last, date)
            record.read |= any(s.read for s in sightings)
            if len(record.examples) < EXAMPLES:
                record.examples.append(text.example(sightings[0].start, sightings[0].end))
            for s in sightings:
                record.kinds[s.kind] += 1
                record.contexts.update(s.contexts)
        for key, short in shorts:
            if key in self._records:
                self._records[key].shorts[short] += 1
        self.documents += 1
        self.characters += len(text.text)
        self._pending += _RUN.findall(text.text)
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
        chosen: list[Candidate] = []
        per_type: Counter[EntityType] = Counter()
        iris: set[str] = set()
        labels: set[str] = set()
        for c in made:
            if c.type not in wanted or (top and per_type[c.type] >= top) or (not c.parent and c.label in labels):
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
        contexts = {c for c, n in record.contexts.items() if n * 20 >= record.count}
        if record.shorts:
            contexts.add("short form")
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
    for run in _RUN.findall(plain(label)):
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


# --- the file -------------------------------------------------------------------------------------------------------

_HEAD = """\
@prefix kg: <https://w3id.org/policy-kg/ontology#> .
@prefix kgv: <https://w3id.org/policy-kg/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

# Names that no vocabulary holds, proposed by kg discover from {documents:,} articles, best first.
# To review: delete what is no name, mend labels and types, replace the source by the document or body that the name is
# from. The folder that holds this file is then given to kg build --ontology.
"""


def to_turtle(candidates: Iterable[Candidate], documents: int = 0) -> str:
    """A vocabulary of the candidates, in their order: the Turtle that `--ontology` reads, with what speaks for each.

    `documents` is how many articles they were found in, for the head.
    """
    parts = [_HEAD.format(documents=documents)]
    for c in candidates:
        dates = f", {c.first} to {c.last}" if c.first else ""
        times = f"{c.count} time{'s' * (c.count != 1)} in {c.articles} article{'s' * (c.articles != 1)}{dates}"
        why = f"score {c.score:.2f}; cohesion {c.cohesion:.2f}, entropy {c.entropy:.1f}; {', '.join(c.contexts)}"
        cited = [f"{e.article}{f' ({e.date})' if e.date else ''} {e.start}–{e.end}" for e in c.examples]
        parts.append(
            block(
                ref(c.iri),
                [
                    ("a", [f"kg:{c.type.value}", *([f"kg:{c.kind.value}"] if c.kind else [])]),
                    ("skos:prefLabel", [literal(c.label, "@zh")]),
                    ("skos:altLabel", [literal(n, "@zh") for n in c.names]),
                    ("kg:partOf", [ref(c.parent)] if c.parent else []),
                    ("skos:note", [literal(times, "@en")]),
                    ("skos:editorialNote", [literal(why, "@en")]),
                    ("skos:example", [literal(e.sentence, "@zh") for e in c.examples]),
                    ("dcterms:source", [literal("; ".join(cited))]),
                ],
            )
        )
    return "\n".join(parts)


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
