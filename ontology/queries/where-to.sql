-- iri: relation
-- zh: subject object place words
WITH told AS (
  SELECT DISTINCT subject_label AS subject, kg(relation) AS relation, object_label AS object, unnest(qualifiers) AS q
  FROM labelled
)
SELECT DISTINCT subject, relation, object, q."values"[1] AS place, q.evidence.quote AS words
FROM told WHERE q.quality = 'whereTo'
ORDER BY place, subject, relation, object, words
