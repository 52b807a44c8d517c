"""Web pages to text: the article with its own title and dateline, without what stands around it.

A page is taken apart into lines. The article is where most characters stand that are no links; its title is the
heading that the page's head names as well. Dates are left to the text: libraries that look for one in a page make
some up (trafilatura 2.3 with htmldate 1.11: 2021年04月14日 becomes 2021-01-01).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.read.fields import is_field, labels
from kg.read.formats.content import Content, InputError, need
from kg.read.formats.tables import Cell, row_lines
from kg.read.formats.text import HAN, decode
from kg.read.letter import number_of

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
_HEADINGS = ("h1", "h2", "h3")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_JOINED = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_INNER_BREAK = re.compile(rf"(?<=[{_JOINED}])[ \t]*[\r\n][ \t\r\n]*(?=[{_JOINED}])")
_SENTENCE = re.compile(r"[，。；！？：、]")
_PARAGRAPHS = ("p", "span", "li", "h1", "h2", "h3", "strong", "b", "font")
_MOST_OF_IT = 7  # tenths of a block's running text that the block inside it must hold
_NAMES = re.compile(r"[\s,，、;；/]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ABOVE = 15  # lines above the article in which its title may stand, with what is known of it beneath
_TAIL = 10  # lines below the running text that may be signatures, dates and the like
_LONG = 20
_SHOWN = 40
_WORD = re.compile(r"\w")
_BETWEEN = re.compile(r"(?<!\s)\s*+[-_—–|｜·>›»]+\s*")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
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


def html(data: bytes, name: str, url: str) -> Content:
    """The content of a web page.

    Raises:
        InputError: there is no text in it, or the extra that it needs is not installed.
    """
    return page(_decoded(data, name), name, url)


def page(markup: str, name: str, url: str = "") -> Content:
    """The content of a page's markup (see `html`)."""
    lxml = need("lxml.html", name, HTML)
    try:
        root = lxml.document_fromstring(_whole(markup))
    except Exception as error:  # whatever lxml makes of no elements at all
        raise InputError(f"{name}: no article in this HTML file") from error
    meta = _meta(root)
    lines = _lines(root)
    if not any(HAN.search(line.text) for line in lines):
        frames = [f.get("src") for f in root.iter("frame", "iframe") if f.get("src")]
        aside = f"; its frames hold it: {', '.join(frames[:3])}" if frames else ""
        raise InputError(f"{name}: no article in this HTML file{aside}")
    title = _title(root, lines, meta)
    body = _article(lines, title)
    if title and not _stands_in(title, body):
        body = [title, *body]
    return Content(
        "\n".join(body),
        title,
        published=meta.get("pubdate", ""),
        source=meta.get("contentsource", ""),
        reporters=tuple(name for name in _NAMES.split(meta.get("author", "")) if _NAME.fullmatch(name)),
        url=url or meta.get("url", ""),
        site=meta.get("sitename", ""),
        column=meta.get("columnname", ""),
        form=HTML,
        notes=_left_out(lines, body),
    )


def _left_out(lines: Sequence[_Line], body: Sequence[str]) -> tuple[str, ...]:
    """What is said of running text that is not of the article: comments, news in brief, or what was taken for such."""
    kept = set(body)
    left = [line.text.strip() for line in lines if line.is_running and line.text not in kept]
    if not left:
        return ()
    return (f"left out {len(left)} line{'s' * (len(left) != 1)} beside the article, the first: {left[0][:_SHOWN]}",)


def stripped(text: str, name: str) -> str:
    r"""A text without markup, where it has some: rows of tables and of JSON often hold that of the page.

    >>> stripped("<p>抓好<b>城市体检</b>。</p><p>推进城市更新。</p>", "row"), stripped("a < b", "row")
    ('抓好城市体检。\n推进城市更新。', 'a < b')
    """
    if not re.search(
        r"</(?:p|div|span|h\d|td|a|b|strong|section|article|body)\s*>|<br\s*/?>|<p\b[^>]*>", text, re.IGNORECASE
    ):
        return text
    lxml = need("lxml.html", name, HTML)
    try:
        root = lxml.document_fromstring(_whole(text))
    except Exception:  # whatever lxml makes of markup without an element: there is no text in it
        return ""
    return "\n".join(line.text for line in _lines(root))


def _decoded(data: bytes, name: str) -> str:
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding:
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _whole(markup: str) -> str:
    """The markup without ends of the page: some pages have two, and a parser may stop at the first."""
    return re.sub(r"</(?:html|body)\s*>|<\?xml[^>]*>|\x00", "", markup, flags=re.IGNORECASE) or "<p>"


def _meta(root: Any) -> dict[str, str]:
    """What the head says of the page, by the names that government sites must give it, and those of Open Graph."""
    found: dict[str, str] = {}
    same = {
        "og:title": "articletitle",
        "og:site_name": "sitename",
        "og:url": "url",
        "article:published_time": "pubdate",
    }
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").strip().lower()
        value = (element.get("content") or "").strip()
        if value:
            found.setdefault(same.get(key, key), value)
    return found


def lines_of_markup(markup: str, name: str) -> list[tuple[str, str]]:
    """All lines of a markup, each with the heading that it is (`h1`) or nothing."""
    root = need("lxml.html", name, HTML).document_fromstring(_whole(markup))
    return [(line.text, line.heading) for line in _lines(root)]


# --- lines ----------------------------------------------------------------------------------------------------------


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

    lines: list[_Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    block: Any = None
    heading: str = ""
    tables: bool = True

    def end(self) -> None:
        """End the line that is being made."""
        raw = _INNER_BREAK.sub("", "".join(self.parts))
        text = "\n".join(_SPACE.sub(" ", part) for part in raw.split("\v"))
        for line in (part for part in text.split("\n") if part.strip()):
            self.lines.append(_Line(line.strip(" "), self.linked, self.heading, self.block))
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
            self.block, self.heading = element, tag if tag in _HEADINGS else self.heading
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
            self.lines += [_Line(line, count * len(line) // size, "", element) for line in flat]
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


def _lines(root: Any) -> list[_Line]:
    """The lines of a page that can be seen."""
    walk = _Walk()
    walk.walk(root, False)
    walk.end()
    return walk.lines


# --- the article ----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return "".join(text.split())


def _title(root: Any, lines: Sequence[_Line], meta: dict[str, str]) -> str:
    """The title: the heading or line that the page's head names too; else its only great heading; else the head's."""
    tag = next((_SPACE.sub(" ", "".join(t.itertext())).strip() for t in root.iter("title")), "")
    named = [n for n in (meta.get("articletitle", ""), tag, *_BETWEEN.split(tag)) if len(_plain(n)) > 3]
    whole = [_plain(n) for n in named]
    for heading in (*_HEADINGS, ""):
        for line in lines:
            if (line.heading == heading or not heading) and _is_named(_plain(line.text), whole):
                return line.text.strip()
    first = [line.text.strip() for line in lines if line.heading == "h1"]
    if len(first) == 1 and len(_plain(first[0])) > 5:
        return first[0]
    return meta.get("articletitle", "") or max(_BETWEEN.split(tag), key=len, default="")


def _is_named(text: str, names: Sequence[str]) -> bool:
    """True for one of the names of a page, or more than half of the first two."""
    begins = any(name.startswith(text) and len(text) * 2 > len(name) for name in names[:2])
    return 5 < len(text) <= 120 and (begins or text in names)


def _article(lines: list[_Line], title: str) -> list[str]:
    """The lines of the article: its title, the fields around it, and its text to the end."""
    container = _container(lines)
    inside = [i for i, line in enumerate(lines) if _within(line.block, container)]
    heavy = [i for i in inside if lines[i].is_running] or inside
    named = _named(lines, title, heavy[0] + 4)
    begin = min(_above(lines, title, inside[0]), named.start if named else inside[0])
    first, stop = inside[0], inside[-1] + 1
    if container is None or container.tag in ("body", "html"):
        first, stop = max(named.stop, first), min(heavy[-1] + 1 + _TAIL, stop)
    end = _end(lines, heavy[-1], stop)
    kept = []
    for i in range(begin, end):
        if i in named:
            kept += [title] * (i == named.start)
        elif _is_known(lines[i]) or (i >= first and not lines[i].is_links and _WORD.search(lines[i].text)):
            kept.append(lines[i].text)
    return kept


def _above(lines: Sequence[_Line], title: str, first: int) -> int:
    """The line above line `first` that is the title, or that line."""
    near = range(max(first - _ABOVE, 0), first)
    return next((i for i in near if _plain(lines[i].text) == _plain(title)), first)


def _is_known(line: _Line) -> bool:
    """True for a field of the head or foot, and for a document's number."""
    text = line.text.strip()
    return is_field(text, labels()) or number_of(text) == text


def _end(lines: Sequence[_Line], last: int, stop: int) -> int:
    """Where the article ends: before the first line below its running text that is of the page, at most at `stop`."""
    foot = labels().page_foot
    for i in range(last + 1, stop):
        if not _is_known(lines[i]) and (lines[i].is_links or foot.search(lines[i].text)):
            return i
    return stop


def _named(lines: Sequence[_Line], title: str, last: int) -> range:
    """The lines that are the title, before line `last`: one, or several in a row; the nearest to it."""
    wanted = _plain(title)
    for i in range(min(last, len(lines)) - 1, -1, -1):
        text = ""
        for k in range(i, min(i + 4, len(lines))):
            text += _plain(lines[k].text)
            if text == wanted:
                return range(i, k + 1)
            if not wanted.startswith(text):
                break
    return range(0)


def _container(lines: Sequence[_Line]) -> Any:
    """The block that holds the article: from the page inwards, as long as one block holds most of the running text."""
    weights: dict[Any, int] = {}
    for line in lines:
        if not line.is_links and line.block is not None:
            for element in (line.block, *line.block.iterancestors()):
                weights[element] = weights.get(element, 0) + line.weight
    here = max(weights, key=lambda e: (weights[e], -sum(1 for _ in e.iterancestors())), default=None)
    while here is not None:
        inner = max((e for e in here if e in weights), key=lambda e: weights[e], default=None)
        if inner is None or inner.tag in _PARAGRAPHS or weights[inner] * 10 < weights[here] * _MOST_OF_IT:
            break
        here = inner
    return here


def _within(element: Any, container: Any) -> bool:
    return container is None or element is container or any(parent is container for parent in element.iterancestors())


def _stands_in(title: str, body: Sequence[str]) -> bool:
    """True where the title is among the first lines, on one or on several of them."""
    return _plain(title) in _plain("".join(body[:12]))
