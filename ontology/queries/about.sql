-- iri: relation modality
-- zh: name quote
SELECT direction, kg(relation) AS relation, name, kg(modality) AS modality, quote FROM (
  SELECT '→' AS direction, object_label AS name, * FROM ends WHERE entity = $entity AND subject = $entity
  UNION ALL
  SELECT '←' AS direction, subject_label AS name, * FROM ends WHERE entity = $entity AND object = $entity
) ORDER BY direction DESC, relation, name, start, 4, 5
