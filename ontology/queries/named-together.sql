-- iri: body
-- zh: name
SELECT entity AS body, label AS name, count(DISTINCT article) AS articles
FROM mentions JOIN entities e ON e.iri = entity
WHERE article IN (SELECT article FROM mentions WHERE entity = $entity) AND entity <> $entity AND type = 'Organization'
GROUP BY ALL ORDER BY articles DESC, name, 1
