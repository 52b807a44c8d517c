// Turtle of any part of the graph, in the terms of the whole.
const PREFIXES = {
  kg: "https://w3id.org/policy-kg/ontology#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/", prov: "http://www.w3.org/ns/prov#", oa: "http://www.w3.org/ns/oa#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const literal = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
const iri = (key) => `<${fullIri(key).replace(/[\u0000-\u0020<>"{}|\\^`]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;

function turtleOf(chosen, stated) {
  const lines = Object.entries(PREFIXES).map(([p, base]) => `@prefix ${p}: <${base}> .`);
  const used = new Set(stated.flatMap((s) => s.evidence.map((e) => e.article)));
  for (const i of [...used].sort((a, b) => a - b)) {
    const a = articles[i];
    const facts = ["a kg:Article"];
    if (a.title) facts.push(`dcterms:title ${literal(a.title)}@zh`);
    if (/^\d{4}-\d\d-\d\d$/.test(a.date)) facts.push(`dcterms:issued "${a.date}"^^xsd:date`);
    const named = [...new Set(a.mentions.map((m) => m.node))].filter((n) => chosen.has(n));
    if (named.length) facts.push(`kg:mentions ${named.map((n) => iri(nodes[n].key)).join(" , ")}`);
    lines.push("", `${iri(a.key)} ${facts.join(" ;\n  ")} .`);
  }
  for (const i of [...chosen].sort((a, b) => a - b)) {
    const n = nodes[i];
    const facts = [`a kg:${n.type}${n.kind && n.kind !== "Other" ? ` , kg:${n.kind}` : ""}`, `rdfs:label ${literal(n.name)}@zh`];
    if (n.en) facts.push(`rdfs:label ${literal(n.en)}@en`);
    if (n.names.length) facts.push(`skos:altLabel ${n.names.map((x) => `${literal(x)}@zh`).join(" , ")}`);
    for (const s of stated) if (s.s === i && holds(s)) facts.push(`kg:${s.relation} ${iri(nodes[s.o].key)}`);
    lines.push("", `${iri(n.key)} ${[...new Set(facts)].join(" ;\n  ")} .`);
  }
  for (const s of stated) {
    const facts = [`a kg:Statement`, `rdf:subject ${iri(nodes[s.s].key)}`, `rdf:predicate kg:${s.relation}`, `rdf:object ${iri(nodes[s.o].key)}`, `kg:modality kg:${s.modality}`];
    if (s.trigger) facts.push(`kg:trigger ${literal(s.trigger)}`);
    if (s.speaker >= 0) facts.push(`kg:statedBy ${iri(nodes[s.speaker].key)}`);
    if (s.derived) facts.push(`prov:wasDerivedFrom ${iri(s.derived)}`);
    for (const e of s.evidence) {
      facts.push(`oa:hasTarget [ oa:hasSource ${iri(articles[e.article].key)} ; oa:hasSelector [ a oa:TextPositionSelector ; oa:start ${e.start} ; oa:end ${e.end} ] , [ a oa:TextQuoteSelector ; oa:exact ${literal(quote(e))} ] ]`);
    }
    lines.push("", `[] ${facts.join(" ;\n  ")} .`);
  }
  return lines.join("\n") + "\n";
}
