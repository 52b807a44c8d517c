-- iri: relation
-- zh: subject object quantity
WITH told AS (
  SELECT DISTINCT subject_label AS subject, kg(relation) AS relation, object_label AS object, unnest(qualifiers) AS q
  FROM labelled
)
SELECT DISTINCT subject, relation, object, q."values"[1] AS number, q."values"[2] AS unit, q.evidence.quote AS quantity
FROM told WHERE q.quality = 'quantity'
ORDER BY cast(number AS DOUBLE) DESC, subject, relation, object, quantity, 4, 5
