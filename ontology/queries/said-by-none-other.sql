-- iri: relation what
-- zh: name
SELECT kg(relation) AS relation, object AS what, o.label AS name FROM held h JOIN entities o ON o.iri = object
WHERE subject = $body AND relation IN ('upholds', 'undertakes') AND NOT EXISTS (
  SELECT 1 FROM held other WHERE other.relation = h.relation AND other.object = h.object AND other.subject <> $body
) ORDER BY relation, name, 2
