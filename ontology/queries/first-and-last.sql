SELECT min(try_cast(date AS DATE)) AS first, max(try_cast(date AS DATE)) AS last, count(DISTINCT iri) AS articles
FROM heads WHERE iri IN (SELECT article FROM mentions WHERE entity = $entity)
