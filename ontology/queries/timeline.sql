SELECT try_cast(date AS DATE) AS date, count(*) AS mentions, count(DISTINCT article) AS articles
FROM mentions JOIN heads a ON a.iri = article
WHERE entity = $entity AND try_cast(date AS DATE) BETWEEN $since AND $until GROUP BY ALL ORDER BY date, 2, 3
