-- iri: what
-- zh: name body
SELECT object AS what, o.label AS name, s.label AS body
FROM held JOIN entities s ON s.iri = subject JOIN entities o ON o.iri = object
WHERE relation = 'studies' ORDER BY name, body, 1
