"""A text to a document: its view as a reader sees it, with a map of every offset back to the text as given."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import chain, pairwise

from kg.model import KGI, Article, Role, digest
from kg.read.fields import Field, iso_date, labels
from kg.read.formats import InputError
from kg.read.roles import Paragraph, roles_and_fields
from kg.read.wraps import INVISIBLE, LINE, SIGNS, joins


@dataclass(frozen=True, slots=True)
class Document:
    """A text as given (`article.text`) and its view, the form that the later steps read.

    `starts` and `shifts` are the runs of the map: a view offset `i` in the run that begins at `starts[k]` stands at
    `i + shifts[k]` in the text. `fields` are in order of their place. `name` is the stem for files, or empty.
    """

    article: Article
    view: str
    starts: tuple[int, ...] = field(repr=False)
    shifts: tuple[int, ...] = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    fields: tuple[Field, ...] = ()
    name: str = ""

    @property
    def text(self) -> str:
        """The text as given."""
        return self.article.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as given of `view[start:end]`, which must not be empty.

        >>> document = read_text("　　城建处抓好城市体检。")
        >>> document.span(0, 3)
        (2, 5)
        """
        first = self.shifts[bisect_right(self.starts, start) - 1]
        last = self.shifts[bisect_right(self.starts, end - 1) - 1]
        return start + first, end + last

    def places(self) -> list[int]:
        r"""For each character of the view its offset in the text as given.

        >>> read_text("　　城市\n体检").places()
        [2, 3, 4, 5, 6]
        """
        runs = zip(self.starts, (*self.starts[1:], len(self.view)), self.shifts, strict=True)
        return list(chain.from_iterable(range(start + shift, end + shift) for start, end, shift in runs))


def read_text(text: str, *, name: str = "", url: str = "", title: str = "", date: str = "") -> Document:
    r"""The document that a text is, with its view, paragraphs and what its head and foot say; pure.

    The view is the text with hard line wraps joined (see `joins`), the white space around lines and the characters
    that show nothing dropped, and one line end between paragraphs; every other character stands for itself. A text
    with a paragraph on each line is never joined.

    `title` and `date` go before what the text says. A date of the head goes before one of the foot, and of
    several in one place the first counts; for the source likewise. An empty text gives an empty view. Raises InputError
    where the text holds half a character (a lone surrogate), which no file can.

    >>> document = read_text("云川省城市体检见成效\n发布日期: 2021-05-06\n　　城建处抓好城市体检。\n（记者 文山）")
    >>> document.view.splitlines()[2], document.article.title, document.article.date, document.article.reporters
    ('城建处抓好城市体检。', '云川省城市体检见成效', '2021-05-06', ('文山',))
    >>> [p.role.value for p in document.paragraphs]
    ['title', 'dateline', 'body', 'foot']
    """
    try:
        iri = f"{KGI}article/{digest(text)}"
    except UnicodeEncodeError as error:
        half = f"half a character (a lone surrogate) at {error.start}"
        raise InputError(f"{name or 'text'}: {half}: expected Unicode text") from error
    places = [m.span() for m in LINE.finditer(text)]
    lines = [text[s:e] for s, e in places]
    gaps = [text[e:s] for (_, e), (s, _) in pairwise(places)]
    joined = joins(lines, gaps)
    hidden = any(sign in text for sign in SIGNS)
    parts: list[str] = []
    starts, shifts = [0], [places[0][0] if places else 0]
    spans: list[tuple[int, int]] = []
    at = begin = 0
    for i, (start, end) in enumerate(places):
        pieces = [(start, end)]
        if hidden:
            cuts = [start, *(x for m in INVISIBLE.finditer(text, start, end) for x in m.span()), end]
            pieces = [(s, e) for s, e in zip(cuts[::2], cuts[1::2], strict=True) if s < e]
        for s, e in pieces:
            if s - at != shifts[-1]:
                starts.append(at)
                shifts.append(s - at)
            parts.append(text[s:e])
            at += e - s
        if joined[i]:
            if (
                lines[i][-1].isascii()
                and lines[i][-1].isalpha()
                and lines[i + 1][0].isascii()
                and lines[i + 1][0].isalpha()
            ):
                parts.append(" ")
                at += 1
            continue
        spans.append((begin, at))
        if i + 1 < len(places):
            parts.append("\n")
            at += 1
        begin = at
    view = "".join(parts)
    paragraphs, fields = roles_and_fields(view, spans, title, labels())
    head_end = next((p.start for p in paragraphs if p.role in (Role.BODY, Role.HEADING)), len(view))
    dates = sorted(f for f in fields if f.name == "date")
    first = {f.name: f.value for f in reversed(fields)}
    if not title:
        titles = [view[p.start : p.end] for p in paragraphs if p.role is Role.TITLE and p.start < head_end]
        named = {f.value for f in fields if f.name == "title"}
        own = [t for t in titles if not any(t.endswith(v) and t != v for v in named)]
        title = "".join(t if i == 0 or t[:1] == "—" else " " + t for i, t in enumerate(own)) or first.get("title", "")
    article = Article(
        iri,
        title,
        iso_date(date) or (dates[0].value if dates else ""),
        first.get("source", ""),
        tuple(dict.fromkeys(f.value for f in fields if f.name == "reporter")),
        url,
        text,
    )
    return Document(article, view, tuple(starts), tuple(shifts), paragraphs, fields, name)
