"""A text to a document: its view as a reader sees it, with a map of every offset back to the text as given."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from kg.model import KGI, Article, Role, digest, in_text
from kg.read import script
from kg.read.fields import Field, Labels, iso_date, labels
from kg.read.formats.content import Content, InputError
from kg.read.letter import Letter, letter, number_of
from kg.read.roles import Paragraph, Sheet, article, official
from kg.read.tasks import Cells, Task, cells_of, tasks_of
from kg.read.wraps import INVISIBLE, LINE, SPACED, is_spaced, joins, may_be_spaced

_SET_APART = re.compile("(?<![ \u3000])[ \u3000]{2,}(?=[\u4e00-\u9fff]$)")  # 通　　　知
_LINE_END = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Document:
    """A text as given (`article.text`) and its view, the form that the later steps read.

    `starts` and `shifts` are the runs of the map: a view offset `i` in the run that begins at `starts[k]` stands at
    `i + shifts[k]` in the text. `fields` are in order of their place. `tasks` are the rows of its tables of tasks.
    `name` is the stem for files, or empty.
    """

    article: Article
    view: str
    starts: tuple[int, ...] = field(repr=False)
    shifts: tuple[int, ...] = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    fields: tuple[Field, ...] = ()
    name: str = ""
    tasks: tuple[Task, ...] = ()

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
    that show nothing dropped, and one line end between paragraphs; radicals, compatibility forms, vertical marks and
    full-width digits stand as the usual characters, traditional characters as simplified ones (see `script`), and every
    other character stands for itself. A text with a paragraph on each line is never joined, but for the title of an
    official document (see `letter`). The cells of a table of tasks are paragraphs.

    `title` and `date` go before what the text says. The day on which an official document was written goes before
    that of its publication, a date of the head before one of the foot, and of several in one place the first counts;
    for the source likewise. An empty text gives an empty view. Raises InputError where the text holds half a
    character (a lone surrogate), which no file can.

    >>> document = read_text("云川省城市体检见成效\n发布日期: 2021-05-06\n　　城建处抓好城市体检。\n（记者 文山）")
    >>> document.view.splitlines()[2], document.article.title, document.article.date, document.article.reporters
    ('城建处抓好城市体检。', '云川省城市体检见成效', '2021-05-06', ('文山',))
    >>> [p.role.value for p in document.paragraphs]
    ['title', 'dateline', 'body', 'foot']
    """
    return read_content(Content(text, title, date, url=url, name=name))


def read_content(content: Content) -> Document:
    """The document that the content of a file is (see `read_text`)."""
    text = _LINE_END.sub("\n", content.text)
    iri = _iri(text, content.name)
    known = labels()
    shown, places = script.mended(text), None
    traditional = script.is_traditional(shown)
    if traditional:
        shown, places = script.simplified(shown)
    cells = cells_of(shown, [m.span() for m in LINE.finditer(shown)], known)
    lines = [shown[s:e] for s, e in cells.spans]
    parts = letter(lines, known)
    view = _View.of(shown, cells.spans, _joined(shown, lines, cells, parts))
    sheet = Sheet(view.text, view.spans, known)
    if parts is None:
        article(sheet, content.title)
    else:
        official(sheet, _moved(parts, view.paragraph))
    for i in cells.rows:
        sheet.roles[view.paragraph[i]] = Role.CHARGE if cells.in_charge(i) else Role.CELL
    paragraphs, fields = sheet.done()
    starts, shifts = (view.starts, view.shifts) if places is None else _composed(view, places)
    tasks = tasks_of(cells, view.spans, view.paragraph)
    found = Document(Article(iri, text=text), view.text, starts, shifts, paragraphs, fields, content.name, tasks)
    return replace(found, article=_article(found, content, traditional, known))


def _iri(text: str, name: str) -> str:
    """The IRI of a text."""
    try:
        return f"{KGI}article/{digest(text)}"
    except UnicodeEncodeError as error:
        half = f"half a character (a lone surrogate) at {error.start}"
        raise InputError(f"{name or 'text'}: {half}: expected Unicode text") from error


def _joined(shown: str, lines: list[str], cells: Cells, parts: Letter | None) -> list[bool]:
    """For each line whether the next one goes on with it, also by the parts of an official document and its tables."""
    gaps = [shown[e:s] for (_, e), (s, _) in pairwise(cells.spans)]
    joined = joins(lines, gaps)
    for i in cells.rows:
        joined[i] = False
        if i:
            joined[i - 1] = False
    if parts is not None:
        alone = {*parts.letterhead, *parts.signatures, parts.number, parts.dated, *parts.foot} - {-1}
        for whole in (parts.title, parts.addressee, *(range(i, i + 1) for i in alone)):
            for i in range(max(whole.start - 1, 0), whole.stop):
                joined[i] = whole.start <= i < whole.stop - 1
    return joined


def _moved(parts: Letter, paragraph: Sequence[int]) -> Letter:
    """The parts of an official document as numbers of paragraphs, by the paragraph of each line."""

    def moved(lines: range) -> range:
        return range(paragraph[lines.start], paragraph[lines.stop - 1] + 1) if lines else range(0)

    return Letter(
        tuple(paragraph[i] for i in parts.letterhead),
        paragraph[parts.number] if parts.number >= 0 else -1,
        moved(parts.title),
        moved(parts.addressee),
        moved(parts.signatures),
        paragraph[parts.dated] if parts.dated >= 0 else -1,
        tuple(paragraph[i] for i in parts.foot),
    )


@dataclass(slots=True)
class _View:
    """The view of a text while it is put together; `paragraph` is that of each line."""

    parts: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The view."""
        return "".join(self.parts)

    @classmethod
    def of(cls, shown: str, places: Sequence[tuple[int, int]], joined: Sequence[bool]) -> _View:
        """The view of the lines at `places`, each with the next where `joined` says so."""
        view = cls()
        hidden = INVISIBLE.search(shown) is not None or may_be_spaced(shown)
        starts, shifts = [0], [places[0][0] if places else 0]
        at = begin = 0
        for i, (start, end) in enumerate(places):
            for s, e in _seen(shown, start, end) if hidden else ((start, end),):
                if s - at != shifts[-1]:
                    starts.append(at)
                    shifts.append(s - at)
                view.parts.append(shown[s:e])
                at += e - s
            view.paragraph.append(len(view.spans))
            if joined[i]:
                blank = _parted(shown[end - 1], shown[places[i + 1][0]])
                view.parts.append(blank)
                at += len(blank)
                continue
            view.spans.append((begin, at))
            if i + 1 < len(places):
                view.parts.append("\n")
                at += 1
            begin = at
        view.starts, view.shifts = tuple(starts), tuple(shifts)
        return view


def _seen(shown: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a line between the characters that show nothing."""
    pattern = SPACED if is_spaced(shown[start:end]) else INVISIBLE
    cuts = [start, *(x for m in pattern.finditer(shown, start, end) for x in m.span()), end]
    return [(s, e) for s, e in zip(cuts[::2], cuts[1::2], strict=True) if s < e]


def _parted(before: str, after: str) -> str:
    """A blank where a wrap stands between two Latin letters."""
    return " " if before.isascii() and before.isalpha() and after.isascii() and after.isalpha() else ""


def _composed(view: _View, places: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The runs of a map by way of another one: from the view to what is shown, and from there to the text."""
    runs = zip(view.starts, (*view.starts[1:], len(view.text)), view.shifts, strict=True)
    at = chain.from_iterable(range(start + shift, end + shift) for start, end, shift in runs)
    starts, shifts = [0], [places[view.shifts[0]] if places else 0]
    for i, k in enumerate(at):
        shift = places[min(k, len(places) - 1)] - i
        if shift != shifts[-1]:
            starts.append(i)
            shifts.append(shift)
    return tuple(starts), tuple(shifts)


def _article(document: Document, content: Content, traditional: bool, known: Labels) -> Article:
    """What is known of a text: first what was given, then what it says, then what its form says beside it."""
    said: dict[str, list[str]] = {}
    for f in document.fields:
        said.setdefault(f.name, []).append(f.value)
    written = next(iter(said.get("written", ())), "")
    published = next(iter(said.get("date", ())), "") or iso_date(content.published)
    date = iso_date(content.date) or written or published
    title = content.title if content.title and not traditional else _title(document, said, traditional) or content.title
    title = _SET_APART.sub("", title)
    issuers = said.get("issuer") or said.get("signature") or _authors(title, known, official="number" in said)
    return Article(
        document.article.iri,
        title,
        date,
        next(iter(said.get("source", ())), "") or content.source,
        tuple(dict.fromkeys(said.get("reporter", content.reporters))),
        content.url,
        document.text,
        number=next((number_of(n) or n for n in said.get("number", ())), ""),
        published=published if published != date else "",
        issuers=in_text(issuers, document.text),
        addressees=in_text(said.get("addressee", ()), document.text),
        copied=in_text(said.get("copied", ()), document.text),
        printer=next(iter(said.get("printer", ())), ""),
        attachments=in_text(said.get("attachment", ()), document.text),
        form=content.form,
        site=content.site,
        column=content.column,
        retrieved=content.retrieved,
        pages=content.pages,
    )


def _title(document: Document, said: dict[str, list[str]], traditional: bool) -> str:
    """The title: the paragraphs of the head that are one, as written, or else the field that says so."""
    head = (Role.BODY, Role.HEADING, Role.CELL)
    end = next((p.start for p in document.paragraphs if p.role in head), len(document.view))
    titles: list[str] = []
    for p in document.paragraphs:
        if p.role is Role.TITLE and p.start < end:
            start, stop = document.span(p.start, p.end)
            text = "".join(document.text[start:stop].split("\n")) if traditional else document.view[p.start : p.end]
            titles += [text] * (text not in titles)
    named = said.get("title", [])
    own = [t for t in titles if not any(t.endswith(v) and t != v for v in named)]
    return "".join(t if i == 0 or t[:1] == "—" else " " + t for i, t in enumerate(own)) or next(iter(named), "")


def _authors(title: str, known: Labels, *, official: bool) -> list[str]:
    """Who a document is from by its title: what stands before 关于."""
    about = known.about.search(title) if official else None
    return [title[: about.start()].strip()] if about and about.start() > 2 else []
