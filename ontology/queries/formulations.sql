-- iri: slogan
-- zh: name
SELECT object AS slogan, o.label AS name, count(DISTINCT subject) AS bodies, count(DISTINCT statement) AS statements
FROM statements JOIN entities o ON o.iri = object
WHERE relation = 'upholds' AND modality IN ('Asserted', 'Planned') GROUP BY ALL ORDER BY bodies DESC, statements DESC, name
