-- iri: kind
-- zh: body above
SELECT s.label AS body, kg(s.kind) AS kind, o.label AS above
FROM held JOIN entities s ON s.iri = subject JOIN entities o ON o.iri = object
WHERE relation = 'partOf' ORDER BY above, body, 2
