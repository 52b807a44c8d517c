"""Files that are damaged, locked, too deep or packed in rare ways: each is read, or named in one line."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

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
    "a.epub": (lambda: zipped({"mimetype": b"application/epub+zip", "x": b"y"}), "a damaged EPUB file"),
    "a.mht": (lambda: b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nnothing", "no page in this MHT file"),
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
