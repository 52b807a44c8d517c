#!/usr/bin/env bash
# A word added to jieba with ·, 〇 or a character after U+9FD5 is accepted, kept with its frequency, and never cut.
#
# Who is hurt: whoever loads names of persons (买买提·艾力), of places with a rare character (㮾梨街道 in Changsha) or dates as
# official documents write them (二〇二一年) as a user dictionary. get_FREQ gives the frequency, so the word is in; the text is
# split into blocks before any word is looked up, and these characters end a block.
#
# Guess before the run: a word that was added with a high frequency is one token.
# Seen with jieba 0.42.1: all four fall apart; a word with "+" and Latin letters stays one.
# What to do: match such names before segmenting (an automaton over the text), and give jieba the rest.
# Source: fxsjy/jieba issues 385, 423 and 749 (punctuation); characters outside U+4E00 to U+9FD5 by this run.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install jieba==0.42.1
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import logging

import jieba

jieba.setLogLevel(logging.WARNING)
WORDS = ("买买提·艾力", "㮾梨街道", "二〇二一年", "𬭁山县", "5G+工业互联网")
cut = {}
for word in WORDS:
    jieba.add_word(word, 1_000_000)
    assert jieba.get_FREQ(word) == 1_000_000
    cut[word] = word in jieba.lcut(f"今天{word}召开会议")
print("added and cut as one:", cut)
assert cut == dict.fromkeys(WORDS, False) | {"5G+工业互联网": True}, "such words are matched now"
PYTHON
