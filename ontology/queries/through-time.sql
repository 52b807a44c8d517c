-- iri: relation
-- zh: name other quote
WITH RECURSIVE back AS (SELECT $body AS iri UNION SELECT former FROM succession JOIN back ON later = iri),
ahead AS (SELECT $body AS iri UNION SELECT later FROM succession JOIN ahead ON former = iri)
SELECT DISTINCT try_cast(date AS DATE) AS date, subject_label AS name, kg(relation) AS relation, object_label AS other, quote
FROM ends WHERE entity = subject AND entity IN (SELECT iri FROM back UNION SELECT iri FROM ahead)
ORDER BY date, name, relation, other, quote
