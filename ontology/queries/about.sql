-- iri: relation modality
-- zh: name quote
SELECT direction, kg(relation) AS relation, e.label AS name, kg(modality) AS modality, quote FROM (
  SELECT '→' AS direction, relation, object AS other, modality, quote, start FROM statements WHERE subject = $entity
  UNION ALL
  SELECT '←' AS direction, relation, subject AS other, modality, quote, start FROM statements WHERE object = $entity
) JOIN entities e ON e.iri = other
ORDER BY direction DESC, relation, name, start
