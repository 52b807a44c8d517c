"""Word files to text: what a reader sees when all changes are accepted.

python-docx opens the package; its own `text` leaves out what stands in insertions, content controls, fields, smart
tags, text boxes and nested tables, so the elements are walked here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.read.fields import labels
from kg.read.formats import content
from kg.read.formats.content import Content, InputError, need, too_large
from kg.read.formats.numbering import number_paragraphs
from kg.read.formats.tables import Cell, row_lines
from kg.read.wraps import is_open

DOCX = "DOCX"

MOST_MARKUP = 12 * 1024 * 1024
"""Bytes of markup that a Word file may have: taken apart it takes thirty times as much memory."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN = frozenset({
    "del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "fldData", "tblPr", "tcPr",
    "commentReference", "Fallback", "sectPr", "smartTagPr", "customXmlPr", "rubyPr", "delInstrText",
})  # fmt: skip
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


def word(data: bytes, name: str, _url: str) -> Content:
    """The content of a Word file: paragraphs and rows of tables, one on a line, notes at the end.

    Automatic numbers stand before their paragraphs. A head that the first page alone has stands above the text; what
    stands above and below each page is left out, which a note says.

    Raises:
        InputError: the file is damaged or too large, or the extra that it needs is not installed.
    """
    docx = need("docx", name, DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            if sum(item.file_size for item in files) > content.MAX_BYTES:
                raise too_large(name)
            markup = sum(item.file_size for item in files if item.filename.endswith((".xml", ".rels")))
            if markup > MOST_MARKUP:
                raise InputError(f"{name}: over {MOST_MARKUP // 1024 // 1024} MB of markup, too much to take apart")
        document = docx.Document(io.BytesIO(data))
        parts = _Parts(document, docx.oxml.parse_xml)
        number_paragraphs(document.element.body, parts.named("numbering.xml"), parts.named("styles.xml"))
        above, around = _around(document.element.body, parts)
        lines = [*above, *_blocks(document.element.body)]
        for name in ("footnotes.xml", "endnotes.xml"):
            notes = parts.named(name)
            lines += _notes(notes) if notes is not None else ()
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes python-docx raise
        raise InputError(f"{name}: a damaged DOCX file ({type(error).__name__})") from error
    told = f"left out what stands above and below each page: {'; '.join(around[:3])}" + " …" * (len(around) > 3)
    return Content("\n".join(lines), form=DOCX, notes=(told,) if around else ())


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a Word file, taken apart as they are asked for."""

    document: Any
    parse: Callable[[bytes], Any]

    def named(self, name: str) -> Any | None:
        """The part of that name, if there is one."""
        found = (p for p in self.document.part.package.iter_parts() if p.partname.rpartition("/")[2] == name)
        return next((self.parse(part.blob) for part in found), None)

    def related(self, reference: Any) -> Any | None:
        """The part that an element refers to, if there is one."""
        relation = self.document.part.rels.get(reference.get(_REFERENCE))
        return None if relation is None or relation.is_external else self.parse(relation.target_part.blob)


def _around(body: Any, parts: _Parts) -> tuple[list[str], list[str]]:
    """The lines above the first page where it has a head of its own, and what is left out: those around each page."""
    above: list[str] = []
    around: dict[str, None] = {}
    page = labels().page
    for n, section in enumerate(body.iter(f"{_W}sectPr")):
        own = section.find(f"{_W}titlePg") is not None
        for reference in section:
            kind = _tag(reference), reference.get(f"{_W}type")
            if not kind[0].endswith("Reference") or (kind[1] == "first" and not own):
                continue
            part = parts.related(reference)
            lines = [line.strip() for line in _blocks(part) if line.strip()] if part is not None else []
            if n == 0 and kind == ("headerReference", "first"):
                above = lines
            else:
                around |= dict.fromkeys(line for line in lines if not page.fullmatch("".join(line.split())))
    return above, [line for line in around if line not in above]


def _tag(element: Any) -> str:
    """The local name of an element; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@dataclass(slots=True)
class _Runs:
    """The text of a paragraph while its runs are walked, and the text boxes that are anchored in it."""

    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def add(self, element: Any) -> None:
        for child in element:
            tag = _tag(child)
            if tag in _HIDDEN or _unseen(child, tag):
                continue
            if tag == "t":
                self.text.append((child.text or "").replace("\n", " "))
            elif tag == "br":
                self.text.append("\n")
            elif tag in _SIGNS:
                self.text.append(_SIGNS[tag])
            elif tag == "txbxContent":
                self.boxes.append(child)
            else:
                self.add(child)


def _unseen(element: Any, tag: str) -> bool:
    """True for a run that is formatted as hidden."""
    vanish = element.find(f"{_W}rPr/{_W}vanish") if tag == "r" else None
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false")


def _blocks(parent: Any) -> Iterator[str]:
    """The lines of what holds paragraphs and tables: a body, a cell, a text box, a note."""
    carried = _Runs()
    for child in parent:
        tag = _tag(child)
        if tag == "p":
            carried.add(child)
            if child.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:  # a deleted mark joins its paragraph with the next
                yield from _paragraph(carried)
                carried = _Runs()
        elif tag == "tbl":
            yield from _table(child)
        elif tag not in _HIDDEN:
            yield from _blocks(child)  # content controls, insertions of whole paragraphs
    yield from _paragraph(carried)


def _paragraph(runs: _Runs) -> Iterator[str]:
    """The lines of a paragraph, and after it those of its text boxes."""
    pieces = "".join(runs.text).split("\n")
    line = pieces[0]
    for piece in pieces[1:]:
        if _goes_on(line, piece):
            line += piece
        else:
            yield line
            line = piece
    if line:
        yield line
    for box in runs.boxes:
        yield from _blocks(box)


def _goes_on(line: str, following: str) -> bool:
    """True where a soft break stands inside a sentence: before its end, and not after a title or a heading.

    >>> _goes_on("城市建设处抓好", "城市体检，村镇建设处推进农村危房改造。"), _goes_on("一、总体要求", "抓好城市体检。")
    (True, False)
    """
    kept = following.strip()
    return bool(
        line.strip()
        and kept
        and is_open(line.strip())
        and not _HEADING.match(line.strip())
        and not following[0].isspace()
        and not kept[0].isdigit()
        and kept[-1] in "。！？；"
    )


def _table(table: Any) -> Iterator[str]:
    """The lines of a table: a line for each row, or the cells' own lines where it only lays out the page."""
    rows = [list(_cells(row)) for row in _children(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
    yield from row_lines(rows)


def _cells(row: Any) -> Iterator[Cell]:
    for cell in _children(row, "tc"):
        if cell.find(f"{_W}tcPr/{_W}cellDel") is None:
            nested = any(_tag(child) == "tbl" for child in cell.iterdescendants())
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            columns = span.get(f"{_W}val", "1") if span is not None else "1"
            lines = tuple(line for line in _blocks(cell) if line.strip())
            yield Cell(lines, nested, int(columns) if columns.isdecimal() else 1)


def _children(element: Any, wanted: str) -> Iterator[Any]:
    """The children of a tag, also those within content controls and insertions."""
    for child in element:
        tag = _tag(child)
        if tag == wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _children(child, wanted)


def _notes(notes: Any) -> Iterator[str]:
    """The lines of foot and end notes, the separators apart."""
    for note in notes:
        if note.get(f"{_W}type") is None:
            yield from (line.strip() for line in _blocks(note) if line.strip())
