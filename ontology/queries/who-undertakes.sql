-- iri: body article
-- zh: name quote
SELECT subject AS body, subject_label AS name, quote, article FROM ends
WHERE entity = $programme AND object = $programme AND relation = 'undertakes' AND modality IN ('Asserted', 'Planned')
ORDER BY name, article, start, 1, 3
