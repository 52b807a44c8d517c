-- iri: programme
-- zh: name
SELECT o.iri AS programme, o.label AS name
FROM held a JOIN held b ON a.object = b.object JOIN entities o ON o.iri = a.object
WHERE a.relation = 'undertakes' AND b.relation = 'undertakes' AND a.subject = $one AND b.subject = $other ORDER BY name, 1
