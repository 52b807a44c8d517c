"""Saved pages, books and Markdown to text: forms that carry HTML or can be made into it."""

from __future__ import annotations

import email
import email.policy
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from kg.read.fields import labels
from kg.read.formats import content
from kg.read.formats.content import Content, InputError, need, too_large
from kg.read.formats.html import page
from kg.read.formats.input import Input
from kg.read.formats.markup import lines_of_markup
from kg.read.formats.text import HAN, decode

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(r"([^\s:：#](?:[^:：\n]*[^\s:：])?)\s*[:：]\s*(.*)")


def mht(item: Input) -> Iterator[Content]:
    """The content of a page that a browser saved as MHT or MHTML."""
    message = email.message_from_bytes(item.data(), policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not parts:
        raise InputError(f"{item.name}: no page in this MHT file")
    first = parts[0]
    data = first.get_payload(decode=True)
    charset = first.get_content_charset()
    try:
        markup = data.decode(charset or "utf-8") if isinstance(data, bytes) else ""
    except (LookupError, UnicodeError):  # `undefined` is an encoding, whose error is no error of decoding
        markup = decode(data, item.name) if isinstance(data, bytes) else ""
    url = message.get("Snapshot-Content-Location") or first.get("Content-Location") or ""
    found = page(markup, item.name, item.url or (str(url) if str(url).startswith("http") else ""))
    frames = [str(part.get("Content-Location") or "") for part in parts[1:]]
    told = f"left out {len(frames)} frame{'s' * (len(frames) != 1)} of the page: {' '.join(frames[:3])}"
    notes = (*found.notes, *([told] if frames else ()))
    yield replace(found, form="MHT", retrieved=str(message.get("Date") or ""), notes=notes)


def epub(item: Input) -> Iterator[Content]:
    """The chapters of a book, each a document; what has no text (cover, contents) is left out."""
    package, chapters = _opened(item)
    written = [(n, path, decode(data, f"{item.name}: {path}")) for n, (path, data) in enumerate(chapters, 1)]
    kept = [each for each in written if _has_text(each[2])]
    left = len(written) - len(kept)
    notes = (f"left out {left} part{'s' * (left != 1)} without a text, such as the cover",) if left else ()
    date, publisher, source = (_said(package, name) for name in ("date", "publisher", "source"))
    for number, path, markup in kept:
        found = page(markup, f"{item.name}: {path}")
        yield replace(
            found,
            published=found.published or date,
            source=found.source or source or publisher,
            form="EPUB",
            name=item.stem() if len(kept) == 1 else f"{item.stem()}-{number}",
            notes=(*found.notes, *notes),
        )


def _has_text(markup: str) -> bool:
    """True where a chapter has more than a few characters."""
    return sum(map(len, HAN.findall(re.sub(r"<[^<>]*>", "", markup)))) >= 10


def _said(package: Any, name: str) -> str:
    """What a book's package says of it."""
    element = next(package.iter(f"{{*}}{name}"), None)
    return (element.text or "").strip() if element is not None else ""


def _opened(item: Input) -> tuple[Any, list[tuple[str, bytes]]]:
    """The package of a book and its chapters, by path, in the order of reading."""
    etree = need("lxml.etree", item.name, "EPUB")
    try:
        with zipfile.ZipFile(io.BytesIO(item.data())) as archive:
            if sum(info.file_size for info in archive.infolist()) > content.MAX_BYTES:
                raise too_large(item.name)
            container = etree.fromstring(archive.read("META-INF/container.xml"), _parser(etree))
            opf = next(e.get("full-path") for e in container.iter("{*}rootfile"))
            package = etree.fromstring(archive.read(opf), _parser(etree))
            return package, [(path, archive.read(path)) for path in _spine(package, opf)]
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes zipfile and lxml raise
        raise InputError(f"{item.name}: a damaged EPUB file ({type(error).__name__})") from error


def _parser(etree: Any) -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _spine(package: Any, opf: str) -> list[str]:
    """The paths of a book's chapters in the order of reading, each once."""
    items = {e.get("id"): e for e in package.iter("{*}item")}
    folder = posixpath.dirname(opf)
    paths = []
    for reference in package.iter("{*}itemref"):
        entry = items.get(reference.get("idref"))
        if entry is not None and "nav" not in (entry.get("properties") or ""):
            paths.append(posixpath.normpath(posixpath.join(folder, unquote(entry.get("href")))))
    return list(dict.fromkeys(paths))


def markdown(item: Input) -> Iterator[Content]:
    """The content of a Markdown file, without its marks; title, date and source also from its front matter."""
    parser = need("markdown_it", item.name, "Markdown").MarkdownIt("commonmark").enable("table")
    text = decode(item.data(), item.name)
    front = _FRONT.match(text)
    columns = labels().columns
    given: dict[str, str] = {}
    for line in front[1].splitlines() if front else ():
        pair = _PAIR.match(line)
        role = columns.get("".join(pair[1].split()).casefold()) if pair else None
        if pair and role:
            given.setdefault(role, pair[2].strip().strip("\"'"))
    lines = lines_of_markup(parser.render(text[front.end() :] if front else text), item.name)
    title = given.get("title") or next((line for line, heading in lines if heading == "h1"), "")
    body = [line for line, _ in lines]
    if title and title not in body[:3]:
        body = [title, *body]
    yield Content(
        "\n".join(body),
        title,
        date=given.get("date", ""),
        source=given.get("source", ""),
        url=given.get("url", ""),
        form="Markdown",
    )
