"""Files that are damaged, locked, too deep or packed in rare ways: each is read, or named in one line."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from test_forms import EXPECTED, HTML, TEXT, rtf, said, tarred, word, zipped, zstandard

from kg.read import InputError, read


def locked() -> bytes:
    """An archive whose member says that it is encrypted."""
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data[place : place + 2] = struct.pack("<H", 1)
    return bytes(data)


def packed_otherwise() -> bytes:
    """An archive whose member is packed in a way that nobody knows."""
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = data.index(mark) + at
        data[place : place + 2] = struct.pack("<H", 99)
    return bytes(data)


def nested(depth: int) -> bytes:
    data = TEXT.encode()
    name = "a.txt"
    for n in range(depth):
        data, name = zipped({name: data}), f"{n}.zip"
    return data


def packed(times: int, pack: Callable[[bytes], bytes]) -> bytes:
    data = TEXT.encode()
    for _ in range(times):
        data = pack(data)
    return data


def tar_of_a_long_name(kind: bytes) -> bytes:
    """An archive, packed, with a header that is longer than any document."""
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = kind, 4_000
    return gzip.compress(header.tobuf(tarfile.GNU_FORMAT) + b"1" * 8_192)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a.zip": (lambda: b"PK\x03\x04" + b"\0" * 30, "a damaged ZIP file"),
    "locked.zip": (locked, "a.txt: locked with a password"),
    "rare.zip": (packed_otherwise, "a.txt: damaged, or packed in a way that is not read"),
    "deep.zip": (lambda: nested(5), "archives in archives are read 3 deep"),
    "a.tar": (lambda: cut(gzip.decompress(tarred({"a.txt": TEXT.encode() * 60}))), "a damaged TAR file"),
    "a.tar.gz": (lambda: cut(tarred({"a.txt": os.urandom(2000)})), "a damaged"),
    "a.txt.gz": (lambda: cut(gzip.compress(TEXT.encode())), "a damaged gzip file"),
    "a.txt.zst": (lambda: b"\x28\xb5\x2f\xfd" + b"\xff" * 40, "a damaged Zstandard file"),
    "rows.jsonl.zst": (lambda: b"\x28\xb5\x2f\xfd" + b"\xff" * 40, "damaged Zstandard"),
    "a.gz": (lambda: packed(2_000, gzip.compress), "archives in archives are read 3 deep"),
    "b.zst": (lambda: packed(2_000, zstandard), "archives in archives are read 3 deep"),
    "a.epub": (lambda: zipped({"mimetype": b"application/epub+zip", "x": b"y"}), "a damaged EPUB file"),
    "a.mht": (lambda: b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nnothing", "no page in this MHT file"),
    "deep.mht": (
        lambda: (
            "MIME-Version: 1.0\n"
            + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000))
        ).encode(),
        "a damaged MHT file (RecursionError)",
    ),
    "a.xlsx": (lambda: zipped({"xl/workbook.xml": b"<a"}), "a damaged XLSX file"),
    "a.parquet": (lambda: b"PAR1" + b"\0" * 20 + b"PAR1", "a damaged Parquet file"),
    "a.docx": (lambda: zipped({"word/document.xml": b"<a"}), "a damaged DOCX file"),
    "a.json": (lambda: b"\xff\xfe\xff", "not a JSON file in UTF-8"),
    "a.html": (lambda: b"<!DOCTYPE html><!-- nothing -->", "no article in this HTML file"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_read_names_what_is_damaged_in_one_line(tmp_path: Path, name: str) -> None:
    made, message = DAMAGED[name]
    (tmp_path / name).write_bytes(made())
    errors: list[InputError] = []
    assert list(read(tmp_path / name, on_error=errors.append)) == []
    assert [message in str(e) and name in str(e) and len(str(e).splitlines()) == 1 for e in errors] == [True], errors


def test_read_reads_the_others_of_an_archive(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("空.txt".encode("gb18030").decode("cp437"), "")
        archive.writestr("__MACOSX/._a.txt", b"\0")
        archive.writestr("b.txt", TEXT)
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    errors: list[InputError] = []
    documents = list(read(tmp_path / "a.zip", on_error=errors.append))
    assert said(*documents) == EXPECTED
    assert len(errors) == 1


def test_read_follows_no_link_of_an_archive(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("b.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    errors: list[InputError] = []
    assert [d.name for d in read(tmp_path / "a.tar", on_error=errors.append)] == ["a"]
    assert [str(e).endswith("b.txt: a link or a device, no file") for e in errors] == [True]


def test_read_refuses_a_large_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * 5000)
        archive.writestr("b.txt", TEXT)
    monkeypatch.setattr("kg.read.formats.content.MAX_BYTES", 4000)
    errors: list[InputError] = []
    assert [d.name for d in read(tmp_path / "a.zip", on_error=errors.append)] == ["b"]
    assert "too large for one article" in str(errors[0])


def test_read_reads_rows_packed_by_zstandard(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.zst").write_bytes(zstandard('{"text": "财政部推进城市更新。"}\n'.encode() * 2))
    assert len(list(read(tmp_path / "a.jsonl.zst"))) == 2


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes, int], None]:
    """Put in LibreOffice's place a program that writes so many bytes and ends with a status."""

    def put(data: bytes, status: int) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "made").write_bytes(data)
        program = folder / "soffice"
        program.write_text(
            '#!/bin/sh\nfor last; do :; done\nwhile [ "$1" != --convert-to ]; do shift; done\n'
            f'cp {folder}/made "${{last%.*}}.$2"\nexit {status}\n',
            encoding="utf-8",
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return put


def test_read_reads_old_office_files_through_libreoffice(tmp_path: Path, suite: Callable[[bytes, int], None]) -> None:
    suite(word(*TEXT.splitlines()), 0)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    documents = list(read(tmp_path / "a.doc"))
    assert said(*documents) == EXPECTED


@pytest.mark.parametrize(
    ("status", "message"), [(1, "LibreOffice cannot read this DOC file"), (0, "a damaged DOCX file")]
)
def test_read_names_what_libreoffice_cannot_read(
    tmp_path: Path, suite: Callable[[bytes, int], None], status: int, message: str
) -> None:
    suite(b"nothing", status)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(InputError, match=message):
        list(read(tmp_path / "a.doc"))


def test_read_says_that_libreoffice_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(InputError, match="which is not installed"):
        list(read(tmp_path / "a.doc"))


def test_read_names_an_rtf_file_that_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    striprtf = pytest.importorskip("striprtf.striprtf")

    def broken(*_: object, **__: object) -> str:
        raise IndexError("pop from empty list")

    monkeypatch.setattr(striprtf, "rtf_to_text", broken)
    (tmp_path / "a.rtf").write_bytes(rtf())
    with pytest.raises(InputError, match="a damaged RTF file"):
        list(read(tmp_path / "a.rtf"))


@pytest.mark.parametrize("charset", ["gb18030", "no-such-charset", "undefined", ""])
def test_read_reads_saved_pages_of_any_charset(tmp_path: Path, charset: str) -> None:
    written = charset if charset == "gb18030" else "utf-8"
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    said_so = f'; charset="{charset}"' if charset else ""
    part = f"--b\r\nContent-Type: text/html{said_so}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    page = HTML.replace('<meta charset="utf-8">', "")
    (tmp_path / "a.mht").write_bytes(f"{head}{part}{page}\r\n--b--\r\n".encode(written))
    assert said(*read(tmp_path / "a.mht")) == EXPECTED


def test_read_names_a_file_that_it_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"a\.txt: permission denied"):
        list(read(tmp_path / "a.txt"))


def test_read_reads_what_is_packed_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(packed(3, gzip.compress))
    assert said(*read(tmp_path / "a.txt.gz")) == EXPECTED


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE])
def test_read_takes_no_name_that_is_longer_than_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: bytes
) -> None:
    (tmp_path / "a.tgz").write_bytes(tar_of_a_long_name(kind))
    monkeypatch.setattr("kg.read.formats.content.MAX_BYTES", 1_000)
    taken: list[int] = []
    monkeypatch.setattr("kg.read.formats.archives.gzip.GzipFile", noting(taken))
    errors: list[InputError] = []
    assert list(read(tmp_path / "a.tgz", on_error=errors.append)) == []
    assert [str(e).endswith("a.tgz: a damaged TAR file") for e in errors] == [True]
    assert max(taken) <= 1_512


def noting(taken: list[int]) -> type[gzip.GzipFile]:
    """A stream that notes how much it is asked for."""

    class Noting(gzip.GzipFile):
        def read(self, size: int | None = -1) -> bytes:
            taken.append(size or 0)
            return super().read(size)

    return Noting


@pytest.mark.parametrize(("name", "found"), [("a.zip", ["0", "1", "2"]), ("a.tgz", [])])
def test_what_an_archive_unpacks_to_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, found: list[str]
) -> None:
    text = (TEXT * 200).encode()
    made = zipped if name == "a.zip" else tarred
    (tmp_path / name).write_bytes(made({f"{n}.txt": text for n in range(9)}))
    errors: list[InputError] = []
    monkeypatch.setattr("kg.read.formats.input.MOST", 3 * len(text))
    assert [d.name for d in read(tmp_path / name, on_error=errors.append)] == found
    assert [f"{name}: unpacks to more than" in str(e) for e in errors] == [True]


def test_archives_in_an_archive_have_their_room_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped({"a.txt": TEXT.encode()})
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.zip": inner for n in range(9)}))
    monkeypatch.setattr("kg.read.formats.input.MOST", 3 * len(inner) + 2 * len(TEXT.encode()) + 10)
    errors: list[InputError] = []
    assert len(list(read(tmp_path / "a.zip", on_error=errors.append))) == 2
    assert "unpacks to more than" in str(errors[0])


def test_a_member_is_read_whatever_place_its_name_means(tmp_path: Path) -> None:
    names = ["../../a.txt", "/b.txt", "\x1b[31m\nc.txt", "C:\\d.txt", "城" * 300 + ".txt", "CON.txt"]
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.zip").write_bytes(zipped(dict.fromkeys(names, TEXT.encode())))
    assert len(list(read(tmp_path / "inner" / "a.zip"))) == len(names)
    assert [p.name for p in tmp_path.rglob("*")] == ["inner", "a.zip"]


def sheet(rows: str) -> bytes:
    """A workbook of one sheet with the rows, as openpyxl writes the rest."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb"<dimension[^>]*>|<sheetData ?/>|<sheetData></sheetData>", b"", parts[name])
    parts[name] = parts[name].replace(b"<sheetFormatPr", f"<sheetData>{rows}</sheetData><sheetFormatPr".encode())
    return zipped(parts)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_workbook_of_too_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = f'<row r="1">{cell("A1", "text")}</row><row r="2">{cell("A2", "云川省财政厅推进城市更新。")}</row>'
    (tmp_path / "a.xlsx").write_bytes(sheet(first))
    (tmp_path / "b.xlsx").write_bytes(sheet(f'{first}<row r="3">{cell("XFD3", "远")}</row>'))
    monkeypatch.setattr("kg.read.formats.rows.MOST_CELLS", 10_000)
    assert len(list(read(tmp_path / "a.xlsx"))) == 1
    with pytest.raises(InputError, match=r"b\.xlsx: more than 10,000 cells"):
        list(read(tmp_path / "b.xlsx"))


def test_a_workbook_with_a_part_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet(f'<row r="1">{cell("A1", "text")}</row>'))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<si/>" * 10_000)
    monkeypatch.setattr("kg.read.formats.content.MAX_BYTES", 40_000)
    with pytest.raises(InputError, match="too large for one article"):
        list(read(path))


def test_a_book_that_names_a_chapter_again_and_again_has_it_once(tmp_path: Path) -> None:
    container = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    item = '<item id="a" href="a.html" media-type="application/xhtml+xml"/>'
    spine = "<itemref idref='a'/>" * 100
    package = f"<package><manifest>{item}</manifest><spine>{spine}</spine></package>"
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "a.opf": package, "a.html": HTML}
    (tmp_path / "a.epub").write_bytes(
        zipped({name: text.encode() if isinstance(text, str) else text for name, text in parts.items()})
    )
    assert len(list(read(tmp_path / "a.epub"))) == 1
