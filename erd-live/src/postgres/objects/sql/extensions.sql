-- A comment that is the extension's own says nothing.
SELECT
    'pg_extension' AS class,
    x.oid,
    'extension' AS kind,
    x.extname AS name,
    nullif({comment(pg_extension, x.oid)},
        (SELECT a.comment FROM pg_catalog.pg_available_extensions() a WHERE a.name = x.extname)) AS comment,
    'CREATE EXTENSION IF NOT EXISTS ' || pg_catalog.quote_ident(x.extname)
        || CASE WHEN n.nspname = 'public' OR n.nspname ~ '^pg_' OR NOT {not_of_extension(pg_namespace, n.oid)} THEN ''
            ELSE ' WITH SCHEMA ' || pg_catalog.quote_ident(n.nspname) END AS statement
FROM pg_catalog.pg_extension x
JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
WHERE x.extname <> 'plpgsql'
