"""The shipped vocabularies, loaded when this is imported: by the process that those which read are copies of."""

from __future__ import annotations

import gc
from contextlib import suppress

import pyarrow as pa

from kg.words.loading import LexiconError, lexicon

with suppress(LexiconError):  # said by the process that reads, which looks again
    lexicon()
pa.array([])  # loads pandas where that is there, which takes as long as a hundred items, in each process anew
gc.freeze()  # what stands here stays, and is shared as long as nobody goes over it
