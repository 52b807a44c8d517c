-- iri: type
-- zh: name
SELECT kg(type) AS type, label AS name, reason, count(*) AS mentions
FROM mentions JOIN entities e ON e.iri = entity
WHERE reason IN ('pattern', 'context') AND NOT starts_with(entity, 'https://w3id.org/policy-kg/vocab/')
GROUP BY ALL ORDER BY type, name, reason, 4
