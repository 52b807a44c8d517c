"""Where the name of a body may end, and a candidate for the whole of it."""

from __future__ import annotations

from kg.model import T
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.recognise.scan import Scan
from kg.records import record
from kg.words.entries import Form
from kg.words.grammar import Cue


@record
class Ending:
    """Where a body's name may end: unit `last`, in the form that begins with unit `head`."""

    scan: Scan
    last: int
    form: Form
    head: int

    @property
    def whole(self) -> str:
        """The words of the ending, with what else stands in its first unit."""
        return self.scan.span(self.head, self.last + 1)

    @property
    def follows(self) -> Unit | None:
        """The unit after it."""
        return self.scan.unit(self.last + 1)


@record
class Phrase:
    """A candidate for a body's name: units `first` to `end.last`.

    `anchor` is the body or place that it begins with; `begun` the first unit after that, or of all without one, and
    `own` the same after verbs that lead it. `national` where it begins as the names of national bodies do, `pointing`
    where it only points back (部党组), `whose` the body whose branch at the anchor it is.
    """

    end: Ending
    first: int
    anchor: Name | None = None
    begun: int = -1
    own: int = -1
    national: bool = False
    pointing: bool = False
    whose: Name | None = None

    @property
    def scan(self) -> Scan:
        """The scan that it belongs to."""
        return self.end.scan

    @property
    def form(self) -> Form:
        """The form that it ends in."""
        return self.end.form

    @property
    def name(self) -> str:
        """Its words after the anchor."""
        first = self.anchor.last if self.anchor is not None else self.first
        return self.scan.span(first, self.end.last + 1)

    @property
    def stem(self) -> int:
        """How many characters stand between anchor and form."""
        return len(self.name) - len(self.form.label)

    @property
    def bare(self) -> bool:
        """True where nothing does."""
        return self.stem == 0

    @property
    def levelled(self) -> bool:
        """True where it points back by a level."""
        return self.pointing or (
            self.anchor is None and Cue.LEVEL in self.scan.units[self.first].word.roles and self.first < self.end.last
        )

    @property
    def loose(self) -> bool:
        """True where nothing says whose it is."""
        return self.anchor is None and not self.national and not self.levelled

    @property
    def placed(self) -> bool:
        """True after a place."""
        return self.anchor is not None and self.anchor.type is T.PLACE
