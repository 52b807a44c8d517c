-- iri: relation entry
-- zh: subject object quote
SELECT subject_label AS subject, kg(relation) AS relation, object_label AS object, derived_from AS entry, quote
FROM labelled WHERE derived_from <> '' ORDER BY subject_label, start, 2, 3, 4, 5
