-- iri: how
-- zh: former later reform
WITH RECURSIVE back AS (SELECT $body AS iri UNION SELECT former FROM succession JOIN back ON later = iri),
ahead AS (SELECT $body AS iri UNION SELECT later FROM succession JOIN ahead ON former = iri)
SELECT a.label AS former, b.label AS later, nullif(a.ended, '') AS ended, kg(c.how) AS how, c.reform AS reform
FROM succession s JOIN history a ON a.iri = s.former JOIN history b ON b.iri = s.later
LEFT JOIN changes c ON c.former = s.former AND c.later = s.later AND c.how <> 'Transfer'
WHERE s.later IN (SELECT iri FROM back) OR s.former IN (SELECT iri FROM ahead)
GROUP BY ALL ORDER BY ended, former, later, 4, 5
