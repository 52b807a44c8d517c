SELECT name, corpus, mentions AS times, articles, try_cast(first AS DATE) AS first, try_cast(last AS DATE) AS last
FROM attested WHERE iri = $entity ORDER BY name, corpus, 3, 4, 5, 6
