"""How well qualifiers are read of judged statements: `python tests/qualifiers.py [--misses] [--draw N]`.

`tests/gold/qualifiers.tsv` holds statements that were drawn with a fixed seed, each with what its own clause says of
when and how much, or where to (`said`), with what careful readers may take or leave (`optional`), or with nothing
(`none`). They were judged by reading, before the program read any; after its first run seven judgements of the first two
draws were amended, six times that open the sentence several clauses earlier and hold there too (now `optional`) and one
that was overlooked. A time that opens the sentence right before the clause counts as the clause's own. The texts are
third parties' and lie outside the repository.

The third draw says of where to alone: a hundred statements, one of an article, in whose clause a place stands right
after a word that may lead there (到, 赴, 向, 来, 覆盖, …), since elsewhere there is hardly any. Belonging (a post, a part)
leads nowhere; a place that is only the address of a building that is gone to, or that another deed leads to, is optional.

A qualifier is right where its words and its value are those of what is said; where one is optional it counts for
nothing. Statements that are no longer read are left out, and counted.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rounds import texts

from kg.model import Qualifier, Statement
from kg.pipeline.document import build_document
from kg.read import read_text
from kg.words.loading import lexicon

GOLD = Path(__file__).resolve().parent / "gold" / "qualifiers.tsv"
ASKED = {"1": ("when", "quantity"), "2": ("when", "quantity"), "3": ("whereTo",)}
"""What each draw was judged for."""

Key = tuple[str, ...]
Judged = Sequence[tuple[str, str, str]]
"""Of each thing that is said of a statement: the judgement, the words, the value."""


def judged(draw: str = "") -> dict[str, dict[Key, list[tuple[str, str, str]]]]:
    """For each article, for each of its statements (subject, relation, object), what is said of it; of one draw or all."""
    found: dict[str, dict[Key, list[tuple[str, str, str]]]] = defaultdict(lambda: defaultdict(list))
    with GOLD.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = (row["draw"], row["corpus"], row["subject"], row["relation"], row["object"], row["start"], row["end"])
            if draw in ("", row["draw"]):
                found[row["article"]][key].append((row["judgement"], row["words"], row["value"]))
    return found


def days(value: str) -> tuple[str, str]:
    """The first and last day of an interval as the judgements write it: 2012-06, 2012/2014, /2022-03-17.

    >>> days("2012-06"), days("/2022-03-17"), days("2026-01-01/")
    (('2012-06-01', '2012-06-30'), ('', '2022-03-17'), ('2026-01-01', ''))
    """
    from calendar import monthrange

    first, slash, last = value.partition("/")
    last = last if slash else first

    def bound(day: str, *, end: bool) -> str:
        if len(day) == 4:
            return f"{day}-12-31" if end else f"{day}-01-01"
        if len(day) == 7:
            return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1] if end else 1:02}"
        return day

    return bound(first, end=False), bound(last, end=True)


def fits(q: Qualifier, words: str, value: str) -> bool:
    """True where a qualifier has the words, or some of them, and the value of what is said."""
    own = "".join(q.evidence.quote.split())
    if words not in own and own not in words and not {*own} >= {*words[:4]}:
        return False
    if not value:
        return True
    if q.quality == "when":
        return q.values == days(value)
    number, _, unit = value.partition(" ")
    return q.values == ((number, unit) if q.quality == "quantity" else (value,))


def scored(found: Sequence[Qualifier], said: Judged) -> tuple[Counter[str], list[str]]:
    """What is right, wrong and missed of one statement, and the words of what is not right."""
    counts: Counter[str] = Counter()
    shown = []
    left = [s for s in said if s[0] != "none"]
    for q in found:
        match = next((s for s in left if fits(q, s[1], s[2])), None)
        if match is None:
            counts["wrong"] += 1
            shown.append(f"wrong {q.shown}")
        else:
            left.remove(match)
            counts["right" if match[0] == "said" else "optional"] += 1
    for _, words, value in (s for s in left if s[0] == "said"):
        counts["missed"] += 1
        shown.append(f"missed {words} ({value})")
    return counts, shown


def compared(only: str = "") -> Iterator[tuple[str, str, Counter[str], list[str]]]:
    """For each statement its draw and corpus, what it is, its counts, and what is not right."""
    wanted = judged(only)
    for row in texts(dict.fromkeys(wanted, GOLD)):
        document = read_text(row["text"], name=row["id"], title=row["title"], date=row["date"])
        graph = build_document(document, lexicon())
        statements, text = graph.statements(), document.article.text
        for key, said in wanted[row["id"]].items():
            draw, corpus, *ends = key
            own = _same(statements, ends)
            what = f"{row['id']} {ends[0].rpartition('/')[2]} {ends[1]} {ends[2].rpartition('/')[2]}"
            if own is None:
                yield f"{draw} {corpus}", what, Counter(gone=1), []
            else:
                found = [q for q in _here(text, own, int(ends[3]), int(ends[4])) if q.quality in ASKED[draw]]
                yield f"{draw} {corpus}", what, *scored(found, said)


def _same(statements: Sequence[Statement], ends: Sequence[str]) -> Statement | None:
    """The statement between the ends whose evidence meets that of the one that was judged."""
    subject, relation, object_, start, end = ends
    for s in statements:
        if (s.subject, s.relation, s.object) == (subject, relation, object_):
            first = s.evidence[0]
            if first.start < int(end) and first.end > int(start):
                return s
    return None


def _here(text: str, s: Statement, start: int, end: int) -> list[Qualifier]:
    """The qualifiers that are said in the sentence of the words that were judged: another place may say others."""
    first = max(text.rfind(mark, 0, start) for mark in "。！？；\n") + 1
    last = min((at for mark in "。！？；\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return [q for q in s.qualifiers if first <= q.evidence.start < last]


def rates(counts: Mapping[str, int]) -> str:
    """Precision and recall in words."""
    right, wrong, missed = (counts.get(name, 0) for name in ("right", "wrong", "missed"))
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return f"precision {precision:.3f}  recall {recall:.3f}  ({right} right, {wrong} wrong, {missed} missed)"


def main() -> int:
    """Print precision and recall by draw and corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--misses", action="store_true", help="list what is not right")
    parser.add_argument("--draw", default="", help="this one alone", choices=sorted(ASKED))
    options = parser.parse_args()
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for corpus, what, counts, shown in compared(options.draw):
        total[corpus] += counts
        total[f"{corpus[0]} both"] += counts
        total[corpus]["statements"] += 1
        total[f"{corpus[0]} both"]["statements"] += 1
        if options.misses and shown:
            print(f"{corpus} {what}: {'; '.join(shown)}")
    for name, counts in sorted(total.items()):
        print(f"draw {name:8} {rates(counts)}  of {counts['statements']} statements, {counts['gone']} no longer read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
