-- iri: entity
-- zh: name
SELECT entity, label AS name, mentions
FROM (SELECT entity, CAST(sum(times) AS BIGINT) AS mentions FROM monthly GROUP BY entity) JOIN entities e ON e.iri = entity
ORDER BY mentions DESC, name, 1
