"""Whether things of different articles are one: pairs for a person to decide, and the decisions taken.

Reading names what one article tells apart (`kg.identify`). What it leaves apart because the article said too little is
compared here: `candidates` lists pairs of one name with what speaks for each, never for the name alone; `sure` are
those that this decides, a person keeps the other decisions in a Turtle file (`Decisions`), and `merged` is the graph
that follows from them.
"""

from kg.same.candidates import Candidate, candidates
from kg.same.decisions import Decisions, DecisionsError, decided, merged
from kg.same.sure import reason, sure

__all__ = ["Candidate", "Decisions", "DecisionsError", "candidates", "decided", "merged", "reason", "sure"]
