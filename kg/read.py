"""Documents from text, files, folders and addresses: the first step.

`read_text` is pure: it turns one text into a `Document`, whose *view* is the text as a reader sees it (hard line
wraps joined, indents and empty lines gone) with a map of every offset back to the text as given. `read` finds the
texts. The words that head and foot use (来源, 记者, 发布日期, …) stand in `ontology/fields.ttl`.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from kg.formats import MAX_BYTES, SUFFIXES, InputError, content, require_chinese, too_large
from kg.head import Field, Labels, is_field, iso_date, labels, line_fields, wire_fields
from kg.model import KGI, Article, digest

__all__ = [
    "Document",
    "Field",
    "InputError",
    "Paragraph",
    "Role",
    "expand",
    "file_name",
    "iso_date",
    "joins",
    "read",
    "read_text",
    "stem",
]

JSON_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".json")
STDIN = "-"
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_TIMEOUT = 30
_AGENT = "Mozilla/5.0 (compatible; policy-kg)"


class Role(StrEnum):
    """What a paragraph is in its article."""

    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    FOOT = "foot"


class Paragraph(NamedTuple):
    """A paragraph of the view, `view[start:end]`, without its line end."""

    start: int
    end: int
    role: Role


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


# --- lines and wraps ------------------------------------------------------------------------------------------------

_SIGNS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # those that show nothing
_HIDDEN = re.escape(_SIGNS)
_LINE = re.compile(rf"[^\s{_HIDDEN}](?:[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s{_HIDDEN}])?")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(rf"[{_HIDDEN}]+")
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
        if full[i] and not blank[i] and not (apart and indented[i]) and not is_field(lines[i + 1], known):
            goes_on = unfinished[i] or lines[i][-1] in "；：;:"
            result[i] = goes_on or apart or bool(known.continuation.match(lines[i + 1]))
    dateline = next((i for i in range(1, min(4, n)) if is_field(lines[i], known)), 0)
    if dateline:
        for i in range(dateline - 1):
            result[i] |= unfinished[i] and unfinished[i + 1] and not blank[i] and not lines[i + 1].startswith("—")
    elif unfinished[0] and unfinished[1] and not full[0] and not blank[0] and widths[1] < widths[0] >= _NARROWEST:
        result[0] |= full[2]
    return result


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


def _roles(
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
    places = [m.span() for m in _LINE.finditer(text)]
    lines = [text[s:e] for s, e in places]
    gaps = [text[e:s] for (_, e), (s, _) in pairwise(places)]
    joined = joins(lines, gaps)
    hidden = any(sign in text for sign in _SIGNS)
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
        iri,
        title,
        iso_date(date) or (dates[0].value if dates else ""),
        first.get("source", ""),
        tuple(dict.fromkeys(f.value for f in fields if f.name == "reporter")),
        url,
        text,
    )
    return Document(article, view, tuple(starts), tuple(shifts), paragraphs, fields, name)


# --- where texts are ------------------------------------------------------------------------------------------------


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _suffix(path: Path) -> str:
    """The suffix that says the form, both parts of `.jsonl.gz`."""
    lower = path.name.lower()
    return next((s for s in JSON_SUFFIXES if lower.endswith(s)), path.suffix.lower())


def expand(source: str | Path) -> tuple[str, ...]:
    """The inputs that a source stands for: the readable files of a folder and its folders, or the source itself.

    Files are in order of their path; hidden ones and those with another suffix than is read are left out.

    Raises:
        InputError: there is no such file, or the folder has nothing that can be read.
    """
    given = str(source)
    if given == STDIN or _is_address(given):
        return (given,)
    path = Path(given)
    if not path.exists():
        raise InputError(f"{given}: no such file or folder")
    if not path.is_dir():
        return (given,)
    found = tuple(
        str(file)
        for file in sorted(path.rglob("*"))
        if (file.suffix.lower() in SUFFIXES or _suffix(file) in JSON_SUFFIXES)
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )
    if not found:
        endings = " ".join(sorted({*SUFFIXES, *JSON_SUFFIXES}))
        raise InputError(f"{given}: no file in this folder that can be read ({endings})")
    return found


def stem(source: str | Path) -> str:
    """The name for the files that a source's graph goes to: its own without the suffix, made safe for a file name.

    >>> stem("news/rows.jsonl.gz"), stem("https://example.org/2021/a.html?x=1"), stem("-")
    ('rows', 'a', 'stdin')
    """
    given = str(source)
    if given == STDIN:
        return "stdin"
    if _is_address(given):
        parts = urlsplit(given)
        name = Path(unquote(parts.path)).stem or parts.hostname or ""
    else:
        path = Path(given).resolve()
        name = path.name if path.is_dir() else path.name[: len(path.name) - len(_suffix(path))]
    return file_name(name)


def file_name(name: str) -> str:
    """The name with what no file name may have left out.

    >>> file_name("../a b:c")
    '_a b_c'
    """
    return _UNSAFE.sub("_", name).strip(" .")[:120].rstrip(" .") or "graph"


def read(source: str | Path, *, on_error: Callable[[InputError], None] | None = None) -> Iterator[Document]:
    """The documents of a source, in order: a file, a folder, a web address, or standard input (`-`).

    Files are plain text (UTF-8, UTF-16, GB18030), HTML, PDF, DOCX, or JSON lines with `text` and, where they have
    them, `id`, `title`, `date` and `url`. A document's `name` is its file's stem or its `id`.

    Errors are raised as they are met, or given to `on_error`, after which the next document follows.

    Raises:
        InputError: an input is missing, unreadable, too large, empty, binary or not Chinese, in one line that names it.
    """
    report = on_error or _raise
    try:
        inputs = expand(source)
    except InputError as error:
        report(error)
        return
    for item in inputs:
        try:
            yield from (
                _read_json(item, report)
                if _suffix(Path(item)) in JSON_SUFFIXES and not _is_address(item)
                else _read_one(item)
            )
        except InputError as error:
            report(error)


def _raise(error: InputError) -> None:
    raise error


def _read_one(source: str) -> Iterator[Document]:
    if source == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        found, name, url = content(data, "standard input"), stem(source), ""
    elif _is_address(source):
        data, media_type, url = _fetch(source)
        suffix = Path(unquote(urlsplit(url).path)).suffix
        found = content(data, source, suffix=suffix, media_type=media_type, url=url)
        name = stem(url)
    else:
        file = Path(source)
        try:
            if file.stat().st_size > MAX_BYTES:
                raise too_large(source)
            data = file.read_bytes()
        except OSError as error:
            raise InputError(f"{source}: {(error.strerror or 'cannot be read').lower()}") from error
        found, name, url = content(data, source, suffix=file.suffix), stem(file), ""
    yield read_text(found.text, name=name, url=url, title=found.title, date=found.date)


def _fetch(address: str) -> tuple[bytes, str, str]:
    """What a web address answers: the bytes, their media type, and the address after redirections."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    try:
        with urlopen(Request(address, headers={"User-Agent": _AGENT}), timeout=_TIMEOUT) as answer:
            return answer.read(MAX_BYTES + 1), answer.headers.get_content_type(), answer.geturl()
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(f"{address}: cannot be fetched ({reason})") from error


def _read_json(source: str, report: Callable[[InputError], None]) -> Iterator[Document]:
    """The documents of a file of JSON lines, or of a JSON file with one object or a list of them."""
    path = Path(source)
    try:
        if path.suffix.lower() == ".json":
            if path.stat().st_size > MAX_BYTES:
                raise too_large(source)
            whole = json.loads(path.read_bytes())
            rows = whole if isinstance(whole, list) else [whole]
            for number, row in enumerate(rows, 1):
                yield from _from_row(row, f"{source}: document {number}", f"{path.stem}-{number}", report)
            return
        packed = path.suffix.lower() == ".gz"
        stem = path.name[: -len(_suffix(path))]
        with gzip.open(path, "rb") if packed else path.open("rb") as lines:
            for number in range(1, sys.maxsize):
                line = lines.readline(MAX_BYTES + 1)
                if not line:
                    return
                where = f"{source}:{number}"
                if len(line) > MAX_BYTES:
                    raise too_large(where)
                if not line.strip():
                    continue
                try:
                    row = json.loads(line.decode("utf-8-sig"))
                except ValueError:
                    report(InputError(f"{where}: not a line of JSON in UTF-8"))
                    continue
                yield from _from_row(row, where, f"{stem}-{number}", report)
    except OSError as error:
        raise InputError(f"{source}: {(error.strerror or 'a damaged gzip file').lower()}") from error
    except (EOFError, zlib.error) as error:
        raise InputError(f"{source}: a damaged gzip file") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{source}: not a JSON file in UTF-8") from error


def _from_row(row: Any, where: str, name: str, report: Callable[[InputError], None]) -> Iterator[Document]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        report(InputError(f'{where}: expected an object with "text"'))
        return
    given = {key: str(row.get(key) or "").strip() for key in ("id", "title", "date", "url")}
    try:
        require_chinese(row["text"], where)
    except InputError as error:
        report(error)
        return
    yield read_text(row["text"], name=given["id"] or name, url=given["url"], title=given["title"], date=given["date"])
