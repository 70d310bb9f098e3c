-- All namespaces of the user's, whatever they hold.
SELECT
    'pg_namespace' AS class,
    n.oid,
    'schema' AS kind,
    n.nspname AS name,
    CASE
        WHEN n.nspname <> 'public'
            OR pg_catalog.lower({comment(pg_namespace, n.oid)})
                <> 'standard public schema' THEN {comment(pg_namespace, n.oid)}
        END AS comment,
    'CREATE SCHEMA ' || CASE WHEN n.nspname = 'public' THEN 'IF NOT EXISTS ' ELSE '' END
        || pg_catalog.quote_ident(n.nspname) AS statement
FROM pg_catalog.pg_namespace n
WHERE {user_namespace}
    AND {not_of_extension(pg_namespace, n.oid)}
