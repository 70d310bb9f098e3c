-- What tables inherit.
SELECT
    c.oid,
    pn.nspname AS parent_namespace,
    p.relname AS parent
FROM {tables_and_more}
JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
ORDER BY c.oid, i.inhseqno
