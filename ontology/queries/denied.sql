-- iri: modality relation
-- zh: subject object quote
SELECT kg(modality) AS modality, s.label AS subject, kg(relation) AS relation, o.label AS object, quote
FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object
WHERE modality IN ('Denied', 'Conditional') ORDER BY modality, s.label, start
