-- Composite types.
SELECT
    'pg_type' AS class,
    t.oid,
    'type' AS kind,
    n.nspname AS namespace,
    t.typname AS name,
    {comment(pg_type, t.oid)} AS comment,
    'CREATE TYPE ' || {path(n.nspname, t.typname)} || ' AS ('
        || coalesce((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' '
            || pg_catalog.format_type(a.atttypid, a.atttypmod)
            || CASE
                WHEN a.attcollation <> at.typcollation THEN ' COLLATE '
                    || a.attcollation::pg_catalog.regcollation::pg_catalog.text
                ELSE '' END, ', '
            ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
        || ')' AS statement
FROM pg_catalog.pg_class c
{relation}
JOIN pg_catalog.pg_type t ON t.oid = c.reltype AND {not_of_extension(pg_type, t.oid)}
WHERE c.relkind = 'c'
