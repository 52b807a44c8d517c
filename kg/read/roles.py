"""Paragraphs to what each is in its article, and the fields that its head and foot give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model import Role
from kg.read.fields import Field, Labels, is_field, line_fields, wire_fields
from kg.read.letter import NUMBER, Letter, number_of
from kg.read.wraps import is_open

_HEAD, _OPENING = 14, 8  # lines that may be the head of an official document, and of an article
_FOOT = 6
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.．、]\s*|[（(]\d{1,2}[）)]\s*)?")
_AMONG = re.compile(r"[，,；;。]")


class Paragraph(NamedTuple):
    """A paragraph of the view, `view[start:end]`, without its line end."""

    start: int
    end: int
    role: Role


@dataclass(slots=True)
class Sheet:
    """The paragraphs of a view while their roles and fields are found."""

    view: str
    spans: list[tuple[int, int]]
    known: Labels
    roles: list[Role] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.roles = [Role.BODY] * len(self.spans)
        self.lines = [self.view[start:end] for start, end in self.spans]

    def line(self, i: int) -> str:
        """The characters of a paragraph."""
        return self.lines[i]

    def take(self, i: int) -> list[Field]:
        """The fields of a paragraph that is a field, which are kept."""
        found = list(line_fields(self.line(i), self.spans[i][0], self.known))
        self.fields += found
        return found

    def add(self, name: str, i: int, start: int, end: int, value: str = "") -> None:
        """Keep a field that stands in `line[start:end]`."""
        line = self.line(i)[start:end]
        kept = line.strip()
        at = self.spans[i][0] + start + len(line) - len(line.lstrip())
        if kept:
            self.fields.append(Field(at, at + len(kept), name, value or kept))

    def done(self) -> tuple[tuple[Paragraph, ...], tuple[Field, ...]]:
        """The paragraphs and fields, in order of their place."""
        paragraphs = tuple(Paragraph(s, e, r) for (s, e), r in zip(self.spans, self.roles, strict=True))
        return paragraphs, tuple(sorted(set(self.fields)))


def is_title(line: str) -> bool:
    """True where a first line reads as a title: open, and not longer than a title is.

    >>> is_title("云川省城市更新工作侧记"), is_title("城建处抓好城市体检。")
    (True, False)
    """
    return len(line) <= 90 and "。" not in line and (is_open(line) or (len(line) <= 40 and line[-1] not in "；;：:"))


def is_heading(line: str) -> bool:
    """True where a line amid the body reads as a heading: short, and without the mark that ends a sentence.

    >>> is_heading("强化责任担当"), is_heading("城建处抓好城市体检。")
    (True, False)
    """
    return (
        len(line) <= 50
        and "。" not in line
        and line[-1] not in "，、,：:；;"
        and (is_open(line) or (len(line) <= 25 and line[-1] in "！？!?"))
    )


def article(sheet: Sheet, title: str) -> None:
    """Give the paragraphs of an article their roles; `title` is given, or empty."""
    n = len(sheet.spans)
    head = _head(sheet, title)
    foot = n
    while foot > max(head, n - _FOOT) and is_field(sheet.line(foot - 1), sheet.known):
        foot -= 1
        sheet.roles[foot] = Role.FOOT
        sheet.take(foot)
    _headings(sheet, head, foot)
    if head < foot:
        _bylines(sheet, head, foot)


def _head(sheet: Sheet, title: str) -> int:
    """Give the head its roles; the number of the first paragraph after it."""
    n = len(sheet.spans)
    metadata = [i for i in range(min(n, _OPENING)) if is_field(sheet.line(i), sheet.known)]
    head = _opening(sheet, title, metadata)
    for i in range(head):
        above = bool(title) and i < head - 1
        sheet.roles[i] = Role.DATELINE if above else Role.TITLE
        if above:
            sheet.take(i)
    while head < n and head in metadata:
        named = [f for f in sheet.take(head) if f.name == "title"]
        sheet.roles[head] = Role.TITLE if named else Role.DATELINE
        head += 1
        if head < n - 1 and head not in metadata and _titles(sheet, head, title):
            sheet.roles[head] = Role.TITLE
            head += 1
    return head


def _opening(sheet: Sheet, title: str, metadata: list[int]) -> int:
    """The number of the first paragraph after the title: the one that was given, or what stands where titles do."""
    n = len(sheet.spans)
    if title:
        return next((i + 1 for i in range(min(n, _OPENING)) if _same(sheet.line(i), title)), 0)
    if metadata and 0 < metadata[0] <= 3 and all(is_title(sheet.line(i)[-90:]) for i in range(metadata[0])):
        return metadata[0]
    if n > 1 and 0 not in metadata and is_title(sheet.line(0)):
        return 1 + int(n > 2 and sheet.line(1)[:1] == "—" and is_title(sheet.line(1)))
    return 0


def _titles(sheet: Sheet, i: int, title: str) -> bool:
    """True where the paragraph after a dateline is the title: the first one, or the one that was given once more."""
    line = sheet.line(i)
    return _same(line, title) if title else Role.TITLE not in sheet.roles and is_title(line)


def _same(line: str, title: str) -> bool:
    return "".join(line.split()) == "".join(title.split())


def _headings(sheet: Sheet, head: int, foot: int) -> None:
    for i in range(head, foot - 1):
        if sheet.roles[i] is Role.BODY and is_heading(sheet.line(i)):
            sheet.roles[i] = Role.HEADING


def _bylines(sheet: Sheet, head: int, foot: int) -> None:
    """Keep the fields of the paragraph that opens as agencies' do, and of bylines at the body's two ends."""
    view, known = sheet.view, sheet.known
    start, end = sheet.spans[head]
    opening = list(wire_fields(view, start, end, known))
    if opening and end - start <= 24 and "。" not in view[start:end]:
        sheet.roles[head] = Role.DATELINE
    sheet.fields += opening
    last_start, last_end = sheet.spans[foot - 1]
    for s, e in ((start, min(end, start + 60)), (max(last_start, last_end - 50), last_end)):
        for m in known.byline.finditer(view, s, e):
            sheet.fields += line_fields(m[0][1:-1], m.start() + 1, known)


# --- official documents ---------------------------------------------------------------------------------------------


def official(sheet: Sheet, parts: Letter) -> None:
    """Give the paragraphs of an official document their roles, by its parts as numbers of paragraphs."""
    n, roles = len(sheet.spans), sheet.roles
    title = parts.title.start
    body = max(title + 1, parts.number + 1, parts.addressee.stop)
    for i in range(body):
        line = sheet.line(i)
        if is_field(line, sheet.known) and i not in parts.addressee:
            roles[i] = Role.DATELINE
            sheet.take(i)
        elif i < title or (title < i < body):
            roles[i] = Role.TITLE if _same(line, sheet.line(title)) else Role.DATELINE
    roles[title] = Role.TITLE
    _letterhead(sheet, parts)
    own = sheet.known.letterhead.search(sheet.line(title))
    if own and not sheet.known.about.search(sheet.line(title)):  # 云川省人民政府令
        _names("issuer", sheet, title, own.start())
    for i in parts.addressee:
        roles[i] = Role.ADDRESSEE
        _names("addressee", sheet, i)
    _signatures(sheet, parts)
    for i in range(body, n):
        if i in parts.foot or (i > parts.dated >= 0 and i >= n - _FOOT and is_field(sheet.line(i), sheet.known)):
            roles[i] = Role.FOOT
            _imprint(sheet, i)
    _attachments(sheet, body, parts.dated if parts.dated >= 0 else n)
    _headings(sheet, body, n)


def _letterhead(sheet: Sheet, parts: Letter) -> None:
    """Keep the number and the names above it."""
    for i in parts.letterhead:
        sheet.roles[i] = Role.LETTERHEAD
        line = sheet.line(i)
        end = len(line.rstrip())
        head = sheet.known.letterhead.search("".join(line.split()))
        if head:
            letters = len(head[0])
            while letters:
                end -= 1
                letters -= not line[end].isspace()
        if len("".join(line[:end].split())) > 2 and not any(c.isdigit() for c in line):
            _names("issuer", sheet, i, end)
    if parts.number >= 0:
        found = NUMBER.search(sheet.line(parts.number))
        if found:
            sheet.add("number", parts.number, found.start(), found.end(), number_of(found[0]))
        sheet.roles[parts.number] = Role.DATELINE


def _names(name: str, sheet: Sheet, i: int, end: int | None = None) -> None:
    """Keep the names of a paragraph, which commas or wide blanks part."""
    line = sheet.line(i)[:end].rstrip("：: ")
    at = 0
    for part in _split(line):
        sheet.add(name, i, at, at + len(part))
        at += len(part) + 1


def _split(line: str) -> Iterator[str]:
    """The parts of a line between commas, each with all its characters; those in brackets part nothing."""
    depth, start = 0, 0
    for i, c in enumerate(line):
        depth += (c in "（(") - (c in "）)")
        if depth == 0 and _AMONG.match(c):
            yield line[start:i]
            start = i + 1
    yield line[start:]


def _signatures(sheet: Sheet, parts: Letter) -> None:
    for i in parts.signatures:
        sheet.roles[i] = Role.SIGNATURE
        at = 0
        for piece in re.split(r"([\s\u3000]{2,}|\t)", sheet.line(i)):
            if piece.strip():
                sheet.add("signature", i, at, at + len(piece))
            at += len(piece)
    if parts.dated >= 0:
        sheet.roles[parts.dated] = Role.FOOT
        for found in line_fields(sheet.line(parts.dated), sheet.spans[parts.dated][0], sheet.known):
            if found.name == "date":
                sheet.fields.append(Field(found.start, found.end, "written", found.value))


def _imprint(sheet: Sheet, i: int) -> None:
    """Keep who printed a document and when, and who gets copies."""
    line = sheet.line(i)
    found = sheet.known.printing.search(line)
    if found:
        sheet.add("printer", i, *found.span("printer"))
        for f in line_fields(found["day"], sheet.spans[i][0] + found.start("day"), sheet.known):
            if f.name == "date":
                sheet.fields.append(Field(f.start, f.end, "printed", f.value))
    else:
        for f in line_fields(line, sheet.spans[i][0], sheet.known):
            if f.name == "copied":
                at = f.start - sheet.spans[i][0]
                for part in _split(f.value.rstrip("。")):
                    sheet.add("copied", i, at, at + len(part))
                    at += len(part) + 1
            elif f.name != "date":
                sheet.fields.append(f)


def _attachments(sheet: Sheet, first: int, last: int) -> None:
    """Keep the names of attachments, which stand in a list above the signatures."""
    listing = False
    for i in range(first, last):
        line = sheet.line(i)
        label = sheet.known.label.match(line)
        opens = label is not None and sheet.known.field_of.get(label["label"] or "") == "attachment"
        item = _ITEM.match(line)
        listing = opens or (listing and bool(item and item[0].strip()) and len(line) <= 80)
        if listing and "。" not in line:
            start = label.end() if opens and label else 0
            rest = _ITEM.match(line[start:])
            sheet.add("attachment", i, start + (rest.end() if rest else 0), len(line))
            sheet.roles[i] = Role.FOOT
