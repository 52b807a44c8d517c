"""The SHACL shapes: what a correct graph is, with what each relation asks of its ends by its definition.

The shipped `shapes.ttl` says what holds of any relation; the rest is made here, so that a relation that a user's
vocabulary defines is checked like the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kg.files import atomic_write
from kg.model import QUALITIES, Definition, EntityType, Quality
from kg.relations import declared, defined, shipped
from kg.relations import labels as names
from kg.resources import ontology_dir
from kg.said import said

_UNTYPED: Final = "[ sh:property [ sh:path rdf:type ; sh:maxCount 0 ] ]"
_ENDS: Final = (("domain", "Subjects"), ("range", "Objects"))


def shapes(others: Iterable[Definition] = ()) -> str:
    """The shapes as Turtle, for the shipped relations and others."""
    known = {d.name: d for d in (*others, *shipped().values())}
    every = [*shipped().values(), *(known[name] for name in sorted(known.keys() - {r.value for r in shipped()}))]
    return (ontology_dir() / "shapes.ttl").read_text("utf-8") + "".join((
        _of_statements(every),
        *map(_of_ends, every),
        *map(_of_quality, QUALITIES.values()),
    ))


def write(path: Path, folders: Iterable[Path] = ()) -> None:
    """Write the shapes for the shipped relations and those that the folders' vocabularies define."""
    paths = (file for folder in folders for file in sorted(folder.glob("*.ttl")))
    atomic_write(path, shapes(defined(relation) for file in paths for relation in declared(file)))


def _of_statements(every: Sequence[Definition]) -> str:
    """Which relations there are, which ends each has in a statement, and the order of the symmetric ones."""
    names = " ".join(f"kg:{d.name}" for d in every)
    ends = "\n".join(
        f"        [ sh:property [ sh:path rdf:predicate ; sh:hasValue kg:{d.name} ] , [ sh:path rdf:subject ; "
        f"{_one_of(d.domain)} ] , [ sh:path rdf:object ; {_one_of(d.range)} ] ]"
        for d in every
    )
    symmetric = ", ".join(f"kg:{d.name}" for d in every if d.symmetric)
    return f"""
# --- the relations ---

kgsh:Edges sh:targetNode {names.replace(" ", " , ")} .

kgsh:Statement sh:property [ sh:path rdf:predicate ; sh:in ( {names} ) ;
    sh:message {_both("relation")} ] .

kgsh:Trigger sh:property [ sh:path kg:evokes ; sh:minCount 1 ; sh:in ( {names} ) ;
    sh:message {_both("trigger")} ] .

kgsh:Ends a sh:NodeShape ;
    rdfs:label {_both("ends")} ;
    sh:targetClass kg:Statement ;
    sh:or (
{ends} ) ;
    sh:message {_both("types")} .

kgsh:Symmetric a sh:NodeShape ;
    rdfs:label {_both("symmetric")} ;
    sh:targetClass kg:Statement ;
    sh:sparql [ a sh:SPARQLConstraint ; sh:prefixes <https://w3id.org/policy-kg/shapes> ;
        sh:message {_both("once")} ;
        sh:select \"\"\"
            SELECT $this (rdf:subject AS ?path) ?value WHERE {{
                $this rdf:predicate ?p ; rdf:subject ?value ; rdf:object ?o .
                FILTER(?p IN ({symmetric}) && STR(?value) > STR(?o))
            }}\"\"\" ] .
"""


def _of_ends(d: Definition) -> str:
    """Of which types the ends of a relation are."""
    shapes = []
    for end, targets in _ENDS:
        types = d.domain if end == "domain" else d.range
        labels = [names()[t] for t in types]
        zh, en = said("shapes", "or")
        one_zh = zh.join(label for label, _ in labels)
        one_en = en.join(f"{'an' if label[0] in 'aeio' else 'a'} {label}" for _, label in labels)
        shapes.append(f"""
kgsh:{d.name}-{end} a sh:NodeShape ; sh:target{targets}Of kg:{d.name} ;
    sh:or ( {_classes(types)} {_UNTYPED} ) ;
    sh:message {_both(end, name=d.name, zh=one_zh, en=one_en)} .
""")
    return "".join(shapes)


_FORMS: Final = {"day": "sh:class time:Instant", "number": "sh:datatype xsd:decimal", "text": "sh:datatype xsd:string"}


def _of_quality(quality: Quality) -> str:
    """What a quality of statements is, and that each of its fields is said once at most."""
    zh, en = names()[quality.name]
    fields = " ;\n".join(
        f"    sh:property [ sh:path {path} ; sh:maxCount 1 ; {_FORMS[form]} ;\n"
        f"        sh:message {_both('field', zh=zh, path=path)} ]"
        for path, form in quality.fields
    )
    return f"""
kgsh:Statement sh:property [ sh:path kg:{quality.name} ; sh:class kg:Qualifier , {quality.type} ;
    sh:message {_both("qualifier", zh=zh, en=en)} ] .

kgsh:{quality.name} a sh:NodeShape ; sh:targetObjectsOf kg:{quality.name} ;
{fields} ;
    sh:property [ sh:path oa:hasTarget ; sh:minCount 1 ; sh:node kgsh:Passage ;
        sh:message {_both("words", zh=zh, en=en)} ] .
"""


def _both(key: str, **fields: str) -> str:
    """A message as literals of both languages."""
    zh, en = (words.format(**fields) for words in said("shapes", key))
    return f'"{zh}"@zh , "{en}"@en'


def _one_of(types: Sequence[EntityType]) -> str:
    """That it is of one of the types."""
    return f"sh:class kg:{types[0]}" if len(types) == 1 else f"sh:or ( {_classes(types)} )"


def _classes(types: Iterable[EntityType]) -> str:
    """Each of the types, as members of a list."""
    return " ".join(f"[ sh:class kg:{t} ]" for t in types)
