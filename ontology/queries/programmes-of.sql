-- iri: programme
-- zh: name
SELECT object AS programme, o.label AS name, count(DISTINCT (article, start, "end")) AS places
FROM statements JOIN entities o ON o.iri = object
WHERE subject = $body AND relation = 'undertakes' AND modality IN ('Asserted', 'Planned')
GROUP BY ALL ORDER BY places DESC, name
