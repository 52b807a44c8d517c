"""Draw pairs of mentions of one name to be judged: `python tests/draw_pairs.py COUNT SEED > FILE`.

Of each of the four types of `measure_identity.py` as many pairs are drawn, half of them joined by the program (by their
IRIs, or by evidence in the graph of all articles of both corpora) and half told apart. Every name of a type that
two articles bear is as likely as any other, however often it stands there, and no article is in two pairs, nor in one
that is judged already. A line has the type and, of each of the two, the corpus, the article and the offsets of the
name in its text; what the program says of the pair is not told, and the lines are shuffled.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping

from measure_identity import TYPES, Place, Read, everything, joined_by_evidence, pairs

from kg.graph import fold


def places(read: Mapping[tuple[str, str], Read]) -> dict[tuple[str, str], list[tuple[Place, str]]]:
    """For each type and name where articles name it first, and the IRI that it has there."""
    found: dict[tuple[str, str], list[tuple[Place, str]]] = defaultdict(list)
    for (corpus, article), one in read.items():
        seen: set[str] = set()
        for mention in one.graph.mentions:
            entity = one.graph.entities[mention.entity]
            if entity.type in TYPES and entity.iri not in seen:
                seen.add(entity.iri)
                text, quote = one.text, mention.evidence.quote
                before, start = text.count(quote, 0, mention.evidence.start), -1
                for _ in range(before + 1):
                    start = one.raw.find(quote, start + 1)
                if one.raw.count(quote) == text.count(quote) and start >= 0:
                    place = Place(corpus, article, start, start + len(quote))
                    found[entity.type, fold(entity.label)].append((place, entity.iri))
    return found


def draw(count: int, seed: str) -> Iterator[tuple[str, Place, Place]]:
    """Pairs that no earlier pair has an article in common with."""
    read = everything()
    chosen = joined_by_evidence(r.graph for r in read.values())
    used = {place[:2] for p in pairs() for place in (p.one, p.other)}
    order = random.Random(seed)
    by_name = places(read)
    for type_ in TYPES:
        names = sorted(name for of, name in by_name if of == type_)
        for joined in (True, False):
            order.shuffle(names)
            left = count // len(TYPES) // 2
            for name in names:
                here = [(p, chosen.get(iri, iri)) for p, iri in by_name[type_, name] if p[:2] not in used]
                order.shuffle(here)
                two = next(
                    ((a, b) for a, i in here[:1] for b, j in here[1:] if (i == j) is joined and a[:2] != b[:2]), None
                )
                if left and two is not None:
                    left -= 1
                    used |= {place[:2] for place in two}
                    yield type_, *two


def main(arguments: list[str]) -> None:
    """Print the pairs that are drawn, in no order that says anything of them."""
    drawn = [(type_, *one, *other) for type_, one, other in draw(int(arguments[0]), arguments[1])]
    random.Random(arguments[1]).shuffle(drawn)
    for line in drawn:
        print(*line, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
