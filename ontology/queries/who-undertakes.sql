-- iri: body article
-- zh: name quote
SELECT subject AS body, s.label AS name, quote, article FROM statements t JOIN entities s ON s.iri = t.subject
WHERE object = $programme AND relation = 'undertakes' AND modality IN ('Asserted', 'Planned')
ORDER BY name, article, start
