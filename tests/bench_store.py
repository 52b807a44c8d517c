"""How long a store takes to answer: `python tests/bench_store.py STORE`, processor time in seconds, each time cold.

Each question is a command of its own, with Python and all libraries to be started, as a table and, of the named
questions, as CSV, which has all rows. The clock of the wall stands beside it; on a machine that others share it says
little. Ends with status 1 where a question fails.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

from kg.query import named

VALUES = {"entity": "教育部", "programme": "乡村振兴战略", "body": "教育部", "subject": "教育部", "object": "高质量发展",
          "one": "教育部", "other": "财政部", "speaker": "外交部", "number": "15号",
          "since": "2020-01-01", "until": "2020-12-31"}  # fmt: skip


def asked(words: list[str]) -> tuple[float, float, int, int]:
    """Run a command of the tool; its processor time, the time on the wall, the lines it gave, and its status."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([sys.executable, "-m", "kg", *words], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.monotonic() - begun, done.stdout.count("\n"), done.returncode


def main() -> None:
    """Ask everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    store = parser.parse_args().store
    count = "import kg,sys; print(kg.open(sys.argv[1]).rows('SELECT count(*) FROM statements'))"
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", count, store], check=True, capture_output=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime:6.2f} s  count over all statements")
    commands = [
        ["timeline", store, "高质量发展", "--by", "year"],
        ["timeline", store, "高质量发展", "--by", "body"],
        ["show", store, "教育部"],
    ]
    for question in named().values():
        values = [VALUES[p.name] for p in question.parameters if not p.default]
        commands += [["query", store, "--name", question.name, *values, "--format", f] for f in ("table", "csv")]
    failed = 0
    for words in commands:
        spent, wall, lines, status = asked(words)
        failed += status != 0
        said = " ".join(w for w in words if w != store)
        print(f"{spent:6.2f} s ({wall:6.2f})  {said}, {lines:,} lines{'' if status == 0 else ', failed'}", flush=True)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
