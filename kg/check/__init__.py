"""What is wrong with a graph, in words: SHACL shapes over any RDF file, ours or edited by hand.

`check(target, *, shapes=None, on_step=None) -> Report`; `Report.conforms`, `Report.problems`, `Report.text(language)`.
Needs the extra `check` (pyshacl); without it ImportError says so. A sieve passes what certainly fits the shapes, and
the SHACL engine judges the rest.
"""

from __future__ import annotations

from kg.check.engine import check
from kg.check.reporting import Problem, Report

__all__ = ["Problem", "Report", "check"]
