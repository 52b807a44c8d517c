-- zh: body later quote
SELECT DISTINCT e.label AS body, h.ended AS ended, n.label AS later, try_cast(a.date AS DATE) AS date, quote
FROM mentions m JOIN entities e ON e.iri = entity JOIN history h ON h.iri = entity JOIN heads a ON a.iri = article
LEFT JOIN succession s ON s.former = entity LEFT JOIN history n ON n.iri = s.later
WHERE h.ended <> '' AND try_cast(a.date AS DATE) IS NOT NULL AND a.date[1:length(h.ended)] > h.ended
ORDER BY body, date, later, 2, 5
