"""Bytes to texts: one table of the forms that are read, each with a module of its own.

Plain text, JSON, CSV and archives need nothing but Python. The other forms need the extra `documents`, which is named
where it is missing.
"""

from __future__ import annotations

import codecs
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

from kg.read.formats import content
from kg.read.formats.archives import hidden, tarred, unpacked_zst, unzipped, zipped
from kg.read.formats.books import epub, markdown, mht
from kg.read.formats.content import Content, InputError, too_large
from kg.read.formats.delimited import delimited
from kg.read.formats.html import html
from kg.read.formats.input import Input, Reader
from kg.read.formats.office import office, rtf
from kg.read.formats.pdf import pdf
from kg.read.formats.rows import ROLES, json_file, json_lines, parquet, workbook
from kg.read.formats.text import decode, require_chinese
from kg.read.formats.word import word

__all__ = [
    "FORMS",
    "ROLES",
    "SUFFIXES",
    "Content",
    "Input",
    "InputError",
    "content",
    "contents",
    "decode",
    "form_of",
    "hidden",
    "require_chinese",
    "too_large",
]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of input: the suffixes that say it, what reads it, and whether it holds many documents."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    many: bool = False


def _text(item: Input) -> Iterator[Content]:
    yield Content(decode(item.data(), item.name))


def _html(item: Input) -> Iterator[Content]:
    yield html(item.data(), item.name, item.url)


def _pdf(item: Input) -> Iterator[Content]:
    yield pdf(item.data(), item.name, item.url)


def _word(item: Input) -> Iterator[Content]:
    yield word(item.data(), item.name, item.url)


def _ofd(item: Input) -> Iterator[Content]:
    raise InputError(f"{item.name}: OFD files are not read: save it as PDF in the program that shows it")
    yield


def _opened(item: Input) -> Iterator[Content]:
    """The documents of a member of an archive."""
    yield from contents(item)


FORMS = (
    Form("text", (".txt", ".text"), _text),
    Form("HTML", (".html", ".htm", ".xhtml", ".shtml"), _html),
    Form("Markdown", (".md", ".markdown"), markdown),
    Form("PDF", (".pdf",), _pdf),
    Form("DOCX", (".docx", ".docm"), _word),
    Form("RTF", (".rtf",), rtf),
    Form("old Word", (".doc", ".wps", ".wpt", ".odt"), partial(office, target="docx", reader=_word)),
    Form("OFD", (".ofd",), _ofd),
    Form("MHT", (".mht", ".mhtml"), mht),
    Form("EPUB", (".epub",), epub, many=True),
    Form("JSON lines", (".jsonl", ".ndjson"), json_lines, many=True),
    Form("JSON", (".json",), json_file, many=True),
    Form("CSV", (".csv", ".tsv", ".tab"), delimited, many=True),
    Form("XLSX", (".xlsx", ".xlsm"), workbook, many=True),
    Form("old Excel", (".xls", ".et", ".ods"), partial(office, target="xlsx", reader=workbook), many=True),
    Form("Parquet", (".parquet",), parquet, many=True),
    Form("ZIP", (".zip",), partial(zipped, opened=_opened), many=True),
    Form("TAR", (".tar", ".tgz"), partial(tarred, opened=_opened), many=True),
    Form("gzip", (".gz",), partial(unzipped, opened=_opened), many=True),
    Form("Zstandard", (".zst",), partial(unpacked_zst, opened=_opened), many=True),
)
"""The forms that are read, the plainest first."""

SUFFIXES = {suffix: form for form in FORMS for suffix in form.suffixes}
_UNSAID = ("text", "JSON lines", "JSON", "ZIP", "TAR", "gzip", "Zstandard")  # text as given; members say their own
_NAMED = {form.name: form for form in FORMS}

_HTML_START = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s++html|html)\b", re.IGNORECASE
)
_MHT_START = re.compile(
    rb"\s*+(?:(?!MIME-Version:|Snapshot-Content-Location:)[\w-]++:[^\r\n]*+\r?\n(?:[ \t][^\r\n]*+\r?\n)*+)*+"
    rb"(?:MIME-Version|Snapshot-Content-Location):",
    re.IGNORECASE,
)
_JSON_START = re.compile(rb"\s*+(?:\{\s*+\"|\[\s*+\{\s*+\")")
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"PAR1", "Parquet"),
)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,7}")
_GRAPHS = frozenset({".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld", ".graphml", ".gexf", ".sqlite"})
_OLD = ("old Word", "old Excel")
_OLE_SUFFIXES = (".doc", ".wps", ".wpt", ".xls", ".et")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_PACKED = (
    ("word/document.xml", "DOCX"),
    ("xl/workbook.xml", "XLSX"),
    ("META-INF/container.xml", "EPUB"),
    ("OFD.xml", "OFD"),
)


def form_of(item: Input) -> Form:
    """The form of an input: by its first bytes, then its media type, then its suffix; plain text without any.

    >>> [form_of(Input("a", lambda data=data: BytesIO(data))).name for data in (b"%PDF-1.7", b"<html>", b"abc")]
    ['PDF', 'HTML', 'text']

    Raises:
        InputError: the suffix is that of no form that is read.
    """
    by_suffix = SUFFIXES.get(item.suffix)
    found = _by_bytes(item, by_suffix)
    if found is not None:
        return found
    unknown = _SUFFIX.fullmatch(item.suffix) and not item.url if by_suffix is None else by_suffix.name in _OLD
    if item.suffix in _GRAPHS and not item.url:
        raise InputError(f"{item.name}: a graph, not an article: kg show, kg query, kg view and kg export take it")
    if unknown:
        raise InputError(f"{item.name}: a file of a form that is not read (read are {' '.join(SUFFIXES)})")
    return by_suffix or _NAMED["text"]


def _by_bytes(item: Input, by_suffix: Form | None) -> Form | None:
    """The form that the first bytes or the media type say, if they do."""
    head = item.head()
    found = next((_NAMED[name] for magic, name in _MAGIC if head.startswith(magic)), None)
    if found is not None:
        return _NAMED["TAR"] if item.suffix == ".tgz" else found
    if head.startswith(_ZIP):
        return _packed(item) or by_suffix or _NAMED["ZIP"]
    if head.startswith(_OLE):
        return SUFFIXES[item.suffix if item.suffix in _OLE_SUFFIXES else ".doc"]
    if _HTML_START.match(head.removeprefix(codecs.BOM_UTF8)) or "html" in item.media_type:
        return _NAMED["HTML"]
    if (by_suffix is None or by_suffix.name == "text") and _JSON_START.match(head.removeprefix(codecs.BOM_UTF8)):
        return _NAMED["JSON lines" if _is_line(head) else "JSON"]
    may_be_saved = by_suffix is None or by_suffix.name in ("MHT", "HTML", *_OLD)
    return _NAMED["MHT"] if may_be_saved and _MHT_START.match(head) else None


def _is_line(head: bytes) -> bool:
    """True where the first line is an object by itself, or too long for it to be seen that it is none."""
    line, end, _ = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    try:
        return line.startswith(b"{") and (not end or isinstance(json.loads(line), dict))
    except (ValueError, RecursionError):
        return False


def _packed(item: Input) -> Form | None:
    """The form of what is a ZIP archive underneath."""
    try:
        with item.open() as stream, zipfile.ZipFile(BytesIO(stream.read(content.MAX_BYTES + 1))) as archive:
            names = set(archive.namelist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return None
    return next((_NAMED[name] for path, name in _PACKED if path in names), None)


def contents(item: Input) -> Iterator[Content]:
    """The documents of an input, in order; in a form of many documents what cannot be read is reported.

    Raises:
        InputError: the input is too large, empty, binary, damaged, of no known form or encoding or without Chinese
            text, or the extra that its form needs is not installed.
    """
    if not item.head(1):
        item.data()  # says why where it cannot be read at all
        raise InputError(f"{item.name}: empty")
    form = form_of(item)
    for found in _read(item, form):
        if not form.many:
            require_chinese(found.text, item.name, form.name)
            found = _with_damage(found)
        yield found if found.form or form.name in _UNSAID else replace(found, form=form.name)


def _read(item: Input, form: Form) -> Iterator[Content]:
    """What a form's reader gives. Raises InputError also where a library that it uses raises what nobody foresaw."""
    try:
        yield from form.read(item)
    except InputError:
        raise
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise InputError(f"{item.name}: a damaged {form.name} file ({type(error).__name__})") from error


def _with_damage(found: Content) -> Content:
    """The content, with a note on characters that could not be read."""
    count = found.text.count("\ufffd")
    if not count:
        return found
    return replace(found, notes=(*found.notes, f"{count:,} damaged place{'s' * (count != 1)} stand as \ufffd"))
