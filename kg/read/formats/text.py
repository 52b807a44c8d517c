"""Bytes to text: encodings, and what counts as a Chinese text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from kg.read.formats.content import InputError
from kg.read.formats.gb18030 import gb18030

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_KANA = re.compile(r"[\u3041-\u30ff]+")
_VISIBLE = re.compile(r"\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]+")
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
_DAMAGED = re.compile("\ufffd+")
_CARE = 8000
_SAMPLE = 200_000


def _amount(runs: re.Pattern[str], text: str) -> int:
    """How many characters of a text are in runs that match."""
    return sum(map(len, runs.findall(text)))


def require_chinese(text: str, name: str, form: str = "text") -> None:
    """Nothing, for a text that is Chinese: a tenth of what can be seen is Han characters, and few are kana.

    Raises:
        InputError: the text is empty or not Chinese.
    """
    sample = text[:_SAMPLE]
    rest = HAN.sub("", sample)
    han, kana = len(sample) - len(rest), _amount(_KANA, rest)
    visible = han + _amount(_VISIBLE, rest)
    if not visible:
        raise InputError(f"{name}: " + ("empty" if form == "text" else f"no text in this {form} file"))
    if han * 10 < visible or kana * 4 > han:
        raise InputError(f"{name}: not a Chinese text")


def decode(data: bytes, name: str = "input") -> str:
    """The text that bytes encode; line ends are kept, a byte order mark is not.

    In this order: what a byte order mark says; UTF-8; UTF-16 without a mark, where bytes are zero; GB18030, where most
    characters are of the first level of GB 2312; UTF-8; Big5, where most are of its first level; what
    charset-normalizer finds. GB18030, UTF-8 and Big5 may be damaged at one place in a thousand bytes, and each such
    place costs one character (U+FFFD).

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
            f"{name}: a binary file, or a text in an unknown encoding (UTF-8, UTF-16, GB18030 and Big5 are read)"
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
    zeros = data.count(0)
    if zeros and ((text := _utf_16(data)) is not None or zeros * 1000 > len(data) + 2000):
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return next(_guesses(data), None)


def _utf_16(data: bytes) -> str | None:
    """The text of UTF-16 without a mark, in the order of bytes in which it is mostly Chinese."""
    head = data[:4000]
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = head[: len(head) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if _amount(HAN, text) * 2 > _amount(_VISIBLE, text):
            return data.decode(encoding, "replace")
    return None


def _guesses(data: bytes) -> Iterator[str]:
    """What bytes that are no UTF-8 may be, the best guess first; damaged in at most one place in a thousand bytes."""
    plausible: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("gb18030", _is_simplified),
        ("utf-8", HAN.search),
        ("big5hkscs", _is_traditional),
    )
    for encoding, is_so in plausible:
        text = _gb18030(data) if encoding == "gb18030" else _DAMAGED.sub("\ufffd", data.decode(encoding, "replace"))
        if text.count("\ufffd") * 1000 <= len(data) + 1000 and is_so(text):
            yield text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        yield data.decode(best.encoding, "replace")


def _gb18030(data: bytes) -> str:
    """The text of GB18030, read with care where it may well be that."""
    text = data.decode("gb18030", "replace")
    return gb18030(data) if _is_simplified(text) or _is_simplified(gb18030(data[:_CARE])) else text


def _is_traditional(text: str) -> bool:
    """True where most Han characters are of the first level of Big5."""
    han = "".join(HAN.findall(text[:_SAMPLE]))
    lead = han.encode("big5", "ignore")[::2]
    return bool(han) and sum(0xA4 <= b <= 0xC6 for b in lead) * 10 > len(han) * 8


def _is_simplified(text: str) -> bool:
    """True where most Han characters are of the first level of GB 2312, as in any text that GB18030 does encode."""
    han = "".join(HAN.findall(text[:_SAMPLE]))
    lead = han.encode("gb2312", "ignore")[::2]
    return bool(han) and sum(0xB0 <= b <= 0xD7 for b in lead) * 10 > len(han) * 7
