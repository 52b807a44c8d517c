-- iri: article
-- zh: one other quote
SELECT subject_label AS one, object_label AS other, quote, article
FROM labelled WHERE relation = 'cooperatesWith' AND modality IN ('Asserted', 'Planned') ORDER BY one, other, start, 3, 4
