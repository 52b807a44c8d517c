-- iri: relation
-- zh: name other quote
WITH RECURSIVE back AS (SELECT $body AS iri UNION SELECT former FROM succession JOIN back ON later = iri),
ahead AS (SELECT $body AS iri UNION SELECT later FROM succession JOIN ahead ON former = iri)
SELECT DISTINCT try_cast(a.date AS DATE) AS date, s.label AS name, kg(relation) AS relation, o.label AS other, quote
FROM statements t JOIN entities s ON s.iri = subject JOIN entities o ON o.iri = object JOIN articles a ON a.iri = article
WHERE subject IN (SELECT iri FROM back UNION SELECT iri FROM ahead)
ORDER BY date, name, relation, other, quote
