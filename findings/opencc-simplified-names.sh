#!/usr/bin/env bash
# Traditional to simplified changes names that are simplified already: 乾县 becomes 干县.
#
# Who is hurt: whoever folds texts of Hong Kong, Taiwan and the mainland into one script before matching names, and runs
# t2s over all of them "because it does nothing to simplified text". 乾县 (Shaanxi) and 乾安县 (Jilin) are real counties whose
# simplified name has 乾; their government's names no longer match any list of places. And s2t followed by t2s does not come
# back: 浚县 and 澄江县 end in characters that are not simplified.
#
# Guess before the run: t2s leaves official simplified names of counties alone.
# Seen with OpenCC 1.4.2 over the 3,242 names of the package cpca 0.5.5: two are changed, two do not survive the round trip;
# t2s of the traditional 乾縣 is right, so only the names that needed nothing are spoilt.
# What to do: convert only texts in which traditional characters are found, or protect the names by a dictionary of one's own.
# Source: BYVoid/OpenCC issue 1154 (乾安縣), nk2028/opencc-js issue 24 (the simplified 乾安县); the list was looked through here.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install opencc==1.4.2
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import opencc

to_simplified, to_traditional = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
spoilt = {name: to_simplified.convert(name) for name in ("乾县", "乾安县", "余杭区", "里水镇")}
returned = {name: to_simplified.convert(to_traditional.convert(name)) for name in ("浚县", "澄江县", "余杭区")}
print("t2s of simplified names:", spoilt)
print("s2t, then t2s:", returned)
print("t2s of the traditional name:", to_simplified.convert("乾縣"))
assert spoilt == {"乾县": "干县", "乾安县": "干安县", "余杭区": "余杭区", "里水镇": "里水镇"}, "t2s leaves these names alone now"
assert returned["余杭区"] == "余杭区" and returned["浚县"] != "浚县" and returned["澄江县"] != "澄江县"
assert to_simplified.convert("乾縣") == "乾县"
PYTHON
