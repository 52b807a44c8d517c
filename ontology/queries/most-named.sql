-- iri: entity
-- zh: name
SELECT entity, label AS name, mentions
FROM (SELECT entity, count(*) AS mentions FROM mentions GROUP BY entity) JOIN entities e ON e.iri = entity
ORDER BY mentions DESC, name
