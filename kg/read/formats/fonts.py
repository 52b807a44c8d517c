"""Fonts of a PDF page whose text is lost: the file leaves them to the reader, and this machine has none for them.

Of such a font PDFium knows no glyph. It then leaves out, without a word, each character that is shown by itself.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

_HAN: Final = 0x4E00  # an ideograph that every Chinese font has
_WIDE: Final = 0.9  # of the size: as wide is an ideograph in a font that is to have it
_DEEPEST: Final = 4  # forms within forms
_TRIES: Final = 20  # stretches of text in a font that are looked at, since each is looked for on the whole page
_NOTHING: Final = 2  # bytes of a text that is empty: its end


def unread(page: Any, textpage: Any, raw: Any) -> set[str]:
    """The names of the fonts in which a page has text that PDFium leaves out."""
    wanting: dict[int, bool] = {}
    tries: Counter[int] = Counter()
    names: set[str] = set()
    for shown in _texts(page, raw):
        font = raw.FPDFTextObj_GetFont(shown)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in wanting:
            wanting[key] = _is_wanting(font, raw)
        if wanting[key] and tries[key] < _TRIES:
            tries[key] += 1
            if raw.FPDFTextObj_GetText(shown, textpage, None, 0) <= _NOTHING:
                names.add(_name(font, raw))
                wanting[key] = False  # it is told
    return names


def _is_wanting(font: Any, raw: Any) -> bool:
    """True for a Chinese font that is neither in the file nor on this machine: ideographs have a width and no glyph."""
    if raw.FPDFFont_GetIsEmbedded(font) == 1:
        return False
    width = ctypes.c_float()
    wide = raw.FPDFFont_GetGlyphWidth(font, _HAN, 1.0, width) and width.value >= _WIDE
    return bool(wide) and not raw.FPDFFont_GetGlyphPath(font, _HAN, 1.0)


def _texts(page: Any, raw: Any) -> Iterator[Any]:
    """The stretches of text of a page and of the forms on it."""
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, i), raw, 0)


def _within(shown: Any, raw: Any, depth: int) -> Iterator[Any]:
    kind = raw.FPDFPageObj_GetType(shown)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        yield shown
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for i in range(raw.FPDFFormObj_CountObjects(shown)):
            yield from _within(raw.FPDFFormObj_GetObject(shown, i), raw, depth + 1)


def _name(font: Any, raw: Any) -> str:
    """What the file calls the font."""
    named = getattr(raw, "FPDFFont_GetBaseFontName", None) or raw.FPDFFont_GetFontName  # so in older releases
    held = ctypes.create_string_buffer(128)
    named(font, held, len(held))
    return held.value.decode("utf-8", "replace")
