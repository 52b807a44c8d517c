"""How firmly characters hold together, how freely they stand, and how much speaks for a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log2, sqrt

LONGEST = 12
"""Characters of the longest n-gram whose statistics are taken."""


COHESION = 0.25
ENTROPY = 1.0
"""What a phrase without the form of a name must have at least: cohesion, and bits of branching entropy each side."""


WEIGHTS: Mapping[str, float] = {
    "form": 2, "title": 2, "quotation": 1.5, "trigger": 0.5,
    "subject": 1, "post": 1, "place": 1, "coordination": 1, "short form": 1,
}  # fmt: skip
"""What a kind of context says of a name. A trigger says little by itself: its object may be any noun."""


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
