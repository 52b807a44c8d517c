-- iri: relation entry
-- zh: subject object quote
SELECT s.label AS subject, kg(relation) AS relation, o.label AS object, derived_from AS entry, quote
FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object
WHERE derived_from <> '' ORDER BY s.label, start
