"""The enums equal the ontology, the ontology is consistent and described, the vocabularies are sound SKOS."""

from __future__ import annotations

import html.parser
import re
from collections import defaultdict
from pathlib import Path

import owlrl
import pytest
import rdflib
from browser import chromium
from rdflib import OWL, RDF, RDFS, SKOS

from kg.api import KnowledgeGraph
from kg.model import KG, KGV, EntityType, Kind, Modality, Reason
from kg.ontology_docs import counts, diagram, terms, text, to_html
from kg.rdf import to_turtle
from kg.relations import shipped
from kg.resources import ontology_dir
from kg.shapes import shapes as all_shapes
from kg.words.grammar import Cue, Post, Strength

NS = rdflib.Namespace(KG)
SCHEMA = rdflib.Namespace("https://schema.org/")
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """The ontology's triples."""
    return rdflib.Graph().parse(ontology_dir() / "policy-kg.ttl")


@pytest.fixture(scope="module")
def words() -> rdflib.Graph:
    """All the vocabularies' triples."""
    found = rdflib.Graph()
    for path in sorted(ontology_dir().glob("*.ttl")):
        if path.stem not in {"policy-kg", "shapes"}:
            found.parse(path)
    return found


def names(graph: rdflib.Graph, type_: rdflib.URIRef) -> set[str]:
    return {str(s).removeprefix(KG) for s in graph.subjects(RDF.type, type_) if str(s).startswith(KG)}


def members(graph: rdflib.Graph, node: object) -> set[str]:
    """What a class expression stands for: itself, or the members of a union or an enumeration."""
    assert isinstance(node, rdflib.term.Node)
    head = graph.value(node, OWL.unionOf) or graph.value(node, OWL.oneOf)
    if head is None:
        return {str(node).removeprefix(KG)}
    return {str(x).removeprefix(KG) for x in rdflib.collection.Collection(graph, head)}


def test_entity_types_are_the_ontologys(ontology: rdflib.Graph) -> None:
    assert {str(s).removeprefix(KG) for s in ontology.subjects(RDFS.subClassOf, NS.Entity)} == set(EntityType)


def test_kinds_are_the_ontologys(ontology: rdflib.Graph) -> None:
    assert {str(s).removeprefix(KG) for s in ontology.subjects(RDFS.subClassOf, NS.Organization)} == set(Kind)


def test_modalities_and_reasons_are_the_ontologys(ontology: rdflib.Graph) -> None:
    assert names(ontology, NS.Modality) == set(Modality)
    assert members(ontology, ontology.value(NS.Modality, OWL.equivalentClass)) == set(Modality)
    assert members(ontology, ontology.value(NS.reason, RDFS.range)) == set(Reason)


def test_relations_are_the_ontologys(ontology: rdflib.Graph) -> None:
    between_entities = {
        p
        for p in names(ontology, OWL.ObjectProperty)
        if members(ontology, ontology.value(NS[p], RDFS.domain)) <= set(EntityType)
    }
    assert between_entities == set(shipped())
    assert names(ontology, OWL.SymmetricProperty) == {r.value for r in shipped() if r.symmetric}


@pytest.mark.parametrize(
    ("relation", "domain", "range_"),
    [
        ("partOf", "Organization", "Organization"),
        ("undertakes", "Organization", "Program"),
        ("upholds", "Organization", "Slogan"),
        ("studies", "Organization", "Document Meeting"),
        ("implements", "Organization", "Document Meeting"),
        ("holds", "Organization", "Meeting"),
        ("attends", "Organization Person", "Meeting"),
        ("establishes", "Organization", "Organization"),
        ("cooperatesWith", "Organization", "Organization"),
        ("issues", "Organization", "Document"),
        ("supports", "Program", "Program"),
        ("includes", "Program", "Program"),
        ("locatedIn", "Organization Program Meeting", "Place"),
        ("memberOf", "Person", "Organization"),
    ],
)
def test_relations_have_their_ends(ontology: rdflib.Graph, relation: str, domain: str, range_: str) -> None:
    assert members(ontology, ontology.value(NS[relation], RDFS.domain)) == set(domain.split())
    assert members(ontology, ontology.value(NS[relation], RDFS.range)) == set(range_.split())


def test_every_term_is_described_in_both_languages(ontology: rdflib.Graph) -> None:
    every = {s for s in ontology.subjects() if isinstance(s, rdflib.URIRef) and str(s).startswith(KG)}
    assert len(every) > 50
    for term in every:
        for predicate in (RDFS.label, RDFS.comment):
            languages = [o.language for o in ontology.objects(term, predicate) if isinstance(o, rdflib.Literal)]
            assert sorted(str(x) for x in languages) == ["en", "zh"], f"{term} {predicate}"
        assert ontology.value(term, RDFS.isDefinedBy) == rdflib.URIRef(KG.rstrip("#"))


def test_every_property_has_a_domain_and_a_range(ontology: rdflib.Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for name in names(ontology, kind):
            assert ontology.value(NS[name], RDFS.domain) is not None, name
            assert ontology.value(NS[name], RDFS.range) is not None, name


def test_ontology_has_a_version_iri(ontology: rdflib.Graph) -> None:
    head = rdflib.URIRef(KG.rstrip("#"))
    version = str(ontology.value(head, OWL.versionInfo))
    assert str(ontology.value(head, OWL.versionIRI)) == f"{head}/{version}"


def test_every_term_that_is_used_is_defined(ontology: rdflib.Graph, words: rdflib.Graph, graph: KnowledgeGraph) -> None:
    data = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    shapes = rdflib.Graph().parse(data=all_shapes(), format="turtle")
    questions = " ".join(p.read_text("utf-8") for p in sorted((ontology_dir() / "queries").glob("*.rq")))
    used = {str(x) for g in (words, data, shapes) for triple in g for x in triple if str(x).startswith(KG)}
    used |= {KG + name for name in re.findall(r"\bkg:(\w+)", questions)}
    defined = {str(s) for s in ontology.subjects()}
    assert not {u for u in used if u != KG} - defined


def closure(*graphs: rdflib.Graph) -> rdflib.Graph:
    whole = rdflib.Graph()
    for g in graphs:
        whole += g
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    return whole


def test_ontology_is_consistent_with_a_graph(ontology: rdflib.Graph, graph: KnowledgeGraph) -> None:
    data = rdflib.Graph().parse(data=to_turtle(graph), format="turtle")
    whole = closure(ontology, data)
    assert not list(whole.objects(None, ERROR))
    org = rdflib.Namespace("http://www.w3.org/ns/org#")
    body = rdflib.URIRef("https://w3id.org/policy-kg/id/Organization/云川省住房建设厅/城建处")
    assert (body, RDF.type, org.OrganizationalUnit) in whole
    assert (body, org.subOrganizationOf, None) in whole


def test_ontology_is_inconsistent_with_a_wrong_graph(ontology: rdflib.Graph) -> None:
    wrong = rdflib.Graph()
    wrong.add((NS.x, NS.upholds, NS.y))
    wrong.add((NS.y, RDF.type, NS.Program))
    assert list(closure(ontology, wrong).objects(None, ERROR)), "a programme is no formulation"


def test_ontology_is_consistent_with_what_the_vocabularies_relate(ontology: rdflib.Graph, words: rdflib.Graph) -> None:
    # each pair of types that a relation of the vocabularies has between its ends, once
    related = (*(NS[r] for r in shipped()), SCHEMA.containedInPlace, SKOS.broader, rdflib.DCTERMS.isReplacedBy)
    found: dict[tuple[object, ...], list[tuple[rdflib.term.Node, ...]]] = {}
    for predicate in related:
        for s, o in words.subject_objects(predicate):
            types = [(x, RDF.type, t) for x in (s, o) for t in words.objects(x, RDF.type)]
            found.setdefault((predicate, *sorted(str(t) for _, _, t in types)), [*types, (s, predicate, o)])
    assert len(found) > 10
    data = rdflib.Graph()
    for triples in found.values():
        for s, p, o in triples:
            data.add((s, p, o))
    assert not list(closure(ontology, data).objects(None, ERROR))


def test_ontology_is_inconsistent_with_a_place_that_is_part_of_one(ontology: rdflib.Graph) -> None:
    wrong = rdflib.Graph()
    wrong.add((NS.x, NS.partOf, NS.y))
    wrong.add((NS.x, RDF.type, NS.Place))
    assert list(closure(ontology, wrong).objects(None, ERROR))


@pytest.mark.parametrize(
    "prefix",
    [
        "http://www.w3.org/ns/org#",
        str(SKOS),
        str(SCHEMA),
        str(rdflib.DCTERMS),
        str(rdflib.PROV),
        "http://www.w3.org/ns/oa#",
    ],
)
def test_ontology_aligns_with_the_fields_own_terms(ontology: rdflib.Graph, prefix: str) -> None:
    above = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass) for s, o in ontology.subject_objects(p) if str(s).startswith(KG)}  # fmt: skip
    assert {a for a in above if str(a).startswith(prefix)}


# --- the shapes -----------------------------------------------------------------------------------------------------


def test_shapes_hold_every_class_and_relation(ontology: rdflib.Graph) -> None:
    sh = rdflib.SH
    shapes = rdflib.Graph().parse(data=all_shapes(), format="turtle")
    targets = set(shapes.objects(None, sh.targetClass))
    assert {
        NS[n] for n in (*EntityType, *Kind, "Article", "Mention", "Statement", "Trigger", "NameForm", "Cue")
    } <= targets
    for relation in shipped():
        assert NS[relation] in set(shapes.objects(None, sh.targetSubjectsOf)), relation
        assert NS[relation] in set(shapes.objects(None, sh.targetObjectsOf)), relation
    for shape in set(shapes.subjects(sh.message)):
        languages = [m.language for m in shapes.objects(shape, sh.message) if isinstance(m, rdflib.Literal)]
        assert sorted(map(str, languages)) == ["en", "zh"], shape


# --- SKOS integrity of the vocabularies -----------------------------------------------------------------------------


def test_entries_have_one_preferred_label_a_language(words: rdflib.Graph) -> None:
    found = defaultdict(list)
    for entry, label in words.subject_objects(SKOS.prefLabel):
        assert isinstance(label, rdflib.Literal)
        found[entry, label.language].append(str(label))
    assert not {k: v for k, v in found.items() if len(v) > 1}
    assert not {e for e, language in found if language is None}


def test_entries_labels_are_disjoint(words: rdflib.Graph) -> None:
    alternative = set(words.subject_objects(SKOS.altLabel))
    hidden = set(words.subject_objects(SKOS.hiddenLabel))
    preferred = set(words.subject_objects(SKOS.prefLabel))
    assert not preferred & alternative
    assert not preferred & hidden
    assert not alternative & hidden


def test_entries_are_in_a_scheme_that_is_there(words: rdflib.Graph) -> None:
    schemes = set(words.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes
    assert set(words.objects(None, SKOS.inScheme)) <= schemes
    for scheme in schemes:
        assert words.value(scheme, SKOS.prefLabel) or words.value(scheme, RDFS.label), scheme


def test_every_entry_is_in_a_scheme(words: rdflib.Graph) -> None:
    named = {NS[name] for name in (*EntityType, *Kind)}
    entries = {s for s, o in words.subject_objects(RDF.type) if o in named}
    assert len(entries) > 10_000
    assert not {s for s in entries if words.value(s, SKOS.inScheme) is None}


def test_places_are_contained_in_places(words: rdflib.Graph) -> None:
    found = set(words.subject_objects(SCHEMA.containedInPlace))
    assert len(found) > 4_000
    assert not {end for pair in found for end in pair if (end, RDF.type, NS.Place) not in words}


def test_hierarchies_have_no_cycle_and_end_at_entries(words: rdflib.Graph) -> None:
    for predicate in (SKOS.broader, NS.partOf, SCHEMA.containedInPlace, rdflib.DCTERMS.isReplacedBy):
        above = defaultdict(set)
        for lower, upper in words.subject_objects(predicate):
            above[lower].add(upper)
        dangling = {
            u
            for uppers in above.values()
            for u in uppers
            if str(u).startswith(KGV) and not words.value(u, SKOS.prefLabel)
        }
        assert not dangling, predicate
        done: set[object] = set()
        for start in list(above):
            path: list[tuple[object, list[rdflib.term.Node]]] = [(start, sorted(above.get(start, ()), key=str))]
            on_path = {start}
            while path:
                node, rest = path[-1]
                if not rest:
                    path.pop()
                    on_path.discard(node)
                    done.add(node)
                    continue
                upper = rest.pop()
                assert upper not in on_path, f"{predicate}: {upper} is above itself"
                if upper not in done:
                    on_path.add(upper)
                    path.append((upper, sorted(above.get(upper, ()), key=str)))


def test_relations_of_entries_are_between_their_types(ontology: rdflib.Graph, words: rdflib.Graph) -> None:
    for relation in shipped():
        domain, range_ = (members(ontology, ontology.value(NS[relation], p)) for p in (RDFS.domain, RDFS.range))
        for s, o in words.subject_objects(NS[relation]):
            assert {str(t).removeprefix(KG) for t in words.objects(s, RDF.type)} & domain, f"{s} {relation}"
            assert {str(t).removeprefix(KG) for t in words.objects(o, RDF.type)} & range_, f"{relation} {o}"


def test_entries_have_one_type(words: rdflib.Graph) -> None:
    kinds: dict[object, rdflib.URIRef] = dict.fromkeys((NS[k] for k in Kind), NS.Organization)
    kinds.update((NS[t], NS[t]) for t in EntityType)
    found: defaultdict[object, set[rdflib.URIRef]] = defaultdict(set)
    for entry, type_ in words.subject_objects(RDF.type):
        if type_ in kinds:
            found[entry].add(kinds[type_])
    assert not {entry: types for entry, types in found.items() if len(types) > 1}


def test_related_is_disjoint_with_broader(words: rdflib.Graph) -> None:
    related = {frozenset(pair) for pair in words.subject_objects(SKOS.related)}
    assert not related & {frozenset(pair) for pair in words.subject_objects(SKOS.broader)}


# --- the documentation ----------------------------------------------------------------------------------------------


class Links(html.parser.HTMLParser):
    """The ids, the local links and the addresses that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.local: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                self.local.append(value[1:])
            if name == "src" or (name == "href" and tag in {"link", "image", "use"}):
                self.fetched.append(str(value))


def test_to_html_describes_every_term_offline(tmp_path: Path) -> None:
    page = to_html(tmp_path / "ontology.html")
    assert (tmp_path / "ontology.html").read_text("utf-8") == page
    links = Links()
    links.feed(page)
    assert {t.name for t in terms()} <= set(links.ids)
    assert len(set(links.ids)) == len(links.ids)
    assert set(links.local) <= set(links.ids)
    assert not links.fetched
    assert "url(http" not in page
    assert "@import" not in page


def test_to_html_opens_offline_with_its_diagram(tmp_path: Path) -> None:
    to_html(tmp_path / "ontology.html")
    asked: list[str] = []
    with chromium() as browser:
        page = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}).new_page()
        page.on("request", lambda r: asked.append(r.url))
        page.on("console", lambda m: asked.append(m.text))
        page.goto((tmp_path / "ontology.html").as_uri())
        box = page.locator("svg").bounding_box()
        assert box is not None
        assert box["width"] > 600
        assert box["height"] > 400
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == [(tmp_path / "ontology.html").as_uri()]


def test_diagram_draws_every_type_and_relation() -> None:
    drawn = re.findall(r">(\w+) [一-鿿]+</text>", diagram())
    assert set(drawn) == {*EntityType, *shipped()}


def test_counts_take_in_a_users_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        f"@prefix kg: <{KG}> . @prefix kgv: <{KGV}> . @prefix skos: <{SKOS}> .\n"
        'kgv:某工程 a kg:Program ; skos:prefLabel "某工程"@zh ; skos:altLabel "某项目"@zh , "某计划"@zh .\n',
        "utf-8",
    )
    before = {c.name: c for c in counts()}
    after = {c.name: c for c in counts([tmp_path])}
    assert after["Program"].entries == before["Program"].entries + 1
    assert after["Program"].names == before["Program"].names + 3
    assert before["Ministry"].entries > 20


def test_text_lists_classes_with_counts_and_relations_with_ends() -> None:
    said = text()
    assert re.search(r"kg:Ministry +部委 · ministry  \d+ entries, \d+ names\n", said)
    assert "kg:attends         出席 · attends  (Organization|Person → Meeting)\n" in said


def test_readme_lists_every_file_role_strength_and_post() -> None:
    text = (ontology_dir() / "README.md").read_text("utf-8")
    files = {path.name for path in ontology_dir().glob("*.t[ts][lv]")}
    assert {name for name in files if f"`{name}`" not in text} == set()
    assert {str(word) for word in (*Cue, *Strength, *Post) if f"`{word}`" not in text} == set()
    rows = re.findall(r"^\| `([a-z ]+)` \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    cues = rdflib.Graph().parse(ontology_dir() / "cues.ttl")
    meanings = {
        str(o) for o in cues.objects(None, SKOS.definition) if isinstance(o, rdflib.Literal) and o.language == "en"
    }
    assert {row for row in rows if row[0] in set(Cue) and row[2] not in meanings} == set()
