"""The namespaces that the package writes, reads and lets queries use without declaring them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.model import KG, KGI, KGV

PREFIXES: Final[Mapping[str, str]] = {
    "kg": KG,
    "kgv": KGV,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of a built graph; `@base` stands for `https://w3id.org/policy-kg/id/`."""

OTHER_PREFIXES: Final[Mapping[str, str]] = {"time": "http://www.w3.org/2006/time#"}
"""The prefixes that a built graph has only where something in it needs them."""

QUERY_PREFIXES: Final[Mapping[str, str]] = {
    **PREFIXES,
    **OTHER_PREFIXES,
    "kgi": KGI,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
"""The prefixes that every query may use without declaring them."""
