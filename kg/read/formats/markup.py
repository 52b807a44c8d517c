"""Markup to lines: what a reader sees of a page, line by line, before anyone asks which of it is the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kg.read.fields import labels
from kg.read.formats.content import InputError, need
from kg.read.formats.tables import Cell, row_lines
from kg.read.formats.text import HAN

HTML = "HTML"

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "footer", "form", "button", "select", "option",
    "textarea", "svg", "canvas", "iframe", "object", "rt", "rp", "del", "audio", "video", "map",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol",
    "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
))  # fmt: skip
HEADINGS = ("h1", "h2", "h3")
SPACE = re.compile(r"[ \t\r\n\f]+")
_JOINED = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_INNER_BREAK = re.compile(rf"(?<=[{_JOINED}])[ \t]*[\r\n][ \t\r\n]*(?=[{_JOINED}])")
_SENTENCE = re.compile(r"[，。；！？：、]")
_LONG = 20
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"?|'[^']*+'?)""")
_ATTRIBUTES = 1_000
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class PageLine:
    """A line of a page: how many of its characters are links, the heading it stands in, and the block."""

    text: str
    linked: int
    heading: str
    block: Any

    @property
    def is_links(self) -> bool:
        """True where most of it is links."""
        return self.linked * 2 > len(self.text.strip())

    @property
    def is_running(self) -> bool:
        """True for running text: a sentence, or a long line with a mark."""
        text = self.text.strip()
        return not self.is_links and (text.endswith("。") or (len(text) >= _LONG and bool(_SENTENCE.search(text))))

    @property
    def weight(self) -> int:
        """Characters of running text."""
        own = sum(map(len, HAN.findall(self.text))) - self.linked
        return max(own, 0) if self.is_running else max(own, 0) // 4


def stripped(text: str, name: str) -> str:
    r"""A text without markup, where it has some: rows of tables and of JSON often hold that of the page.

    >>> stripped("<p>抓好<b>城市体检</b>。</p><p>推进城市更新。</p>", "row"), stripped("a < b", "row")
    ('抓好城市体检。\n推进城市更新。', 'a < b')
    """
    if not re.search(
        r"</(?:p|div|span|h\d|td|a|b|strong|section|article|body)\s*>|<br\s*/?>|<p\b[^<>]*>", text, re.IGNORECASE
    ):
        return text
    lxml, markup = need("lxml.html", name, HTML), whole(text, name)
    try:
        root = lxml.document_fromstring(markup)
    except Exception:  # whatever lxml makes of markup without an element: there is no text in it
        return ""
    return "\n".join(line.text for line in lines_of(root))


def lines_of_markup(markup: str, name: str) -> list[tuple[str, str]]:
    """All lines of a markup, each with the heading that it is (`h1`) or nothing."""
    root = need("lxml.html", name, HTML).document_fromstring(whole(markup, name))
    return [(line.text, line.heading) for line in lines_of(root)]


def whole(markup: str, name: str) -> str:
    """The markup without ends of the page: some pages have two, and a parser may stop at the first.

    Raises InputError for a tag of more attributes than any page has: a parser compares each with all before it.
    """
    if any(len(tag[0]) > _ATTRIBUTES and _attributes(tag[0]) > _ATTRIBUTES for tag in _TAG.finditer(markup)):
        raise InputError(f"{name}: a tag has more than {_ATTRIBUTES:,} attributes")
    return re.sub(r"</(?:html|body)\s*>|<\?xml[^<>]*>|\x00", "", markup, flags=re.IGNORECASE) or "<p>"


def _attributes(tag: str) -> int:
    """How many attributes a tag has at most."""
    return len(_VALUE.sub(" ", tag).split()) - 1


# --- the walk -------------------------------------------------------------------------------------------------------


def _unseen(element: Any, linked: bool) -> bool:
    """True for what shows nothing, is no text, or is a link that is a button."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return linked and "".join(element.itertext()).strip(" []【】") in labels().buttons


@dataclass(slots=True)
class _Walk:
    """Lines of a page while its elements are walked."""

    lines: list[PageLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    block: Any = None
    heading: str = ""
    tables: bool = True

    def end(self) -> None:
        """End the line that is being made."""
        raw = _INNER_BREAK.sub("", "".join(self.parts))
        text = "\n".join(SPACE.sub(" ", part) for part in raw.split("\v"))
        for line in (part for part in text.split("\n") if part.strip()):
            self.lines.append(PageLine(line.strip(" "), self.linked, self.heading, self.block))
        self.parts, self.linked = [], 0

    def walk(self, element: Any, linked: bool) -> None:
        """Add an element with all that it holds."""
        tag = element.tag
        linked = linked or tag == "a"
        if _unseen(element, linked):
            return
        if tag == "table" and self.tables:
            self.end()
            self.table(element, linked)
        elif tag == "br":
            if not self.heading:  # else a title over several lines
                self.end()
        elif tag in _BLOCKS:
            outer = self.block, self.heading
            self.end()
            self.block, self.heading = element, tag if tag in HEADINGS else self.heading
            self.within(element, linked)
            self.end()
            self.block, self.heading = outer
        else:
            self.within(element, linked)

    def within(self, element: Any, linked: bool) -> None:
        """Add what an element holds."""
        self.add(element.text, linked)
        for child in element:
            self.walk(child, linked)
            self.add(child.tail, linked)

    def add(self, text: str | None, linked: bool) -> None:
        """Add characters to the line."""
        if text:
            self.parts.append(text)
            self.linked += len("".join(text.split())) if linked else 0

    def table(self, element: Any, linked: bool) -> None:
        """Add a table: its rows, or its cells' lines where it lays out the page."""
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        flat = list(row_lines([[self.cell(cell) for cell in row if cell.tag in ("td", "th")] for row in rows]))
        if any("\t" in line for line in flat):
            count = sum(len("".join(a.itertext()).strip()) for a in element.iter("a"))
            size = sum(map(len, flat)) or 1
            self.lines += [PageLine(line, count * len(line) // size, "", element) for line in flat]
            return
        for child in element:
            self.walk_rows(child, linked)

    def walk_rows(self, element: Any, linked: bool) -> None:
        """Add the cells of a table that lays out the page."""
        if not isinstance(element.tag, str):
            return
        if element.tag in ("tbody", "thead", "tfoot", "tr"):
            for child in element:
                self.walk_rows(child, linked)
        else:
            self.walk(element, linked)
            self.end()

    @staticmethod
    def cell(element: Any) -> Cell:
        """A cell of a table."""
        walk = _Walk(tables=False)
        walk.walk(element, False)
        walk.end()
        nested = next(element.iter("table"), None) is not None
        columns, rows = (_number(element.get(name, "")) for name in ("colspan", "rowspan"))
        return Cell(tuple(line.text for line in walk.lines), nested, columns, rows)


def _number(written: str) -> int:
    """How many columns or rows a cell says that it spans: one where it says none that can be."""
    return int(written) if written.isascii() and written.isdecimal() and 0 < len(written) < 4 and int(written) else 1


def lines_of(root: Any) -> list[PageLine]:
    """The lines of a page that can be seen."""
    walk = _Walk()
    walk.walk(root, False)
    walk.end()
    return walk.lines
