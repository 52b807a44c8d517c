-- iri: relation
-- zh: subject object place words
WITH told AS (
  SELECT DISTINCT s.label AS subject, kg(relation) AS relation, o.label AS object, unnest(qualifiers) AS q
  FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object
)
SELECT DISTINCT subject, relation, object, q."values"[1] AS place, q.evidence.quote AS words
FROM told WHERE q.quality = 'whereTo'
ORDER BY place, subject, relation, object, words
