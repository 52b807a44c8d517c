"""Documents from text, files, folders and addresses: the first step.

`read_text` is pure: it turns one text into a `Document`, whose *view* is the text as a reader sees it (hard line
wraps joined, indents and empty lines gone) with a map of every offset back to the text as given. `read` finds the
texts. The words that head and foot use (来源, 记者, 发布日期, …) stand in `ontology/fields.ttl`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.model import KG, KGI, Article, digest
from kg.resources import ontology_dir

MAX_BYTES = 64 * 1024 * 1024
"""The largest single document that is read, in bytes, also after unpacking."""

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


class InputError(ValueError):
    """An input that cannot be read, said in one line that names it."""


class Role(StrEnum):
    """What a paragraph is in its article."""

    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the view, `view[start:end]`, without its line end."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """What the head or foot says: `value` is `view[start:end]`, or the ISO form of it for a date.

    `name` is `title`, `date`, `source` or `reporter`.
    """

    start: int
    end: int
    name: str
    value: str


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


# --- the words of head and foot -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Labels:
    """The field labels of a vocabulary, as patterns."""

    field_of: dict[str, str]
    label: re.Pattern[str]
    opening: re.Pattern[str]
    strict: re.Pattern[str]
    byline: re.Pattern[str]
    wire: re.Pattern[str]
    outlet: re.Pattern[str]
    own: re.Pattern[str]
    continuation: re.Pattern[str]


LABELLED = ("title", "date", "source", "reporter", "editor", "ignored")


@cache
def labels(path: Path | None = None) -> Labels:
    """The field labels of a Turtle file, or of the shipped `fields.ttl`.

    Raises:
        ValueError: a label has no `kg:field`, or one that is not known; the message names file and entry.
    """
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    file = path or ontology_dir() / "fields.ttl"
    fields: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    known = {*LABELLED, "wire", "outlet", "self", "continuation"}
    names = {f"http://www.w3.org/2004/02/skos/core#{kind}Label" for kind in ("pref", "alt")}
    for quad in parse(path=str(file), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
            continue
        if quad.predicate.value == f"{KG}field":
            fields[quad.subject.value] = quad.object.value
        elif quad.predicate.value in names:
            words.setdefault(quad.subject.value, []).append(quad.object.value)
    by_field: dict[str, list[str]] = {name: [] for name in known}
    for entry, found in words.items():
        if fields.get(entry) not in known:
            raise ValueError(
                f"{file.name}: {entry}: expected kg:field to be one of {', '.join(sorted(known))}, "
                f"found {fields.get(entry, 'none')!r}"
            )
        by_field[fields[entry]] += found
    field_of = {word: name for name in LABELLED for word in by_field[name]}
    reporter = _alternation(by_field["reporter"])
    other = _alternation(w for name in LABELLED if name != "reporter" for w in by_field[name])
    outlet = _alternation(by_field["outlet"])
    return Labels(
        field_of,
        label=re.compile(
            rf"(?<![\u4e00-\u9fff])(?P<label>{other})(?:\s*[：:／/]\s*|\s+|$)|(?P<by>{reporter})\s*[：:]?\s*"
        ),
        opening=re.compile(
            rf"[（(【\[]?\s*(?:(?:{other}|{reporter})\s*[：:]|(?:{other})[\s　]+\S|(?:{reporter})[\s　]+\S)"
        ),
        strict=re.compile(rf"(?<![\u4e00-\u9fff])(?:{other}|{reporter})\s*[：:]"),
        byline=re.compile(rf"[（(【\[]\s*[^（()）【】\s，。；：]{{0,10}}(?:{reporter})[^（()）]{{1,40}}[)）】\]]"),
        wire=re.compile(
            rf"(?P<source>[^\s，。：；、（）()]{{2,24}}?)(?:[（(][^（()）]{{1,20}}[）)])?(?:{_alternation(by_field['wire'])})"
            r"(?:\s*[（(](?P<aside>[^（()）]{1,40})[）)]\s*[：:]?|\s*[：:]|\s)"
        ),
        outlet=re.compile(rf"[^\s，。：；、（）()]+?(?:{outlet})(?!{outlet})"),
        own=re.compile(_alternation(by_field["self"])),
        continuation=re.compile(_alternation(by_field["continuation"])),
    )


def _alternation(words: Any) -> str:
    """A pattern for any of the words, the longest first; one that never matches where there are none."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


# --- dates ----------------------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s*(?:[-－—/.．]|年)\s*(?P<m>[01]?\d)\s*(?:[-－—/.．]|月)\s*(?P<d>[0-3]?\d)(?!\d)日?"
    r"|(?P<cy>[一二][〇零○ＯO一二三四五六七八九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
)
_TIME = (
    r"(?:[\sT　]*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?(?:[\sT　]*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{0,2}秒?)?)?"
)
_ONLY_DATE = re.compile(rf"[（(【\[]?\s*(?:{_DATE.pattern}){_TIME}\s*[）)】\]]?")
_AFTER_DATE = re.compile(_TIME)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0}


def _count(numeral: str) -> int:
    """The number that a Chinese numeral below 100 stands for.

    >>> _count("二十一"), _count("十")
    (21, 10)
    """
    if "十" not in numeral:
        return _DIGITS.get(numeral, 0)
    tens, _, ones = numeral.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def iso_date(text: str) -> str:
    """The first date in a text in ISO form, or nothing; days that no calendar has do not count.

    >>> iso_date("发布日期：2021年4月14日"), iso_date("二〇二一年四月十四日"), iso_date("2021.04.13")
    ('2021-04-14', '2021-04-14', '2021-04-13')
    >>> iso_date("2021年第4期")
    ''
    """
    from datetime import date

    for m in _DATE.finditer(text):
        if m["y"]:
            numbers = int(m["y"]), int(m["m"]), int(m["d"])
        else:
            numbers = int("".join(str(_DIGITS[c]) for c in m["cy"])), _count(m["cm"]), _count(m["cd"])
        try:
            return date(*numbers).isoformat()
        except ValueError:
            continue
    return ""


# --- lines and wraps ------------------------------------------------------------------------------------------------

_LINE = re.compile(r"[^\s\ufeff](?:[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s\ufeff])?")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]+")
_QUOTES = re.compile("[“”‘’]")
_FINAL = frozenset("。！？!?；;：:…")
_CLOSING = '”’」』）)》】"'
_NARROWEST, _SLACK, _LONGEST = 30, 8, 90
"""A wrapped text has 30 columns or more and no line over 90 characters; a line up to 8 columns short is full."""


def _open(line: str) -> bool:
    """True where a line ends without the mark that ends a sentence.

    >>> _open("强化政治自觉"), _open("他说：“好。”")
    (True, False)
    """
    return line.rstrip(_CLOSING)[-1:] not in _FINAL if line[-1] in _CLOSING else line[-1] not in _FINAL


def _width(line: str) -> int:
    """Columns that a line takes: two for a Chinese character, one for a letter, digit or quotation mark."""
    return len(line.encode("gb18030", "replace")) - len(_QUOTES.findall(line))


def joins(lines: list[str], gaps: list[str]) -> list[bool]:
    """For each line whether the next one goes on with it; `gaps[i]` is the white space between line i and i + 1.

    A text counts as hard-wrapped when at least three lines, and twice as many as there are shorter ones, break
    without a final mark within eight columns of one width. Then a full line goes on unless it ends a sentence, an
    empty line or an indent follows, or the next line is a field of the head or foot. Where empty lines or indents
    set the paragraphs apart, a full line that ends a sentence goes on as well; where they do not, it goes on before
    a word that no paragraph begins with (`continuation`). A title goes on over the lines before the dateline.

    >>> joins(["城建处抓好城市体检工作。", "人事处抓好干部培训工作。"], [chr(10)])
    [False, False]
    """
    n = len(lines)
    result = [False] * n
    if n < 4 or max(map(len, lines[3:])) > _LONGEST:
        return result
    unfinished = [_open(line) for line in lines]
    widths = [_width(line) for line in lines]
    candidates = sorted(w for w, u in zip(widths[:-1], unfinished, strict=False) if u)
    if len(candidates) < 3:
        return result
    wrap = candidates[-1 - len(candidates) // 20]
    full = [w >= wrap - _SLACK for w in widths]
    broken = sum(u and f for u, f in zip(unfinished, full, strict=True))
    short = sum(u and not f for u, f in zip(unfinished, full, strict=True))
    too_long = sum(w > wrap + _SLACK for w in widths)
    if wrap < _NARROWEST or broken < 3 or broken < 2 * max(0, short - 4) or too_long > max(1, n // 20):
        return result
    known = labels()
    blank = [len(_BREAK.findall(gap)) > 1 for gap in gaps]
    indented = [bool(_BREAK.sub("", gap)) for gap in gaps]
    ends = [i for i in range(n - 1) if not unfinished[i] and not full[i]]
    apart = sum(blank[i] or indented[i] for i in ends) * 2 > len(ends)
    for i in range(n - 1):
        if full[i] and not blank[i] and not (apart and indented[i]) and not _is_field(lines[i + 1], known):
            goes_on = unfinished[i] or lines[i][-1] in "；：;:"
            result[i] = goes_on or apart or bool(known.continuation.match(lines[i + 1]))
    dateline = next((i for i in range(1, min(4, n)) if _is_field(lines[i], known)), 0)
    if dateline:
        for i in range(dateline - 1):
            result[i] |= unfinished[i] and unfinished[i + 1] and not blank[i] and not lines[i + 1].startswith("—")
    elif unfinished[0] and unfinished[1] and not full[0] and not blank[0] and widths[1] < widths[0] >= _NARROWEST:
        result[0] |= full[2]
    return result


# --- head and foot --------------------------------------------------------------------------------------------------

_TRIM = " \t\u3000\u00a0：:|｜，,;；、（）()【】[]/／"
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{1,8})?")
_SEPARATOR = re.compile(r"[\s\u3000、，,;；|/／和]+")


def _is_field(line: str, known: Labels) -> bool:
    """True where the whole line is one that a head or foot has: a date, a label with its value, a byline."""
    if len(line) > 160 or line.endswith("。"):
        return False
    if _ONLY_DATE.fullmatch(line) or known.byline.fullmatch(line):
        return True
    opening = known.opening.match(line)
    if opening and (len(line) <= 80 or opening[0][-1] in "：:"):
        return "。" not in line
    if len(line) <= 100 and not any(c in line for c in "。！？；"):
        return bool(known.strict.search(line)) and bool(_DATE.match(line) or known.strict.match(line.split()[-1]))
    return False


def _place(value: str, at: int) -> tuple[int, int, str]:
    """Start, end and characters of a value without the separators around it."""
    left = value.lstrip(_TRIM)
    at += len(value) - len(left)
    kept = left.rstrip(_TRIM)
    return at, at + len(kept), kept


def _fields(line: str, at: int, known: Labels) -> Iterator[Field]:
    """The fields of a line that begins at the offset `at` of the view, in order."""
    marks = list(known.label.finditer(line))
    bounds = [m.start() for m in marks[1:]] + [len(line)] * bool(marks)
    pieces = [("", 0, marks[0].start() if marks else len(line))]
    pieces += [(known.field_of[m["label"] or m["by"]], m.end(), end) for m, end in zip(marks, bounds, strict=True)]
    for name, start, end in pieces:
        value = line[start:end]
        if (day := _DATE.search(value)) and (written := iso_date(day[0])):
            yield Field(at + start + day.start(), at + start + day.end(), "date", written)
            before, after = value[: day.start()], _AFTER_DATE.sub("", value[day.end() :], count=1)
            start, value = (start, before) if before.strip(_TRIM) else (end - len(after), after)
        if name in ("title", "source"):
            s, e, kept = _place(value, at + start)
            if kept and not known.own.fullmatch(kept):
                yield Field(s, e, name, kept)
        elif name == "reporter":
            yield from _names(value, at + start)
        elif not name and marks and known.field_of[marks[0]["label"] or marks[0]["by"]] == "reporter":
            s, e, kept = _place(value, at + start)
            if known.outlet.fullmatch(kept) and not known.own.match(kept):
                yield Field(s, e, "source", kept)


def _names(value: str, at: int) -> Iterator[Field]:
    """The names of persons in what follows 记者."""
    start = 0
    for gap in [*_SEPARATOR.finditer(value), None]:
        end = gap.start() if gap else len(value)
        s, e, kept = _place(value[start:end], at + start)
        if _NAME.fullmatch(kept):
            yield Field(s, e, "reporter", kept)
        start = gap.end() if gap else end


def _wire(view: str, start: int, end: int, known: Labels) -> Iterator[Field]:
    """The fields of a paragraph that opens as agencies' do: 央视网消息（新闻联播）：, 新华社北京4月13日电（记者…）."""
    m = known.wire.match(view, start, min(end, start + 80))
    if not m:
        return
    source = m["source"]
    outlets = list(known.outlet.finditer(source))
    if known.own.match(source):
        pass
    elif outlets and source[-1].isalpha() and outlets[-1].end() == len(source) and not any(map(str.isdigit, source)):
        yield Field(m.start("source"), m.end("source"), "source", source)
    elif outlets and outlets[0].start() == 0:
        yield Field(m.start("source"), m.start("source") + outlets[0].end(), "source", outlets[0][0])
    else:
        return
    if m["aside"]:
        yield from (f for f in _fields(m["aside"], m.start("aside"), known) if f.name == "reporter")


def _is_title(line: str) -> bool:
    """True where a first line reads as a title: open, and not longer than a title is.

    >>> _is_title("云川省城市更新工作侧记"), _is_title("城建处抓好城市体检。")
    (True, False)
    """
    return len(line) <= 90 and "。" not in line and (_open(line) or (len(line) <= 40 and line[-1] not in "；;：:"))


def _is_heading(line: str) -> bool:
    """True where a line amid the body reads as a heading: short, and without the mark that ends a sentence."""
    return (
        len(line) <= 50
        and "。" not in line
        and line[-1] not in "，、,：:；;"
        and (_open(line) or (len(line) <= 25 and line[-1] in "！？!?"))
    )


_LOOSE = str.maketrans("", "", " \u3000\u00a0\t\n")


def _roles(
    view: str, spans: list[tuple[int, int]], title: str, known: Labels
) -> tuple[tuple[Paragraph, ...], tuple[Field, ...]]:
    """The paragraphs with their roles, and the fields that head and foot give, in order of their place."""
    n = len(spans)
    roles = [Role.BODY] * n
    fields: list[Field] = []
    lines = [view[s:e] for s, e in spans]
    metadata = [i for i in range(min(n, 8)) if _is_field(lines[i], known)]
    head = 0
    if title:
        head = int(n > 0 and lines[0].translate(_LOOSE) == title.translate(_LOOSE))
    elif metadata and 0 < metadata[0] <= 3 and all(_is_title(line[-90:]) for line in lines[: metadata[0]]):
        head = metadata[0]
    elif n > 1 and 0 not in metadata and _is_title(lines[0]):
        head = 1 + int(n > 2 and lines[1][:1] == "—" and _is_title(lines[1]))
    for i in range(head):
        roles[i] = Role.TITLE
    while head < n and head in metadata:
        found = list(_fields(lines[head], spans[head][0], known))
        named = [f for f in found if f.name == "title"]
        roles[head] = Role.TITLE if named else Role.DATELINE
        fields += found
        head += 1
        if not title and Role.TITLE not in roles and head < n - 1 and head not in metadata and _is_title(lines[head]):
            roles[head] = Role.TITLE
            head += 1
    foot = n
    while foot > max(head, n - 6) and _is_field(lines[foot - 1], known):
        foot -= 1
        roles[foot] = Role.FOOT
        fields += _fields(lines[foot], spans[foot][0], known)
    for i in range(head, foot - 1):
        if _is_heading(lines[i]):
            roles[i] = Role.HEADING
    if head < foot:
        start, end = spans[head]
        opening = list(_wire(view, start, end, known))
        if opening and not view[start:end].translate(_LOOSE).rstrip("：:").count("。") and end - start <= 24:
            roles[head] = Role.DATELINE
        fields += opening
        for s, e in (
            (start, min(end, start + 60)),
            (max(spans[foot - 1][0], spans[foot - 1][1] - 50), spans[foot - 1][1]),
        ):
            for m in known.byline.finditer(view, s, e):
                fields += _fields(m[0][1:-1], m.start() + 1, known)
    paragraphs = tuple(Paragraph(s, e, r) for (s, e), r in zip(spans, roles, strict=True))
    return paragraphs, tuple(sorted(set(fields)))


def read_text(text: str, *, name: str = "", url: str = "", title: str = "", date: str = "") -> Document:
    r"""The document that a text is, with its view, paragraphs and what its head and foot say; pure.

    The view is the text with hard line wraps joined (see `joins`), the white space around lines and the characters
    that show nothing dropped, and one line end between paragraphs; every other character stands for itself. A text
    with a paragraph on each line is never joined.

    `title` and `date` go before what the text says. A date of the head goes before one of the foot, and of
    several in one place the first counts; for the source likewise. Nothing is raised: an empty text gives an empty
    view.

    >>> document = read_text("云川省城市体检见成效\n发布日期: 2021-05-06\n　　城建处抓好城市体检。\n（记者 文山）")
    >>> document.view.splitlines()[2], document.article.title, document.article.date, document.article.reporters
    ('城建处抓好城市体检。', '云川省城市体检见成效', '2021-05-06', ('文山',))
    >>> [p.role.value for p in document.paragraphs]
    ['title', 'dateline', 'body', 'foot']
    """
    places = [m.span() for m in _LINE.finditer(text)]
    lines = [text[s:e] for s, e in places]
    gaps = [text[e:s] for (_, e), (s, _) in pairwise(places)]
    joined = joins(lines, gaps)
    hidden = _INVISIBLE.search(text) is not None
    parts: list[str] = []
    starts, shifts = [0], [places[0][0] if places else 0]
    spans: list[tuple[int, int]] = []
    at = begin = 0
    for i, (start, end) in enumerate(places):
        pieces = [(start, end)]
        if hidden:
            cuts = [start, *(x for m in _INVISIBLE.finditer(text, start, end) for x in m.span()), end]
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
    paragraphs, fields = _roles(view, spans, title, labels())
    head_end = next((p.start for p in paragraphs if p.role in (Role.BODY, Role.HEADING)), len(view))
    dates = sorted(f for f in fields if f.name == "date")
    first = {f.name: f.value for f in reversed(fields)}
    if not title:
        titles = [view[p.start : p.end] for p in paragraphs if p.role is Role.TITLE and p.start < head_end]
        named = {f.value for f in fields if f.name == "title"}
        own = [t for t in titles if not any(t.endswith(v) and t != v for v in named)]
        title = "".join(t if i == 0 or t[:1] == "—" else " " + t for i, t in enumerate(own)) or first.get("title", "")
    article = Article(
        f"{KGI}article/{digest(text)}",
        title,
        iso_date(date) or (dates[0].value if dates else ""),
        first.get("source", ""),
        tuple(dict.fromkeys(f.value for f in fields if f.name == "reporter")),
        url,
        text,
    )
    return Document(article, view, tuple(starts), tuple(shifts), paragraphs, fields, name)
