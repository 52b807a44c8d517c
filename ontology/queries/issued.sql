-- iri: article
-- zh: document body quote
SELECT o.label AS document, s.label AS body, quote, article
FROM statements t JOIN entities s ON s.iri = t.subject JOIN entities o ON o.iri = t.object
WHERE relation = 'issues' AND modality IN ('Asserted', 'Planned') ORDER BY document, body, start
