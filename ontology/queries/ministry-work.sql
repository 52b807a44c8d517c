-- zh: ministry unit name
WITH RECURSIVE parts AS (SELECT subject AS part, object AS whole FROM held WHERE relation = 'partOf'),
above AS (
  SELECT whole AS body FROM parts WHERE part = $body
  UNION SELECT whole FROM parts JOIN above ON part = body
),
top AS (SELECT body FROM above WHERE body NOT IN (SELECT part FROM parts)),
below AS (
  SELECT body AS top, body AS unit FROM top
  UNION SELECT top, part FROM parts JOIN below ON whole = unit
)
SELECT DISTINCT m.label AS ministry, u.label AS unit, p.label AS name
FROM below JOIN held ON subject = unit AND relation = 'undertakes'
JOIN entities m ON m.iri = top JOIN entities u ON u.iri = unit JOIN entities p ON p.iri = object
ORDER BY ministry, unit, name
