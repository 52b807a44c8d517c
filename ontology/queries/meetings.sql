-- zh: meeting who
SELECT o.label AS meeting, relation AS role, s.label AS who
FROM held JOIN entities s ON s.iri = subject JOIN entities o ON o.iri = object
WHERE relation IN ('holds', 'attends') ORDER BY meeting, role DESC, who
