"""Texts from bytes: encodings, HTML, PDF and DOCX, each refused in one clear line where it cannot be read.

Plain text needs nothing but Python. The other forms need the extra `documents`, which is named where it is missing.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass
from importlib import import_module
from typing import Any

MAX_BYTES = 64 * 1024 * 1024
"""The largest single document that is read, in bytes, also after unpacking."""

TEXT, HTML, PDF, DOCX = "text", "HTML", "PDF", "DOCX"
SUFFIXES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KANA = re.compile(r"[\u3041-\u30ff]+")
_VISIBLE = re.compile(r"\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]+")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
)
_SAMPLE = 200_000

# PDF fonts often give radicals for the characters that look like them. Unicode maps the Kangxi radicals back; for the
# supplement it does not, and these are the ones that are characters of modern text.
_RADICALS = {
    **{c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2E80, 0x2FD6)},
    **dict(
        zip(
            map(ord, "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰"),
            "民虎西见角贝车长门青韦页风飞马骨鬼鱼鸟卤麦黄黾齐齿龙",
            strict=True,
        )
    ),
}
_MARK = r"“”‘’—…\u3001-\u303f\uff01-\uff5e"
_WIDE = rf"\u3400-\u4dbf\u4e00-\u9fff{_MARK}"
_SET_APART = re.compile(rf"(?<=[{_WIDE}]) (?=[{_MARK}\d%:.])|(?<=[{_MARK}\d%:.]) (?=[{_WIDE}])")


class InputError(ValueError):
    """An input that cannot be read, said in one line that names it."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, and what its form says of it beside the text."""

    text: str
    title: str = ""
    date: str = ""


def too_large(name: str) -> InputError:
    """The error for an input above `MAX_BYTES`."""
    return InputError(f"{name}: larger than {MAX_BYTES // 1024 // 1024} MB, too large for one article")


def form_of(data: bytes, suffix: str = "", media_type: str = "") -> str:
    """The form of a file by its first bytes, then its media type, then its suffix; plain text where none says more.

    >>> form_of(b"%PDF-1.7"), form_of(b"<!DOCTYPE html>"), form_of(b"", ".docx"), form_of(b"abc")
    ('PDF', 'HTML', 'DOCX', 'text')
    """
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04") and (b"word/" in data or suffix.lower() == ".docx"):
        return DOCX
    if _HTML_START.match(data[:4096].removeprefix(codecs.BOM_UTF8)) or "html" in media_type:
        return HTML
    return SUFFIXES.get(suffix.lower(), TEXT)


def content(data: bytes, name: str, *, suffix: str = "", media_type: str = "", url: str = "") -> Content:
    """The content of a file's bytes; `name` is what messages call it.

    Raises:
        InputError: the bytes are too many, empty, binary, damaged, of no known encoding or without Chinese text, or the
            extra that their form needs is not installed.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if not data.strip():
        raise InputError(f"{name}: empty")
    form = form_of(data, suffix, media_type)
    found = {TEXT: _plain, HTML: _html, PDF: _pdf, DOCX: _docx}[form](data, name, url)
    require_chinese(found.text, name, form)
    return found


def _amount(runs: re.Pattern[str], text: str) -> int:
    """How many characters of a text are in runs that match."""
    return sum(map(len, runs.findall(text)))


def require_chinese(text: str, name: str, form: str = TEXT) -> None:
    """Nothing, for a text that is Chinese: a tenth of what can be seen is Han characters, and few are kana.

    Raises:
        InputError: the text is empty or not Chinese.
    """
    sample = text[:_SAMPLE]
    rest = _HAN.sub("", sample)
    han, kana = len(sample) - len(rest), _amount(_KANA, rest)
    visible = han + _amount(_VISIBLE, rest)
    if not visible:
        raise InputError(f"{name}: " + ("empty" if form == TEXT else f"no text in this {form} file"))
    if han * 10 < visible or kana * 4 > han:
        raise InputError(f"{name}: not a Chinese text")


def decode(data: bytes, name: str = "input") -> str:
    """The text that bytes encode; line ends are kept, a byte order mark is not.

    In this order: what a byte order mark says; UTF-8; UTF-16 without a mark, where every other byte is zero;
    GB18030, where most characters are of the first level of GB 2312; UTF-8 with at most one damaged place in a
    thousand bytes; what charset-normalizer finds.

    >>> decode("住房保障处".encode("gb18030"))
    '住房保障处'

    Raises:
        InputError: the bytes are no text, or in no encoding that was recognised.
    """
    if data.startswith(_BINARY):
        raise InputError(f"{name}: a binary file, not a text")
    text = _decoded(data)
    if text is None or _amount(_CONTROL, text[:_SAMPLE]) * 100 > min(len(text), _SAMPLE):
        raise InputError(
            f"{name}: a binary file, or a text in an unknown encoding (UTF-8, UTF-16 and GB18030 are read)"
        )
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data:
        head = data[:4000]
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = head[: len(head) // 2 * 2].decode(encoding)
            except UnicodeDecodeError:
                continue
            if _amount(_HAN, text) * 2 > _amount(_VISIBLE, text):
                return data.decode(encoding, "replace")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
        if _is_simplified(text):
            return text
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 1000 <= len(data) + 1000 and _HAN.search(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding, "replace") if best is not None else None


def _is_simplified(text: str) -> bool:
    """True where most Han characters are of the first level of GB 2312, as in any text that GB18030 does encode."""
    han = "".join(_HAN.findall(text[:_SAMPLE]))
    lead = han.encode("gb2312", "ignore")[::2]
    return bool(han) and sum(0xB0 <= b <= 0xD7 for b in lead) * 10 > len(han) * 7


def _need(module: str, name: str, form: str) -> Any:
    """The module that reads a form.

    Raises:
        InputError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(f"{name}: reading {form} needs an extra: pip install 'policy-kg[documents]'") from error


def _plain(data: bytes, name: str, _url: str) -> Content:
    return Content(decode(data, name))


def _html(data: bytes, name: str, url: str) -> Content:
    trafilatura = _need("trafilatura", name, HTML)
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    try:
        page = data.decode("gb18030" if encoding.startswith("gb") else encoding) if encoding else decode(data, name)
    except (LookupError, UnicodeDecodeError):
        page = decode(data, name)
    found = trafilatura.bare_extraction(page, url=url or None, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise InputError(f"{name}: no article in this HTML file")
    return Content(found.text, found.title or "", found.date or "")


def _pdf(data: bytes, name: str, _url: str) -> Content:
    pypdf = _need("pypdf", name, PDF)
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    size = 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{name}: this PDF file is locked with a password")
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > MAX_BYTES // 3:
                raise too_large(name)
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes pypdf raise
        raise InputError(f"{name}: a damaged PDF file ({type(error).__name__})") from error
    text = mended("\n".join(pages))
    if not text.strip():
        raise InputError(f"{name}: no text in this PDF file; a scan must be made readable first (OCR)")
    return Content(text)


def mended(text: str) -> str:
    """What was taken from a PDF file, with characters for radicals and without the blanks that a change of font left.

    >>> mended("研究部署 2024 年 “ 安居 ” ⾏动，服务⺠⽣  促进发展")
    '研究部署2024年“安居”行动，服务民生 促进发展'
    """
    return re.sub(r"(?<=\S)  +(?=\S)", " ", _SET_APART.sub("", text.translate(_RADICALS)))


def _docx(data: bytes, name: str, _url: str) -> Content:
    docx = _need("docx", name, DOCX)
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_BYTES:
                raise too_large(name)
        lines: list[str] = []
        for block in docx.Document(io.BytesIO(data)).iter_inner_content():
            if hasattr(block, "rows"):
                lines += ("\t".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
            else:
                lines.append(block.text)
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes python-docx raise
        raise InputError(f"{name}: a damaged DOCX file ({type(error).__name__})") from error
    return Content("\n".join(lines))
