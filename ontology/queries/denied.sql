-- iri: modality relation
-- zh: subject object quote
SELECT kg(modality) AS modality, subject_label AS subject, kg(relation) AS relation, object_label AS object, quote
FROM labelled WHERE modality IN ('Denied', 'Conditional') ORDER BY labelled.modality, subject_label, start, 3, 4, 5
