-- iri: subject predicate object
-- zh: label
WITH near AS (
  SELECT DISTINCT subject, relation, object FROM ends
  WHERE entity = $entity AND $entity IN (subject, object) AND modality IN ('Asserted', 'Planned')
),
others AS (SELECT object AS iri FROM near WHERE subject = $entity UNION SELECT subject FROM near WHERE object = $entity)
SELECT subject, kg(relation) AS predicate, object, NULL AS label, NULL AS label_en FROM near
UNION ALL
SELECT iri, 'http://www.w3.org/2000/01/rdf-schema#label', NULL, label, NULL FROM entities JOIN others USING (iri)
UNION ALL
SELECT iri, 'http://www.w3.org/2000/01/rdf-schema#label', NULL, NULL, label_en FROM entities JOIN others USING (iri)
WHERE label_en <> ''
ORDER BY ALL
