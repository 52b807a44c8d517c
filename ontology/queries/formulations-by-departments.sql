-- iri: slogan
-- zh: name
SELECT object AS slogan, o.label AS name, count(DISTINCT subject) AS departments
FROM held JOIN entities s ON s.iri = subject JOIN entities o ON o.iri = object
WHERE relation = 'upholds' AND s.kind = 'Department' GROUP BY ALL ORDER BY departments DESC, name, 1
