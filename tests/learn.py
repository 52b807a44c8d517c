"""Learns what `kg.weigh` asks: writes `ontology/weights.tsv` and `ontology/confidence.tsv`.

    python tests/learn.py [--dry]

    python tests/learn.py --ask ROUND…

It reads the annotated texts where they lie, outside the repository: those of `tests/gold`, which two readers each
annotated, and of `tests/gold-single`, which one did. Without them nothing can be learnt, and it says so. The articles
on which the grammar was developed first teach only how likely relations are: few other texts tell of a ministry's
departments one after the other. scikit-learn is needed here, and nowhere else.

What it prints is cross-validated: every text is read with weights that were learnt from others. With `--ask` nothing is
learnt, and it prints how often statements of the rounds are right by how sure they are said to be today: of rounds
that nothing was learnt from, that is what confidences are worth on new texts.
"""

from __future__ import annotations

import argparse
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml
from rounds import GOLD, SHARED, found, scorer, texts

from kg.confidence import COLUMNS as COUNTED
from kg.confidence import Counts, confidence
from kg.files import atomic_write
from kg.graph import Graph
from kg.link import link
from kg.model import R, Statement, T
from kg.parse.reading import Linked, Reading, parse
from kg.pipeline.document import build_document, seemingly_said
from kg.read import Document, read_text
from kg.recognise import recognise
from kg.relate import relate
from kg.resources import ontology_dir
from kg.weigh.around import Around
from kg.weigh.doers import pairs
from kg.weigh.likelihood import ANY
from kg.weigh.names import features, hardly_meant, question, weighed
from kg.weigh.stated import QUESTION
from kg.weigh.stated import weighed as relations_weighed
from kg.words.lexicon import Lexicon
from kg.words.loading import lexicon
from kg.words.weights import COLUMNS, FILE, NO_WEIGHTS, Weights

SINGLE = GOLD.parent / "gold-single"
TYPES = (T.PROGRAM, T.SLOGAN, T.PLACE)
FOLDS = 6
NAMES_CUT, DOERS_CUT, STATED_CUT = 0.35, 0.38, 0.4
STRENGTH: Final = {"names": 0.1, "doers": 0.05, "stated": 0.05}
"""How far weights may go: the inverse of how much their squares cost (scikit-learn's C)."""

SEEN = 3
"""Examples that a feature is seen of before it is learnt from."""

LEAST = 0.02
"""What a weight is at least; smaller ones are left out."""

COUNTED_FROM = 11
"""The first of the rounds that confidences are counted on: those before shaped the grammar most."""

Example = tuple[str, str, set[str], bool]
"""A group and the question in it, what is seen, and whether readers say so."""


@dataclass
class Text:
    """One annotated text: its round, what readers name in it, and what the grammar seems to."""

    round: int
    id: str
    gold: dict[str, Any]
    document: Document
    names: list[Example] = field(default_factory=list)
    doers: list[Example] = field(default_factory=list)
    stated: list[Example] = field(default_factory=list)

    @property
    def fold(self) -> int:
        """Which of the folds it is in: by its id, so that a text that is added moves no other."""
        return zlib.crc32(self.id.encode()) % FOLDS


def annotated() -> dict[str, Path]:
    """The annotations by the ids of their texts."""
    folders = sorted(p for gold in (GOLD, SINGLE) if gold.is_dir() for p in gold.iterdir() if p.is_dir())
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}


def gathered() -> list[Text]:
    """The annotated texts."""
    wanted = annotated()
    if not list((SHARED / "corpus").glob("*.jsonl.gz")):
        sys.exit(f"{SHARED}: the texts of the rounds are not here, and without them nothing can be learnt")
    made = []
    for row in texts(wanted):
        path = wanted[row["id"]]
        head = [row.get("title", ""), f"发布日期: {row['date']}" if row.get("date") else ""]
        document = read_text("\n".join([x for x in head if x] + [row["text"]]) + "\n")
        number = int(path.parent.name.rpartition("-")[2])
        made.append(Text(number, path.stem, yaml.safe_load(path.read_text("utf-8")), document))
    return sorted(made, key=lambda text: (text.round, text.id))


def first_read() -> list[Text]:
    """The annotated articles on which the grammar was developed first, which no round holds."""
    paths = sorted(path for name in ("gold", "gold-2") for path in (SHARED / name).glob("*.yaml"))
    return [
        Text(
            0,
            path.stem,
            yaml.safe_load(path.read_text("utf-8")),
            read_text(path.with_suffix(".txt").read_text("utf-8")),
        )
        for path in paths
    ]


class Judged:
    """What readers say of what is read of one text."""

    def __init__(self, gold: dict[str, Any], built: Mapping[str, Any]) -> None:
        """Pair what is named with what readers name."""
        self.pairs, _, wrong = scorer().match(gold["entities"], built)
        self.doubled = {iri for iri, why in wrong if why == "duplicate"}
        self.optional = {g["id"] for g in gold["entities"] if g.get("optional")}
        self.required: set[tuple[str, str, str]] = set()
        self.allowed: set[tuple[str, str, str]] = set()
        for s, p, o, *rest in gold["relations"]:
            both = {(s, p, o), (o, p, s)} if p in scorer().SYMMETRIC else {(s, p, o)}
            (self.allowed if rest else self.required).update(both)

    def named(self, iri: str) -> bool | None:
        """True where readers name it, None where they may or not."""
        if iri in self.pairs and iri not in self.doubled:
            return None if self.pairs[iri] in self.optional else True
        return False

    def said(self, subject: str, relation: str, object: str) -> bool | None:
        """True where readers say it, None where they may or not."""
        ends = self.pairs.get(subject), relation, self.pairs.get(object)
        if ends in self.required:
            return True
        loose = None not in ends and not self.optional.isdisjoint(ends)
        return None if ends in self.allowed or loose else False


def step_by_step(document: Document, known: Lexicon) -> tuple[Reading, Linked]:
    """The reading of a document and what its names are."""
    reading = parse(document.view, document.paragraphs, known)
    recognise(reading, known)
    return reading, link(reading, known, document.article.date)


def names_of(linked: Linked, reading: Reading) -> dict[str, Any]:
    """What a reading names, in the scorer's form."""
    here, norm = {n.entity for n in reading.names}, scorer().norm
    return {
        iri: (e.type.value, set(), {norm(n) for n in (e.label, *e.names, e.label_en)} - {""})
        for iri, e in linked.entities.items()
        if iri in here
    }


def observe_names(text: Text, known: Lexicon) -> None:
    """Note what is seen of each thing that the grammar names."""
    reading, linked = step_by_step(text.document, known)
    judged, around = Judged(text.gold, names_of(linked, reading)), Around(reading)
    for iri, names in weighed(reading, linked, TYPES).items():
        named = judged.named(iri)
        if named is not None:
            asked = question(names[0].type, bool(names[0].entries))
            text.names.append((names[0].type.value, asked, features(names, around), named))


def observe_doers(text: Text, known: Lexicon) -> None:
    """Note what is seen of each body and thing that may belong together, with the names that are meant."""
    reading, linked = step_by_step(text.document, known)
    hardly_meant(reading, linked, known.weights)
    judged, facts = Judged(text.gold, names_of(linked, reading)), relate(reading, linked, known)
    text.doers.clear()
    for (body, thing), pair in pairs(reading, linked, facts, Around(reading)).items():
        said = judged.said(body, pair.relation.value, thing)
        if said is not None:
            text.doers.append((pair.relation.value, pair.relation.value, pair.features, said))


def observe_stated(text: Text, known: Lexicon) -> None:
    """Note what is seen of each relation that is read or likely, with the names that are meant."""
    reading, linked = step_by_step(text.document, known)
    hardly_meant(reading, linked, known.weights)
    judged = Judged(text.gold, names_of(linked, reading))
    said_ = seemingly_said(text.document, reading, linked, relate(reading, linked, known), known)
    text.stated.clear()
    for ends, (_, seen) in relations_weighed(reading, linked, said_).items():
        said = judged.said(*ends)
        if said is not None:
            text.stated.append((QUESTION, QUESTION, seen, said))


def learnt(examples: Sequence[Example], strength: float) -> dict[str, dict[str, float]]:
    """For each question the weights that tell best what readers say of the examples, by logistic regression.

    Questions of one group share weights, beside which each has its own.
    """
    import numpy
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [{(place, f) for f in (*seen, ANY) for place in {group, asked}} for group, asked, seen, _ in examples]
    counts = Counter(key for row in rows for key in row)
    places = {key: n for n, key in enumerate(sorted(k for k, seen in counts.items() if seen >= SEEN))}
    cells = [sorted(places[key] for key in row if key in places) for row in rows]
    starts, columns = numpy.cumsum([0, *map(len, cells)]), [place for row in cells for place in row]
    matrix = csr_matrix((numpy.ones(len(columns)), columns, starts), shape=(len(rows), len(places)))
    model = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False)
    model.fit(matrix, [said for *_, said in examples])
    weights = dict(zip(places, model.coef_[0].tolist(), strict=True))
    tables: dict[str, dict[str, float]] = {}
    for group, asked in sorted({example[:2] for example in examples}):
        own = {f: w for (place, f), w in weights.items() if place == asked}
        shared = {f: w for (place, f), w in weights.items() if place == group != asked}
        summed = {f: round(own.get(f, 0.0) + shared.get(f, 0.0), 3) for f in sorted({*own, *shared})}
        tables[asked] = {f: w for f, w in summed.items() if abs(w) >= LEAST}
    return tables


def names_weights(all_texts: Iterable[Text], had: Weights) -> Weights:
    """What is learnt of names, beside what was learnt before."""
    return _with(had, learnt([one for text in all_texts for one in text.names], STRENGTH["names"]), NAMES_CUT)


def doers_weights(all_texts: Iterable[Text], had: Weights) -> Weights:
    """What is learnt of doers, beside what was learnt before."""
    return _with(had, learnt([one for text in all_texts for one in text.doers], STRENGTH["doers"]), DOERS_CUT)


def stated_weights(all_texts: Iterable[Text], had: Weights) -> Weights:
    """What is learnt of relations, beside what was learnt before."""
    return _with(had, learnt([one for text in all_texts for one in text.stated], STRENGTH["stated"]), STATED_CUT)


def _with(had: Weights, tables: Mapping[str, Mapping[str, float]], cut: float) -> Weights:
    return Weights({**had.cuts, **dict.fromkeys(tables, cut)}, {**had.of, **tables})


STEPS: Final = ((observe_names, names_weights), (observe_doers, doers_weights), (observe_stated, stated_weights))
"""What is noted of texts by what was learnt before, and what is learnt of that."""


def validated(all_texts: Sequence[Text], first: Sequence[Text], known: Lexicon) -> list[tuple[Text, Lexicon]]:
    """Each text with the lexicon that has weights learnt from the texts of other folds.

    The `first` texts teach what relations are like in every fold, and are not read.
    """
    folds = dict.fromkeys(range(FOLDS), known)
    for observe, learn in STEPS:
        for text in (*all_texts, *(first if observe is observe_stated else ())):
            observe(text, folds[text.fold])
        for fold, had in folds.items():
            others = [*first, *(t for t in all_texts if t.fold != fold)]
            folds[fold] = replace(known, weights=learn(others, had.weights))
    return [(text, folds[text.fold]) for text in all_texts]


# --- what comes of it -----------------------------------------------------------------------------------------------


Scores = Mapping[tuple[str, str], Counter[str]]


def scored(rows: Iterable[tuple[Text, Graph]]) -> list[Scores]:
    """For each text hits, faults and misses by level and type or relation."""
    return [scorer().score_article(text.gold, *found(graph))[0] for text, graph in rows]


def prf(counts: Iterable[Scores], level: str, kind: str = "") -> tuple[float, float, float]:
    """Precision, recall and F1 of entities or relations, all or of one kind."""
    total = Counter[str]()
    for each in counts:
        for (at, of), n in each.items():
            if at == level and kind in ("", of):
                total += n
    figures: tuple[float, float, float] = scorer().prf(total)
    return figures


def told(name: str, counts: Sequence[Scores]) -> str:
    """The figures of some texts in a line."""
    figures = "   ".join("{:.3f} {:.3f} {:.3f}".format(*prf(counts, level)) for level in ("entity", "relation"))
    types = "  ".join(f"{t.value} {prf(counts, 'entity', t.value)[2]:.3f}" for t in TYPES)
    more = "  ".join(f"{r.value} {prf(counts, 'relation', r.value)[2]:.3f}" for r in (R.UNDERTAKES, R.UPHOLDS))
    return f"{name:42}{figures}   {types}  {more}"


def gained(before: Sequence[Scores], after: Sequence[Scores], level: str, times: int = 200) -> str:
    """How much F1 rises, with the bounds of nineteen in twenty draws of texts."""
    chance = random.Random(11)
    rises = []
    for _ in range(times):
        drawn_ = [chance.randrange(len(before)) for _ in before]
        rises.append(prf([after[n] for n in drawn_], level)[2] - prf([before[n] for n in drawn_], level)[2])
    rises.sort()
    rise = prf(after, level)[2] - prf(before, level)[2]
    return f"{level} F1 {rise:+.3f} ({rises[times // 40]:+.3f} to {rises[-1 - times // 40]:+.3f})"


GROUPS: Final[Mapping[str, Callable[[Text], bool]]] = {
    "all": lambda text: True,
    "rounds 1 to 10": lambda text: text.round < COUNTED_FROM,
    "rounds from 11": lambda text: text.round >= COUNTED_FROM,
}


def figures(all_texts: Sequence[Text], before: Sequence[Graph], after: Sequence[Graph]) -> list[str]:
    """What the grammar alone and what it gets with the weights, for each group of texts."""
    lines = [f"{'':42}{'entities P R F1':20}{'relations P R F1'}"]
    alone, weighed_ = (scored(zip(all_texts, graphs, strict=True)) for graphs in (before, after))
    for name, holds in GROUPS.items():
        places = [n for n, text in enumerate(all_texts) if holds(text)]
        one, other = [alone[n] for n in places], [weighed_[n] for n in places]
        lines.append(told(f"{name} ({len(places)})", one))
        lines.append(told("  weighed", other))
        lines.append("  " + ", ".join(gained(one, other, level) for level in ("entity", "relation")))
    return lines


# --- how often statements are right ---------------------------------------------------------------------------------


def judged(text: Text, graph: Graph) -> list[tuple[Statement, bool]]:
    """The statements of a graph that hold, less what readers may say or not, each with whether readers say it."""
    built, _ = found(graph)
    by_readers = Judged(text.gold, built)
    told_ = ((s, by_readers.said(s.subject, s.relation.value, s.object)) for s in graph.statements())
    return [
        (s, said) for s, said in told_ if said is not None and s.modality.holds and {s.subject, s.object} <= {*built}
    ]


def tallied(rows: Iterable[tuple[Statement, bool]]) -> Counts:
    """How many statements of each relation and construction were right, and how many were judged."""
    right, all_ = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for statement, said in rows:
        for construction in statement.read_by:
            all_[statement.relation.value, construction] += 1
            right[statement.relation.value, construction] += said
    return right, all_


Sure = list[tuple[float, bool]]


def reliability(rows: Sure) -> list[str]:
    """How often statements are right by how sure they are said to be, as a table."""
    steps = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)
    bins: dict[int, Sure] = defaultdict(list)
    for sure, said in rows:
        bins[max(n for n, least in enumerate(steps[:-1]) if sure >= least)].append((sure, said))
    lines = ["| said | statements | mean said | right |", "| --- | --- | --- | --- |"]
    for n, found_ in sorted(bins.items()):
        mean = sum(sure for sure, _ in found_) / len(found_)
        right = sum(said for _, said in found_) / len(found_)
        lines.append(f"| {steps[n]} to {steps[n + 1]} | {len(found_)} | {mean:.2f} | {right:.2f} |")
    return lines


def asked(rounds: Sequence[int]) -> list[str]:
    """How often the statements of some rounds are right by how sure they are said to be today, as a table."""
    of = [text for text in gathered() if text.round in rounds]
    rows = [row for text in of for row in judged(text, build_document(text.document, lexicon()))]
    return reliability([(confidence(s), said) for s, said in rows])


def counted(rows: Iterable[tuple[Statement, bool]]) -> str:
    """The table of how many statements of each relation and construction were right, and how many were judged."""
    right, all_ = tallied(rows)
    lines = [f"{relation}\t{name}\t{right[relation, name]}\t{n}" for (relation, name), n in sorted(all_.items())]
    return "\n".join([COUNTED, *lines]) + "\n"


def table(weights: Weights, told_: Sequence[str]) -> str:
    """The table of weights, with how it came about."""
    head = [
        "# What kg.weigh asks, and what each feature weighs. Made by tests/learn.py; do not edit.",
        *(f"# {line}" for line in told_),
        *(f"# cut\t{asked}\t{cut:g}" for asked, cut in sorted(weights.cuts.items())),
    ]
    rows = [f"{asked}\t{f}\t{w:g}" for asked, of in sorted(weights.of.items()) for f, w in of.items()]
    return "\n".join([*head, "\t".join(COLUMNS), *rows]) + "\n"


def main() -> None:
    """Learn, say what comes of it in texts that were not learnt from, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write no table")
    parser.add_argument("--ask", type=int, nargs="+", metavar="ROUND", help="learn nothing, and ask these rounds")
    given = parser.parse_args()
    if given.ask:
        print("\n".join(asked(given.ask)))
        return
    known = replace(lexicon(), weights=NO_WEIGHTS)
    all_texts = gathered()
    first = first_read()
    rows = validated(all_texts, first, known)
    before = [build_document(text.document, known) for text in all_texts]
    after = [build_document(text.document, weighed_by) for text, weighed_by in rows]
    lines = figures(all_texts, before, after)
    print("\n".join(lines))
    weights = NO_WEIGHTS
    for _, learn in STEPS:
        weights = learn([*first, *all_texts], weights)
    print(sum(map(len, weights.of.values())), "weights")
    told_of = [row for text, graph in zip(all_texts, after, strict=True) for row in judged(text, graph)]
    print("\n".join(reliability([(confidence(s), said) for s, said in told_of])))
    if not given.dry:
        rounds = sorted({text.round for text in all_texts})
        how = f"{len(all_texts)} annotated texts of rounds {', '.join(map(str, rounds))}; logistic regression with"
        squares = ", ".join(f"C = {c:g} for {what}" for what, c in STRENGTH.items())
        told_ = [
            f"Learnt from {how}",
            f"squared weights held down ({squares}), features seen {SEEN} times or more.",
            f"Cross-validated over {FOLDS} folds of texts, the grammar alone and then weighed:",
            *lines,
        ]
        atomic_write(ontology_dir() / FILE, table(weights, told_))
        since = [row for row in zip(all_texts, after, strict=True) if row[0].round >= COUNTED_FROM]
        atomic_write(
            ontology_dir() / "confidence.tsv", counted(row for text, graph in since for row in judged(text, graph))
        )


if __name__ == "__main__":
    main()
