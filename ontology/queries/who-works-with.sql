-- iri: article
-- zh: one other quote
SELECT s.label AS one, o.label AS other, quote, article
FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object
WHERE relation = 'cooperatesWith' AND modality IN ('Asserted', 'Planned') ORDER BY one, other, start
