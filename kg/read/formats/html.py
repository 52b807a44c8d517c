"""Web pages to text: the article with its own title and dateline, without what stands around it.

A page is taken apart into lines. The article is where most characters stand that are no links; its title is the
heading that the page's head names as well. Dates are left to the text: libraries that look for one in a page make
some up (trafilatura 2.3 with htmldate 1.11: 2021年04月14日 becomes 2021-01-01).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kg.read.fields import is_field, labels
from kg.read.formats.content import Content, InputError, need
from kg.read.formats.markup import HEADINGS, HTML, SPACE, PageLine, lines_of, whole
from kg.read.formats.text import HAN, decode
from kg.read.letter import number_of

_PARAGRAPHS = ("p", "span", "li", "h1", "h2", "h3", "strong", "b", "font")
_MOST_OF_IT = 7  # tenths of a block's running text that the block inside it must hold
_NAMES = re.compile(r"[\s,，、;；/]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ABOVE = 15  # lines above the article in which its title may stand, with what is known of it beneath
_TAIL = 10  # lines below the running text that may be signatures, dates and the like
_SHOWN = 40
_WORD = re.compile(r"\w")
_BETWEEN = re.compile(r"(?<!\s)\s*+[-_—–|｜·>›»]+\s*")


def html(data: bytes, name: str, url: str) -> Content:
    """The content of a web page.

    Raises:
        InputError: there is no text in it, or the extra that it needs is not installed.
    """
    return page(_decoded(data, name), name, url)


def page(markup: str, name: str, url: str = "") -> Content:
    """The content of a page's markup (see `html`)."""
    lxml, given = need("lxml.html", name, HTML), whole(markup, name)
    try:
        root = lxml.document_fromstring(given)
    except Exception as error:  # whatever lxml makes of no elements at all
        raise InputError(f"{name}: no article in this HTML file") from error
    meta = _meta(root)
    lines = lines_of(root)
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


def _left_out(lines: Sequence[PageLine], body: Sequence[str]) -> tuple[str, ...]:
    """What is said of running text that is not of the article: comments, news in brief, or what was taken for such."""
    kept, title = set(body), _plain("".join(body[:1]))
    beside = (line.text.strip() for line in lines if line.is_running and line.text not in kept)
    left = [text for text in beside if HAN.search(text) and _plain(text) not in title]
    if not left:
        return ()
    return (f"left out {len(left)} line{'s' * (len(left) != 1)} beside the article, the first: {left[0][:_SHOWN]}",)


def _decoded(data: bytes, name: str) -> str:
    declared = re.search(rb"charset\s*=\s*(?:[\"']\s*)?([\w-]+)", data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding:
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding)
        except (LookupError, UnicodeError):  # `undefined` is an encoding, whose error is no error of decoding
            pass
    return decode(data, name)


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


# --- the article ----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return "".join(text.split())


def _title(root: Any, lines: Sequence[PageLine], meta: dict[str, str]) -> str:
    """The title: the heading or line that the page's head names too; else its only great heading; else the head's."""
    tag = next((SPACE.sub(" ", "".join(t.itertext())).strip() for t in root.iter("title")), "")
    named = [n for n in (meta.get("articletitle", ""), tag, *_BETWEEN.split(tag)) if len(_plain(n)) > 3]
    whole = [_plain(n) for n in named]
    for heading in (*HEADINGS, ""):
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


def _article(lines: list[PageLine], title: str) -> list[str]:
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


def _above(lines: Sequence[PageLine], title: str, first: int) -> int:
    """The line above line `first` that is the title, or that line."""
    near = range(max(first - _ABOVE, 0), first)
    return next((i for i in near if _plain(lines[i].text) == _plain(title)), first)


def _is_known(line: PageLine) -> bool:
    """True for a field of the head or foot, and for a document's number."""
    text = line.text.strip()
    return is_field(text, labels()) or number_of(text) == text


def _end(lines: Sequence[PageLine], last: int, stop: int) -> int:
    """Where the article ends: before the first line below its running text that is of the page, at most at `stop`."""
    foot = labels().page_foot
    for i in range(last + 1, stop):
        if not _is_known(lines[i]) and (lines[i].is_links or foot.search(lines[i].text)):
            return i
    return stop


def _named(lines: Sequence[PageLine], title: str, last: int) -> range:
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


def _container(lines: Sequence[PageLine]) -> Any:
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
