-- zh: programme one other
WITH u AS (SELECT subject, object FROM held WHERE relation = 'undertakes')
SELECT p.label AS programme, x.label AS one, y.label AS other
FROM u a JOIN u b ON a.object = b.object AND a.subject < b.subject
JOIN entities p ON p.iri = a.object JOIN entities x ON x.iri = a.subject JOIN entities y ON y.iri = b.subject
ORDER BY programme, one, other
