-- iri: relation modality
-- zh: quote title
SELECT kg(relation) AS relation, kg(modality) AS modality, nullif(trigger, '') AS trigger, quote,
  nullif(a.title, '') AS title, start, "end"
FROM ends t JOIN heads a ON a.iri = t.article
WHERE entity = $subject AND subject = $subject AND object = $object ORDER BY article, start, relation, 2, 3, 4, 5, 7
