#!/usr/bin/env bash
# pyvis keeps one relation between two bodies and drops the others without a word; and it writes into the graph it is given.
#
# Who is hurt: whoever draws a NetworkX MultiGraph in which two ministries cooperate AND issued a notice together. An
# undirected Network keeps the first edge of each pair; counts, tooltips and the picture lack the rest. Afterwards the
# NetworkX graph itself has new attributes (size), which then travel into GraphML and tables.
#
# Guess before the run: from_nx of a MultiGraph keeps both edges, and leaves its input alone.
# Seen with pyvis 0.3.2 and networkx 3.6.1: one of two edges; nodes of the input got a "size". With directed=True all stay.
# What to do: Network(directed=True), and from_nx of a copy.
# Source: WestHealth/pyvis issue 51 and pull request 273 (both open); the change to the input by this run.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install pyvis==0.3.2 networkx==3.6.1
cd "$dir"
"$dir/venv/bin/python" - <<'PYTHON'
import networkx as nx
from pyvis.network import Network

graph = nx.MultiGraph()
graph.add_edge("教育部", "财政部", relation="cooperatesWith")
graph.add_edge("教育部", "财政部", relation="issuedTogether")
drawn = Network()
drawn.from_nx(graph.copy())
directed = Network(directed=True)
directed.from_nx(graph.copy())
before = dict(graph.nodes(data=True))["教育部"].copy()
Network().from_nx(graph)
after = dict(graph.nodes(data=True))["教育部"]
print("edges in, undirected, directed:", graph.number_of_edges(), len(drawn.edges), len(directed.edges))
print("a node of the input before and after:", before, after)
assert (len(drawn.edges), len(directed.edges)) == (1, 2), "parallel edges are kept now"
assert before == {} and after == {"size": 10}, "the input is left alone now"
PYTHON
