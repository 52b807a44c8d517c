"""The shipped vocabularies, loaded when this is imported: by the process that those which read are copies of."""

from __future__ import annotations

import gc
from contextlib import suppress

from kg.words.loading import LexiconError, lexicon

with suppress(LexiconError):  # said by the process that reads, which looks again
    lexicon()
gc.freeze()  # what stands here stays, and is shared as long as nobody goes over it
