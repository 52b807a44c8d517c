-- iri: relation
-- zh: subject object quote
SELECT subject_label AS subject, kg(relation) AS relation, object_label AS object, quote
FROM ends WHERE entity = $speaker AND speaker = $speaker ORDER BY subject_label, start, 2, 3, 4
