#!/usr/bin/env bash
# ftfy's default "repair" takes the Chinese punctuation out of Chinese text: “四个意识” loses its marks, ： becomes a colon.
#
# Who is hurt: whoever runs fix_text over crawled policy text to mend broken encodings. Formulations and titles are told from
# plain words by “ ”, clauses by ， and ：; both are turned into ASCII signs in text in which nothing was broken. Rules,
# dictionaries and offsets made for the original no longer fit.
#
# Guess before the run: punctuation that is right in its language stays; only full-width letters and digits are narrowed.
# Seen with ftfy 6.3.1: ，：（）； become , : ( ) ; and “ ” become ". 、 and 。 and 《》 stay, so the text is a mixture.
# What to do: TextFixerConfig(fix_character_width=False, uncurl_quotes=False), or ftfy.fix_encoding alone.
# Source: ftfy's documentation of its configuration (fix_character_width and uncurl_quotes are on); what they do to Chinese by this run.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install ftfy==6.3.1
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import ftfy

text = "会议强调，要增强“四个意识”（含各地），做到：落实《规定》、检查；反馈。"
fixed = ftfy.fix_text(text)
kept = ftfy.fix_text(text, ftfy.TextFixerConfig(fix_character_width=False, uncurl_quotes=False))
print(fixed)
assert fixed == '会议强调,要增强"四个意识"(含各地),做到:落实《规定》、检查;反馈。', "Chinese punctuation is treated otherwise now"
assert kept == text == ftfy.fix_encoding(text)
PYTHON
