-- iri: slogan
-- zh: name
SELECT object AS slogan, object_label AS name, count(DISTINCT subject) AS bodies, count(DISTINCT statement) AS statements
FROM labelled WHERE relation = 'upholds' AND modality IN ('Asserted', 'Planned')
GROUP BY ALL ORDER BY bodies DESC, statements DESC, name, 1
