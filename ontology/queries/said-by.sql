-- iri: relation
-- zh: subject object quote
SELECT s.label AS subject, kg(relation) AS relation, o.label AS object, quote
FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object
WHERE speaker = $speaker ORDER BY s.label, start
