-- Sequences that no column owns.
SELECT
    'pg_class' AS class,
    c.oid,
    'sequence' AS kind,
    n.nspname AS namespace,
    c.relname AS name,
    {comment(pg_class, c.oid)} AS comment,
    'CREATE ' || CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END || 'SEQUENCE '
        || {path(n.nspname, c.relname)}
        || CASE WHEN s.seqtypid = 'pg_catalog.int8'::pg_catalog.regtype THEN ''
            ELSE ' AS ' || pg_catalog.format_type(s.seqtypid, NULL) END
        || CASE WHEN s.seqincrement = 1 THEN '' ELSE ' INCREMENT BY ' || s.seqincrement END
        || CASE WHEN s.seqmin = CASE WHEN s.seqincrement > 0 THEN 1 ELSE -l.top - 1 END THEN ''
            ELSE ' MINVALUE ' || s.seqmin END
        || CASE WHEN s.seqmax = CASE WHEN s.seqincrement > 0 THEN l.top ELSE -1 END THEN ''
            ELSE ' MAXVALUE ' || s.seqmax END
        || CASE WHEN s.seqstart = CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN ''
            ELSE ' START WITH ' || s.seqstart END
        || CASE WHEN s.seqcache = 1 THEN '' ELSE ' CACHE ' || s.seqcache END
        || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END AS statement
FROM pg_catalog.pg_class c
{relation}
JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
{sequence_top}
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p
    WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.objid = c.oid AND p.refobjsubid > 0
        AND (p.deptype = 'i' OR p.deptype = 'a' AND {is_serial(c.oid, p.refobjid, p.refobjsubid)}))
