#!/usr/bin/env bash
# JioNLP reads 十三五时期, the years of the 13th plan, as five o'clock in the morning.
#
# Who is hurt: whoever resolves the times of policy texts with the one Chinese time parser that is kept up. The commonest
# period of the field gives an hour of the article's own day, called "accurate"; 十四五期间 and 近年来 raise, so one is seen
# and the other is not. 2021年以来 ends at the base time, 今年以来 never ends.
#
# Guess before the run: the five years, or an error.
# Seen with jionlp 1.5.31, base 2022-06-15: 十三五时期 -> 2022-06-15 05:00:00 to 05:59:59, type time_point, "accurate".
# What to do: resolve plan periods before the parser is asked, and refuse a result finer than a day.
# Source: this run; dongrixinyu/JioNLP issue 214 (numbers in other words taken for times).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install jionlp==1.5.31
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import time

import jionlp

base = time.mktime((2022, 6, 15, 0, 0, 0, 0, 0, 0))
plan = jionlp.parse_time("十三五时期", time_base=base)
quarter = jionlp.parse_time("今年一季度", time_base=base)
since = {text: jionlp.parse_time(text, time_base=base)["time"][1] for text in ("今年以来", "2021年以来")}
try:
    other = jionlp.parse_time("十四五期间", time_base=base)
except ValueError:
    other = "ValueError"
print(plan, "| 十四五期间:", other, "| ends of since:", since)
assert plan["time"] == ["2022-06-15 05:00:00", "2022-06-15 05:59:59"] and plan["definition"] == "accurate", "read otherwise now"
assert other == "ValueError" and since == {"今年以来": "inf", "2021年以来": "2022-06-15 00:00:00"}
assert quarter["time"] == ["2022-01-01 00:00:00", "2022-03-31 23:59:59"]
PYTHON
