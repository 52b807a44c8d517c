"""PDF files to text, by where the characters stand on the page.

The engine is PDFium (through pypdfium2: Apache-2.0 or BSD-3-Clause, a wheel of 4 MB). It reads /ActualText and gives
the ideographs that are meant, where pypdf gives radicals; PyMuPDF does as well and is AGPL.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kg.read.fields import is_field, labels
from kg.read.formats import content
from kg.read.formats.content import Content, InputError, need, too_large
from kg.read.formats.drawn import TURNS, Matrix, moved, tables_of, times
from kg.read.formats.fonts import unread
from kg.read.formats.layout import Glyph, Line, paragraphs_of
from kg.read.formats.pages import page_lines
from kg.read.formats.text import HAN

PDF = "PDF"
_EDGE = 2  # lines at the top and at the bottom of a page that may be running heads
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\s\-—–－―·•~～]*\d{1,4}(?:\s*[/／]\s*\d{1,4})?[\s\-—–－―·•~～]*")
_WRITTEN = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]")


def pdf(data: bytes, name: str, _url: str) -> Content:
    """The content of a PDF file: its paragraphs, one on a line, without running heads and page numbers.

    Raises:
        InputError: the file is damaged, locked, too large or a scan, or the extra that it needs is not installed.
    """
    pdfium = need("pypdfium2", name, PDF)
    try:
        with pdfium.PdfDocument(data) as document:
            lost: set[str] = set()
            pages = list(_pages(document, pdfium.raw, name, lost))
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes PDFium raise
        if "password" in str(error).lower():
            raise InputError(f"{name}: this PDF file is locked with a password") from error
        raise InputError(f"{name}: a damaged PDF file ({type(error).__name__})") from error
    fonts = ", ".join(sorted(lost))
    if lost and not any(HAN.search(line.text) for lines in pages for line in lines):
        raise InputError(f"{name}: its text is in fonts that are neither in it nor on this machine: {fonts}")
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise InputError(f"{name}: no text in this PDF file; a scan must be made readable first (OCR)")
    kept, heads = _without_heads(pages)
    text, starts = _joined(kept)
    notes = []
    if lost:
        notes.append(f"left out text in fonts that are neither in the file nor on this machine: {fonts}")
    if empty:
        notes.append(f"no text on page {_ranges(empty)}: empty, or a scan that must be made readable first (OCR)")
    loose = [n for n, lines in enumerate(pages, 1) if any(not line.alone and _heads_tasks(line.text) for line in lines)]
    if loose:
        notes.append(f"a table of tasks without ruled lines on page {_ranges(loose)}: its cells are not put together")
    if heads:
        shown = "; ".join(heads[:3]) + " …" * (len(heads) > 3)
        notes.append(f"left out what stands above and below each page: {shown}")
    return Content(text, form=PDF, pages=starts, notes=tuple(notes))


def _heads_tasks(text: str) -> bool:
    """True for a line that may be the head of a table of tasks.

    >>> _heads_tasks("序号 重点任务 责任单位"), _heads_tasks("各责任单位要抓好重点任务。")
    (True, False)
    """
    known, names = labels(), text.split()
    return any(map(known.charge.fullmatch, names)) and any(
        known.task.fullmatch(name) and not known.charge.fullmatch(name) for name in names
    )


def _pages(document: Any, raw: Any, name: str, lost: set[str]) -> Iterator[list[Line]]:
    """The lines of each page, in the order of reading; `lost` gets the fonts of which there is text beside them."""
    size = 0
    for page in document:
        textpage = page.get_textpage()
        turned = TURNS[raw.FPDFPage_GetRotation(page.raw) % 4]
        glyphs = list(_glyphs(_Place(textpage.raw, raw, turned)))
        lost |= unread(page.raw, textpage.raw, raw)
        size += len(glyphs)
        if size > content.MAX_BYTES // 8:
            raise too_large(name)
        yield page_lines(glyphs, tables_of(page.raw, raw, turned) if glyphs else ())
        textpage.close()
        page.close()


def _glyphs(place: _Place) -> Iterator[Glyph]:
    raw, textpage = place.raw, place.textpage
    lead = 0
    for i in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the basic plane
            lead = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00 if lead else 0xFFFD
        lead = 0
        char = chr(code)
        if not raw.FPDFText_IsGenerated(textpage, i) and _WRITTEN.match(char):
            yield place.of(i, char)


class _Place:
    """Where characters stand on a page that may be turned.

    PDFium's own boxes are now those of the font and now those of the ink.
    """

    def __init__(self, textpage: Any, raw: Any, turned: Matrix) -> None:
        self.textpage, self.raw, self.turned = textpage, raw, turned
        self.loose, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def of(self, i: int, char: str) -> Glyph:
        """A character with the box of its type: a square for a Chinese one."""
        raw, matrix = self.raw, self.matrix
        box = self.box(i, char)
        raw.FPDFText_GetMatrix(self.textpage, i, matrix)
        a, b, _, d, _, _ = times((matrix.a, matrix.b, matrix.c, matrix.d, 0, 0), self.turned)
        size = raw.FPDFText_GetFontSize(self.textpage, i)
        wide, high = size * abs(a), size * abs(d)
        if wide <= 0 or high <= 0 or abs(b) > abs(a):  # turned
            return box
        raw.FPDFText_GetCharOrigin(self.textpage, i, self.x, self.y)
        x, y = moved(self.turned, self.x.value, self.y.value)
        if not x - 0.3 * wide <= box.left <= x + wide:  # written downwards, from the middle of its top
            return box
        right = x + wide if char >= "\u2e80" else max(box.right, x)
        return Glyph(char, x, y - 0.12 * high, right, y + 0.88 * high)

    def box(self, i: int, char: str) -> Glyph:
        """A character with the box that PDFium gives."""
        self.raw.FPDFText_GetLooseCharBox(self.textpage, i, self.loose)
        x, y = moved(self.turned, self.loose.left, self.loose.bottom)
        to_x, to_y = moved(self.turned, self.loose.right, self.loose.top)
        return Glyph(char, min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The lines of pages without page numbers and what stands at the edge of half of them, and that by itself."""
    word = labels().page
    edges = [_edge(lines) for lines in pages]
    times = Counter(same for lines in edges for same in {_same(line) for line in lines})
    often = max(2, (len(pages) + 1) // 2)

    def is_number(line: Line) -> bool:
        text = "".join(line.text.split())
        short = len(text) <= 14 and any(map(str.isdigit, text)) and word.fullmatch(text)
        return bool(_PAGE_NUMBER.fullmatch(text) or short)

    kept = []
    heads: dict[str, str] = {}
    for lines, edge in zip(pages, edges, strict=True):
        running = [line for line in edge if times[_same(line)] >= often and len(pages) > 1 and not is_number(line)]
        for line in running:
            heads.setdefault(_same(line), line.text)
        dropped = {id(line) for line in (*running, *filter(is_number, edge))}
        kept.append([line for line in lines if id(line) not in dropped])
    return kept, list(heads.values())


def _edge(lines: list[Line]) -> list[Line]:
    """The lines of running text at the top and at the bottom of a page."""
    by_height = sorted((line for line in lines if not line.alone), key=lambda line: -line.bottom)
    return by_height[:_EDGE] + by_height[max(_EDGE, len(by_height) - _EDGE) :]


def _same(line: Line) -> str:
    """What running heads of several pages have in common: all but numbers and blanks."""
    return _DIGITS.sub("#", "".join(line.text.split()))


def _begins(text: str) -> bool:
    """True for a line that goes on with none: one that is a field of the head."""
    return is_field(text.strip(), labels())


def _joined(pages: Sequence[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The paragraphs of all pages, one on a line, and the offset at which each page begins."""
    parts: list[str] = []
    starts: list[int] = []
    size = 0
    for page, text in paragraphs_of(pages, _begins):
        starts += [size + (text[:1] == "\n")] * (page + 1 - len(starts))
        parts.append(text)
        size += len(text)
    starts += [size] * (len(pages) - len(starts))
    return "".join(parts), tuple(starts)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers as people write them.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
