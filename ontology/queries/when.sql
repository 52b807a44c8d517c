-- iri: relation
-- zh: subject object when quote
WITH told AS (
  SELECT DISTINCT subject_label AS subject, kg(relation) AS relation, object_label AS object, unnest(qualifiers) AS q, quote
  FROM labelled
), times AS (
  SELECT DISTINCT subject, relation, object, try_cast(nullif(q."values"[1], '') AS DATE) AS first,
    try_cast(nullif(q."values"[2], '') AS DATE) AS last, q.evidence.quote AS "when", quote
  FROM told WHERE q.quality = 'when'
)
SELECT * FROM times
WHERE (first IS NOT NULL OR last IS NOT NULL) AND (first IS NULL OR first <= $until) AND (last IS NULL OR last >= $since)
ORDER BY first NULLS FIRST, last NULLS FIRST, subject, relation, object, quote, 6
