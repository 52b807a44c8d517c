"""Paragraphs to what each is in its article: title, dateline, heading, body, foot; and the fields of head and foot."""

from __future__ import annotations

from typing import NamedTuple

from kg.model import Role
from kg.read.fields import Field, Labels, is_field, line_fields, wire_fields
from kg.read.wraps import is_open


class Paragraph(NamedTuple):
    """A paragraph of the view, `view[start:end]`, without its line end."""

    start: int
    end: int
    role: Role


def _is_title(line: str) -> bool:
    """True where a first line reads as a title: open, and not longer than a title is.

    >>> _is_title("云川省城市更新工作侧记"), _is_title("城建处抓好城市体检。")
    (True, False)
    """
    return len(line) <= 90 and "。" not in line and (is_open(line) or (len(line) <= 40 and line[-1] not in "；;：:"))


def _is_heading(line: str) -> bool:
    """True where a line amid the body reads as a heading: short, and without the mark that ends a sentence."""
    return (
        len(line) <= 50
        and "。" not in line
        and line[-1] not in "，、,：:；;"
        and (is_open(line) or (len(line) <= 25 and line[-1] in "！？!?"))
    )


def roles_and_fields(
    view: str, spans: list[tuple[int, int]], title: str, known: Labels
) -> tuple[tuple[Paragraph, ...], tuple[Field, ...]]:
    """The paragraphs with their roles, and the fields that head and foot give, in order of their place."""
    n = len(spans)
    roles = [Role.BODY] * n
    fields: list[Field] = []
    lines = [view[s:e] for s, e in spans]
    metadata = [i for i in range(min(n, 8)) if is_field(lines[i], known)]
    head = 0
    if title:
        head = int(n > 0 and "".join(lines[0].split()) == "".join(title.split()))
    elif metadata and 0 < metadata[0] <= 3 and all(_is_title(line[-90:]) for line in lines[: metadata[0]]):
        head = metadata[0]
    elif n > 1 and 0 not in metadata and _is_title(lines[0]):
        head = 1 + int(n > 2 and lines[1][:1] == "—" and _is_title(lines[1]))
    for i in range(head):
        roles[i] = Role.TITLE
    while head < n and head in metadata:
        found = list(line_fields(lines[head], spans[head][0], known))
        named = [f for f in found if f.name == "title"]
        roles[head] = Role.TITLE if named else Role.DATELINE
        fields += found
        head += 1
        if not title and Role.TITLE not in roles and head < n - 1 and head not in metadata and _is_title(lines[head]):
            roles[head] = Role.TITLE
            head += 1
    foot = n
    while foot > max(head, n - 6) and is_field(lines[foot - 1], known):
        foot -= 1
        roles[foot] = Role.FOOT
        fields += line_fields(lines[foot], spans[foot][0], known)
    for i in range(head, foot - 1):
        if _is_heading(lines[i]):
            roles[i] = Role.HEADING
    if head < foot:
        start, end = spans[head]
        opening = list(wire_fields(view, start, end, known))
        if opening and end - start <= 24 and "。" not in view[start:end]:
            roles[head] = Role.DATELINE
        fields += opening
        for s, e in (
            (start, min(end, start + 60)),
            (max(spans[foot - 1][0], spans[foot - 1][1] - 50), spans[foot - 1][1]),
        ):
            for m in known.byline.finditer(view, s, e):
                fields += line_fields(m[0][1:-1], m.start() + 1, known)
    paragraphs = tuple(Paragraph(s, e, r) for (s, e), r in zip(spans, roles, strict=True))
    return paragraphs, tuple(sorted(set(fields)))
