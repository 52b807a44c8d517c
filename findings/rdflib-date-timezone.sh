#!/usr/bin/env bash
# rdflib takes the time zone off an xsd:date when it reads it, so two graphs that were one file differ.
#
# Who is hurt: whoever merges data of Chinese portals, which publish dates as "2021-03-05+08:00", and compares, hashes or
# joins it with what another store keeps. Loading and saving changes the literal without a word.
#
# Guess before the run: reading and writing a file keeps the lexical form of xsd:date.
# Seen with rdflib 7.6.0: "2021-03-05+08:00"^^xsd:date is written as "2021-03-05"^^xsd:date. pyoxigraph 0.5.13 keeps it, and
# for it the two are not equal.
# What to do: rdflib.NORMALIZE_LITERALS = False before anything is parsed keeps the form (asserted below).
# Source: RDFLib/rdflib issue 803 (open since 2017); pull request 2929 rewrote the parser of dates and kept the loss.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install rdflib==7.6.0 pyoxigraph==0.5.13
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import subprocess
import sys

PROGRAM = """
import sys, rdflib
rdflib.NORMALIZE_LITERALS = sys.argv[1] == "normal"
data = '<http://example.org/notice> <http://example.org/date> "2021-03-05+08:00"^^<http://www.w3.org/2001/XMLSchema#date> .'
print(rdflib.Graph().parse(data=data, format="turtle").serialize(format="nt").strip())
"""


def written(how):
    """The triple after rdflib has read and written it."""
    return subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True).stdout.strip()


import pyoxigraph

store = pyoxigraph.Store()
store.load(
    b'<http://example.org/notice> <http://example.org/date> "2021-03-05+08:00"^^<http://www.w3.org/2001/XMLSchema#date> .',
    format=pyoxigraph.RdfFormat.TURTLE,
)
[quad] = store
same = store.query('ASK { ?s ?p ?d FILTER(?d = "2021-03-05"^^<http://www.w3.org/2001/XMLSchema#date>) }')
print("rdflib:   ", written("normal"))
print("unchanged:", written("as is"))
print("Oxigraph: ", quad.object, "equal to the date without a zone:", bool(same))
assert '"2021-03-05"^^' in written("normal"), "rdflib keeps the zone now"
assert '"2021-03-05+08:00"^^' in written("as is")
assert quad.object.value == "2021-03-05+08:00" and not bool(same)
PYTHON
