#!/usr/bin/env bash
# A year that SPARQL sorts but does not compare: rdflib finds nothing, and says nothing.
#
# Who is hurt: whoever keeps years and months as xsd:gYear and xsd:gYearMonth (the usual types for "2018" and "2021-03")
# and asks for a period. ORDER BY, MIN and MAX work, so the data looks sound; the FILTER of the same query is always empty,
# and an empty answer reads as "nothing happened in these years". YEAR() of them is unbound, too.
#
# Guess before the run: FILTER(?y > "2020"^^xsd:gYear) works in rdflib as it does in Oxigraph.
# Seen with rdflib 7.6.0: no row, no error. pyoxigraph 0.5.13: the row of 2021.
# What to do: keep xsd:date and compare YEAR(?date), or compare STR(?y).
# Source: this run. The same lack was mended for xsd:date only (RDFLib/rdflib issue 532 and pull request 533); SPARQL 1.1
# section 17.3 lists no "<" for gYear, so an engine may refuse, and the two engines differ.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install rdflib==7.6.0 pyoxigraph==0.5.13
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import pyoxigraph
import rdflib

DATA = """
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://example.org/> .
e:water-plan e:year "2019"^^xsd:gYear ; e:month "2019-12"^^xsd:gYearMonth .
e:river-plan e:year "2021"^^xsd:gYear ; e:month "2021-03"^^xsd:gYearMonth .
"""
PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX e: <http://example.org/> "
graph = rdflib.Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)


def both(query):
    """How many rows rdflib and Oxigraph give."""
    return len(list(graph.query(PREFIX + query))), len(list(store.query(PREFIX + query)))


years = [str(row.y) for row in graph.query(PREFIX + "SELECT ?y { ?s e:year ?y } ORDER BY ?y")]
after = both('SELECT ?s { ?s e:year ?y FILTER(?y > "2020"^^xsd:gYear) }')
before = both('SELECT ?s { ?s e:month ?m FILTER(?m < "2020-01"^^xsd:gYearMonth) }')
spelt = both('SELECT ?s { ?s e:year ?y FILTER(STR(?y) > "2020") }')
print("rdflib sorts:", years)
print("rows (rdflib, Oxigraph): after 2020", after, "before 2020-01", before, "by STR()", spelt)
assert years == ["2019", "2021"]
assert after == (0, 1) and before == (0, 1), "rdflib compares gYear or gYearMonth now"
assert spelt == (1, 1)
PYTHON
