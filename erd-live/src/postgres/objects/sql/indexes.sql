-- Indexes of materialized views, and those that a partition has of its own.
SELECT
    'pg_class' AS class,
    r.oid,
    'index' AS kind,
    r.relname AS name,
    n.nspname AS table_namespace,
    c.relname AS table_name,
    {comment(pg_class, r.oid)} AS comment,
    s.sql AS statement
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = x.indrelid AND (c.relkind = 'm' OR c.relispartition)
{relation}
LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = r.oid
LEFT JOIN pg_catalog.pg_index px ON px.indexrelid = h.inhparent
LEFT JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
-- The table's index makes those of its partitions, unless some are missing: then it was made ON ONLY the table.
CROSS JOIN LATERAL (
    SELECT 0 AS place, pg_catalog.pg_get_indexdef(r.oid) AS sql
    UNION ALL
    SELECT 1, 'ALTER INDEX ' || {path(pn.nspname, p.relname)} || ' ATTACH PARTITION ' || {path(n.nspname, r.relname)}
    WHERE h.inhparent IS NOT NULL
) s
WHERE (h.inhparent IS NULL OR NOT px.indisvalid)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
        WHERE k.conindid = r.oid AND k.contype IN ('p', 'u', 'x'))
ORDER BY r.oid, s.place
