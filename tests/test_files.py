"""Files: together or not at all, under names that can be, with the modes and links that were there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import files
from kg.files import LONGEST_NAME, atomic_write, file_name, write_together

NEW = {"a.ttl": "新的一\n", "a.html": "新的二\n", "a.graphml": "新的三\n"}
OLD = dict.fromkeys(NEW, "旧\n")


def put(folder: Path, texts: dict[str, str]) -> None:
    write_together({folder / name: text for name, text in texts.items()})


def held(folder: Path) -> dict[str, str]:
    """Everything in the folder, hidden files too."""
    return {p.name: p.read_text("utf-8") for p in folder.iterdir()}


def test_atomic_write_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "a" / "g.ttl"
    atomic_write(path, "一\n")
    assert path.read_bytes() == "一\n".encode()
    with pytest.raises(UnicodeEncodeError):
        atomic_write(path, "\ud800")
    assert held(path.parent) == {"g.ttl": "一\n"}


def test_write_together_writes_none_where_one_text_cannot_be_written(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    with pytest.raises(UnicodeEncodeError):
        put(tmp_path, NEW | {"a.graphml": "\ud800"})
    assert held(tmp_path) == OLD


KILLED = """
import os, sys
from pathlib import Path
from kg import files
left = int(sys.argv[2])
def ending(name):
    real = getattr(os if name == "replace" else Path, name)
    def one(*given, **more):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*given, **more)
    setattr(os if name == "replace" else Path, name, one)
for name in ("replace", "write_bytes", "write_text", "unlink"):
    ending(name)
files.write_together({Path(sys.argv[1]) / n: t for n, t in %r.items()})
"""


def test_write_together_killed_at_any_step_leaves_one_result(tmp_path: Path) -> None:
    steps = 0
    for steps in range(30):
        folder = tmp_path / str(steps)
        put(folder, OLD)
        command = [sys.executable, "-c", KILLED % NEW, str(folder), str(steps)]
        ended = subprocess.run(command, capture_output=True, text=True)
        put(folder, {"other.ttl": "别的\n"})
        found = held(folder)
        assert found.pop("other.ttl") == "别的\n"
        assert found in (OLD, NEW), f"killed at step {steps}"
        if not ended.returncode:
            assert found == NEW
            break
        assert ended.returncode == 9, ended.stderr
    assert 5 < steps < 29


def test_next_run_says_what_it_put_in_place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(tmp_path, OLD)
    subprocess.run([sys.executable, "-c", KILLED % NEW, str(tmp_path), "6"], check=False)
    assert len(set(held(tmp_path).values()) & {"旧\n", "新的一\n"}) == 2, "it was killed between two files"
    atomic_write(tmp_path / "b.ttl", "")
    assert [r.getMessage() for r in caplog.records] == [
        f"{tmp_path}: an earlier run was ended while it wrote; put a.html, a.graphml in place"
    ]


def test_recovery_trusts_no_list_that_names_other_places(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside"
    folder.mkdir()
    outside.write_text("别动\n", "utf-8")
    (folder / ".policy-kg-1.list").write_text('{".policy-kg-1-0.part": "../outside", "../outside": "x"}', "utf-8")
    (folder / ".policy-kg-1-0.part").write_text("坏\n", "utf-8")
    (folder / ".policy-kg-2.list").write_text("[" * 3, "utf-8")
    atomic_write(folder / "a", "")
    assert held(folder) == {"a": ""}
    assert outside.read_text("utf-8") == "别动\n"


def test_leftovers_are_swept_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / ".policy-kg-12-0.part").write_text("half", "utf-8")
    (tmp_path / "mine.part").write_text("mine", "utf-8")
    atomic_write(tmp_path / "a", "")
    assert held(tmp_path) == {"a": "", "mine.part": "mine"}


@pytest.mark.skipif(sys.platform == "win32", reason="modes and links are not Windows's")
def test_atomic_write_keeps_modes_and_links(tmp_path: Path) -> None:
    real, link = tmp_path / "elsewhere" / "real.ttl", tmp_path / "link.ttl"
    atomic_write(real, "旧\n")
    real.chmod(0o600)
    link.symlink_to(real)
    atomic_write(link, "新\n")
    assert link.is_symlink()
    assert real.read_text("utf-8") == "新\n"
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/null")
def test_atomic_write_writes_to_what_is_no_file() -> None:
    atomic_write(os.devnull, "到哪里去\n")
    assert not Path(os.devnull).is_file()


def test_two_processes_that_write_the_same_files_leave_one_result(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.files import write_together\n"
        "for _ in range(60): write_together({Path(sys.argv[1]) / f'a.{n}': sys.argv[2] * 2000 for n in 'xyz'})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), word]) for word in ("甲", "乙")]
    assert [p.wait() for p in running] == [0, 0]
    found = held(tmp_path)
    assert sorted(found) == ["a.x", "a.y", "a.z"]
    assert len(set(found.values())) == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../a b:c", "_a b_c"),
        ("住" * 300, "住" * (LONGEST_NAME // 3)),
        ("𠀀" * 100, "𠀀" * (LONGEST_NAME // 4)),
        ("a" * 300, "a" * LONGEST_NAME),
        (" . ", "graph"),
        ("a\x1b[2Jb\x7f", "a_[2Jb_"),
    ],
)
def test_file_name_is_one_that_can_be(name: str, safe: str, tmp_path: Path) -> None:
    assert file_name(name) == safe
    atomic_write(tmp_path / f"{file_name(name)}.graphml", "")
    assert files.unique_name(safe, {safe.casefold()}) == f"{safe}-2"
