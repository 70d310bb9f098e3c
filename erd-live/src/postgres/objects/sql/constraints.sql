-- Constraints that a partition has of its own, and those about periods.
SELECT
    'pg_constraint' AS class,
    k.oid,
    'constraint' AS kind,
    k.conname AS name,
    n.nspname AS table_namespace,
    c.relname AS table_name,
    {comment(pg_constraint, k.oid)} AS comment,
    'ALTER TABLE ' || {path(n.nspname, c.relname)} || ' ADD CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' '
        || pg_catalog.pg_get_constraintdef(k.oid) AS statement
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid AND (c.relispartition OR {since 18: k.conperiod; else false})
{relation}
WHERE k.conparentid = 0
    AND k.conislocal
    AND k.contype IN ('p', 'u', 'x', 'c', 'f')
    AND k.coninhcount = 0
