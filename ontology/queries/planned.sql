-- iri: relation
-- zh: subject object quote
SELECT subject_label AS subject, kg(relation) AS relation, object_label AS object, quote
FROM labelled WHERE modality = 'Planned' ORDER BY subject_label, start, 2, 3, 4
