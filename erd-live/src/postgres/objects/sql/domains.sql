-- Domains; a constraint that is not validated is a statement of its own.
SELECT
    'pg_type' AS class,
    t.oid,
    'domain' AS kind,
    n.nspname AS namespace,
    t.typname AS name,
    {comment(pg_type, t.oid)} AS comment,
    'CREATE DOMAIN ' || {path(n.nspname, t.typname)} || ' AS ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
        || CASE
            WHEN t.typcollation <> b.typcollation THEN ' COLLATE '
                || t.typcollation::pg_catalog.regcollation::pg_catalog.text
            ELSE '' END
        || coalesce(' DEFAULT '
            || coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), pg_catalog.quote_literal(t.typdefault)), '')
        -- It has a name since PostgreSQL 18.
        || CASE
            WHEN t.typnotnull THEN coalesce((SELECT ' CONSTRAINT ' || pg_catalog.quote_ident(k.conname)
                FROM pg_catalog.pg_constraint k
                WHERE k.contypid = t.oid AND k.contype = 'n' AND k.conname !~ '_not_null[0-9]*$'), '')
                || ' NOT NULL'
            ELSE '' END
        || coalesce((SELECT pg_catalog.string_agg(' CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' '
            || pg_catalog.pg_get_constraintdef(k.oid), ''
            ORDER BY k.conname COLLATE "C")
            FROM pg_catalog.pg_constraint k
            WHERE k.contypid = t.oid AND k.contype = 'c' AND k.convalidated), '') AS statement,
    0 AS place
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    AND t.typtype = 'd'
    AND {user_namespace}
    AND {not_of_extension(pg_type, t.oid)}
UNION ALL
SELECT
    'pg_type',
    t.oid,
    'domain',
    n.nspname,
    t.typname,
    NULL,
    'ALTER DOMAIN ' || {path(n.nspname, t.typname)} || ' ADD CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' '
        || pg_catalog.pg_get_constraintdef(k.oid),
    1
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_type t ON t.oid = k.contypid AND k.contype = 'c' AND NOT k.convalidated
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND {user_namespace} AND {not_of_extension(pg_type, t.oid)}
ORDER BY oid, place
