"""Weighing: what a text seems to say and hardly does, and what it says though no construction reads it.

The grammar names a programme or formulation wherever a phrase is built like one, and tells of a body what stands in its
clause. Whether readers would say so too depends on many small signs, which a table of learnt weights adds up
(`kg.words.weights`): `names` asks of each thing that is named if it is meant as one, before relations are read;
`doers` afterwards whose work is told of where no clause says it, and `stated` of each relation how likely it is. All
ask one document by itself, so that graphs add up as ever.
Constructions know nothing of it.
"""

from __future__ import annotations

from kg.weigh.doers import READ_BY, likely
from kg.weigh.names import Unlikely, hardly_meant
from kg.weigh.stated import hardly_stated

__all__ = ["READ_BY", "Unlikely", "hardly_meant", "hardly_stated", "likely"]
