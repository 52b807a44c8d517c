-- iri: article
-- zh: title issuer
SELECT number AS documentNumber, nullif(title, '') AS title, try_cast(date AS DATE) AS date, i.issuer, iri AS article
FROM heads LEFT JOIN (SELECT iri AS named, unnest(issuers) AS issuer FROM heads) i ON named = iri
WHERE number <> '' AND contains(number, $number) ORDER BY documentNumber, article, issuer, 2, 3
