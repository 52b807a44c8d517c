-- iri: programme
-- zh: name
SELECT object AS programme, object_label AS name, count(DISTINCT (article, start, "end")) AS places
FROM ends WHERE entity = $body AND subject = $body AND relation = 'undertakes' AND modality IN ('Asserted', 'Planned')
GROUP BY ALL ORDER BY places DESC, name, 1
