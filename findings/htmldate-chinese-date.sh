#!/usr/bin/env bash
# htmldate dates a page of 2021年3月5日 at 1 January 2021, or at the year of another date on it: it reads the year alone.
#
# Who is hurt: whoever dates pages of Chinese government sites with htmldate (or trafilatura, which asks it). The result is a
# full date, not a year, so nothing shows that month and day were made up; months of a timeline all fall into January. Where
# the text names the day on which a regulation comes into force, that year may win over the labelled date of publication.
#
# Guess before the run: the labelled publication date, written with 年月日, is found, and chosen before dates in the body.
# Seen with htmldate 1.11.0: 2021-01-01 for a paragraph, a span of class "date" and a time element; 2022-01-01 for a page
# labelled 2021年03月05日 that says 自2022年1月1日起施行; none for 二〇二一年三月五日. With hyphens, or meta PubDate, it is right.
# What to do: read 年月日 oneself before asking, and take 1 January for a year only.
# Source: this run; no 年 stands in the package's patterns (looked at: core.py, extractors.py); adbar/htmldate issue 8 says that
# it was tried on English, German and French pages mostly.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install htmldate==1.11.0 lxml==6.1.3 lxml_html_clean==0.4.6
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
from htmldate import find_date

PAGE = "<html><body><h1>云川省水利厅关于印发管理办法的通知</h1>{}</body></html>"
marked = [
    find_date(PAGE.format(date))
    for date in ("<p>2021年3月5日</p>", '<span class="date">2021年3月5日</span>', "<time>2021年3月5日</time>")
]
in_force = find_date(PAGE.format("<p>发布时间：2021年03月05日 来源：办公室</p><p>本办法自2022年1月1日起施行。</p>"))
numerals = find_date(PAGE.format("<p>二〇二一年三月五日</p>"))
hyphens = find_date(PAGE.format("<p>发布时间：2021-03-05</p>"))
print("2021年3月5日:", marked, "| with a later day of force:", in_force, "| in numerals:", numerals, "| 2021-03-05:", hyphens)
assert marked == ["2021-01-01"] * 3 and in_force == "2022-01-01" and numerals is None, "Chinese dates are read otherwise now"
assert hyphens == "2021-03-05"
PYTHON
