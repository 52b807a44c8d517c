// Turtle of any part of the graph, in the terms of the whole: what it holds merges with what `kg build` writes.
const PREFIXES = {
  kg: "https://w3id.org/policy-kg/ontology#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/", prov: "http://www.w3.org/ns/prov#", oa: "http://www.w3.org/ns/oa#",
  schema: "https://schema.org/", xsd: "http://www.w3.org/2001/XMLSchema#", time: "http://www.w3.org/2006/time#",
};
const coded = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
const literal = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, coded);
const reference = (full) => `<${full.replace(/[\u0000-\u0020<>"{}|\\^`]/g, coded)}>`;
const iri = (key) => reference(fullIri(key));
const passage = (e, part = "char") => reference(`${fullIri(articles[e.article].key)}#${part}=${e.start},${e.end}`);

function typedDate(date) {
  const type = /^\d{4}-\d\d-\d\d$/.test(date) ? "date" : /^\d{4}-(0[1-9]|1[0-2])$/.test(date) ? "gYearMonth" : /^\d{4}$/.test(date) ? "gYear" : null;
  return `"${date}"${type ? `^^xsd:${type}` : ""}`;
}

const block = (subject, facts) => `${subject} ${facts.filter(Boolean).join(" ;\n  ")} .`;
const list = (predicate, values) => values.length > 0 && `${predicate} ${values.join(" , ")}`;

function articleTurtle(a, chosen) {
  const named = [...new Set(a.mentions.map((m) => m.node))].filter((n) => chosen.has(n));
  return block(iri(a.key), [
    "a kg:Article",
    a.title && `dcterms:title ${literal(a.title)}@zh`,
    /^\d{4}(-\d\d){0,2}$/.test(a.date) && `dcterms:issued ${typedDate(a.date)}`,
    a.source && `dcterms:source ${literal(a.source)}`,
    list("schema:author", [...new Set(a.reporters)].map(literal)),
    a.reporters.join() !== [...new Set(a.reporters)].sort().join() && `kg:byline ${literal(a.reporters.join("、"))}`,
    a.url && `schema:url ${/^https?:\/\/[\w.~:/?#@!$&'()*+,;=%-]+$/.test(a.url) ? reference(a.url) : `${literal(a.url)}^^xsd:anyURI`}`,
    `kg:readBy ${iri(DETAILS.tool[0])}`,
    list("kg:mentions", named.map((n) => iri(nodes[n].key))),
    a.text && `schema:articleBody ${literal(a.text)}@zh`,
  ]);
}

function entityTurtle(n, stated) {
  const facts = stated.filter((s) => s.s === n.i && holds(s)).map((s) => `kg:${s.relation} ${iri(nodes[s.o].key)}`);
  return block(iri(n.key), [
    `a kg:${n.type}${n.kind && n.kind !== "Other" ? ` , kg:${n.kind}` : ""}`,
    list("rdfs:label", [`${literal(n.name)}@zh`, ...(n.en ? [`${literal(n.en)}@en`] : [])]),
    list("skos:altLabel", n.names.map((x) => `${literal(x)}@zh`)),
    ...new Set(facts),
  ]);
}

const keyOf = (i) => (i >= 0 ? fullIri(nodes[i].key) : "");
const statementIri = (s) => reference(`${KGI}statement/${digest(keyOf(s.s), s.relation, keyOf(s.o), s.modality, s.trigger, keyOf(s.speaker), fullIri(s.derived))}`);
const mentionIri = (m) => reference(`${KGI}mention/${digest(keyOf(m.node), fullIri(articles[m.article].key), m.start, m.end, m.reason)}`);

const qualifierIri = (q) => reference(`${KGI}qualifier/${digest(q.quality, ...q.values, fullIri(articles[q.article].key), q.start, q.end)}`);
const dayIri = (day) => reference(`${KGI}day/${day}`);
const VALUES = { day: dayIri, number: (value) => `"${value}"^^xsd:decimal`, text: literal };

/** What qualifies statements, each thing once, and the days that it speaks of. */
function qualifiersTurtle(qualifiers) {
  const days = new Set();
  const made = new Map(qualifiers.map((q) => {
    const [type, fields] = DETAILS.qualities[q.quality];
    fields.forEach(([, form], k) => form === "day" && q.values[k] && days.add(q.values[k]));
    return [qualifierIri(q), block(qualifierIri(q), [
      `a kg:Qualifier , ${type}`, ...fields.map(([path, form], k) => q.values[k] && `${path} ${VALUES[form](q.values[k])}`), `oa:hasTarget ${passage(q)}`,
    ])];
  }));
  return [...made.values(), ...[...days].sort().map((day) => block(dayIri(day), ["a time:Instant", `time:inXSDDate "${day}"^^xsd:date`]))];
}

const statementTurtle = (s) => block(statementIri(s), [
  "a kg:Statement",
  `rdf:subject ${iri(nodes[s.s].key)}`, `rdf:predicate kg:${s.relation}`, `rdf:object ${iri(nodes[s.o].key)}`,
  `kg:modality kg:${s.modality}`,
  s.trigger && `kg:trigger ${literal(s.trigger)}`,
  s.speaker >= 0 && `kg:statedBy ${iri(nodes[s.speaker].key)}`,
  list("kg:readBy", s.readers.map(([key]) => iri(key))),
  s.readers.length > 0 && `kg:confidence "${s.confidence % 1 ? s.confidence : s.confidence.toFixed(1)}"^^xsd:decimal`,
  s.derived && `prov:wasDerivedFrom ${iri(s.derived)}`,
  ...QUALITIES.map((name) => list(`kg:${name}`, s.qualifiers.filter((q) => q.quality === name).map(qualifierIri))),
  list("oa:hasTarget", s.evidence.map((e) => passage(e))),
]);

const mentionTurtle = (m) => block(mentionIri(m), [
  "a kg:Mention", `kg:refersTo ${iri(nodes[m.node].key)}`, `kg:reason ${literal(m.reason)}`, `oa:hasTarget ${passage(m)}`,
]);

const passageTurtle = (e) => [
  block(passage(e), ["a oa:SpecificResource", `oa:hasSource ${iri(articles[e.article].key)}`, `oa:hasSelector ${passage(e, "position")} , ${passage(e, "quote")}`]),
  block(passage(e, "position"), ["a oa:TextPositionSelector", `oa:start ${e.start}`, `oa:end ${e.end}`]),
  block(passage(e, "quote"), ["a oa:TextQuoteSelector", `oa:exact ${literal(quote(e))}@zh`]),
].join("\n");

/** The chosen nodes and the statements, with the articles that they stand in, whole, and each passage once. */
function turtleOf(chosen, stated) {
  const everyone = new Set([...chosen, ...stated.flatMap((s) => (s.speaker >= 0 ? [s.speaker] : []))]);
  const used = new Set(stated.flatMap((s) => s.evidence.map((e) => e.article)));
  for (const a of articles) if (a.mentions.some((m) => chosen.has(m.node))) used.add(a.i);
  const read = [...used].sort((a, b) => a - b).map((i) => articles[i]);
  const mentions = read.flatMap((a) => a.mentions.filter((m) => everyone.has(m.node)));
  const qualifiers = stated.flatMap((s) => s.qualifiers);
  const passages = new Map([...stated.flatMap((s) => s.evidence), ...qualifiers, ...mentions].map((e) => [`${e.article} ${e.start} ${e.end}`, e]));
  const outgoing = new Map();
  for (const s of stated) outgoing.set(s.s, [...(outgoing.get(s.s) ?? []), s]);
  return [
    Object.entries(PREFIXES).map(([p, base]) => `@prefix ${p}: <${base}> .`).join("\n"),
    ...read.map((a) => articleTurtle(a, everyone)),
    ...[...everyone].sort((a, b) => a - b).map((i) => entityTurtle(nodes[i], outgoing.get(i) ?? [])),
    ...[...new Map(stated.flatMap((s) => s.readers))].map(([key, name]) => block(iri(key), ["a kg:Construction", `rdfs:label ${literal(name)}@en`])),
    ...[...new Set(stated.map((s) => s.relation))].flatMap((r) => DETAILS.definitions[r] ?? []),
    ...stated.map(statementTurtle),
    ...qualifiersTurtle(qualifiers),
    ...mentions.map(mentionTurtle),
    ...[...passages.values()].map(passageTurtle),
    block(iri(DETAILS.tool[0]), ["a prov:SoftwareAgent", `rdfs:label ${literal(`policy-kg ${DETAILS.tool[1]}`)}@en`, `schema:softwareVersion ${literal(DETAILS.tool[1])}`]),
  ].join("\n\n") + "\n";
}
