#!/usr/bin/env bash
# dateparser reads "2021年" as two thousand years ago, and a date of an official document not at all.
#
# Who is hurt: whoever normalises the dates of Chinese documents with dateparser. A bare year gives a date in the first
# century (a value, not None, so no check for None notices); 二〇二一年三月五日, in which official documents are dated, gives None.
#
# Guess before the run: 2021年 is the year 2021; the date in numerals is read, since the language is supported.
# Seen with dateparser 1.5.0 (base 2026-11-30): 2021年 -> year 5; 二〇二一年三月五日, 今年3月, 去年底, 十二月五日 -> None;
# 2021年3月5日 and 3月5日 are right.
# What to do: look for a bare year before asking; neither languages=["zh"] nor STRICT_PARSING helps (asserted below).
# Source: scrapinghub/dateparser issues 519 and 866 (open), 1193 (why: "year" is taken as "years").
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install dateparser==1.5.0
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import datetime

import dateparser

BASE = {"RELATIVE_BASE": datetime.datetime(2026, 11, 30)}


def read(text, **more):
    """The date as text, or None."""
    found = dateparser.parse(text, settings=BASE | more.pop("settings", {}), **more)
    return found and found.date().isoformat()


year, chinese, strict = read("2021年"), read("2021年", languages=["zh"]), read("2021年", settings={"STRICT_PARSING": True})
unread = {text: read(text) for text in ("二〇二一年三月五日", "今年3月", "去年底", "十二月五日")}
print("2021年:", year, "| told it is Chinese:", chinese, "| strict:", strict)
print(unread, "|", read("2021年3月5日"))
assert year == chinese == strict == "0005-11-30", "the bare year is read otherwise now"
assert set(unread.values()) == {None}, "some of these are read now"
assert read("2021年3月5日") == "2021-03-05"
PYTHON
