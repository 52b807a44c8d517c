-- iri: article
-- zh: document body quote
SELECT object_label AS document, subject_label AS body, quote, article
FROM labelled WHERE relation = 'issues' AND modality IN ('Asserted', 'Planned') ORDER BY document, body, start, 3, 4
