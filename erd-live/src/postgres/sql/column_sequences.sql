-- The sequences that number columns, and what is not the default of their types.
SELECT
    p.refobjid AS table_oid,
    p.refobjsubid AS number,
    p.deptype = 'a' AS is_serial,
    c.relname AS name,
    nullif(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END) AS start,
    nullif(s.seqincrement, 1) AS increment,
    nullif(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE -l.top - 1 END) AS min,
    nullif(s.seqmax, CASE WHEN s.seqincrement > 0 THEN l.top ELSE -1 END) AS max,
    nullif(s.seqcache, 1) AS cache,
    l.top AS greatest,
    s.seqcycle AS cycle
FROM pg_catalog.pg_sequence s
{sequence_top}
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_depend p ON p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND p.objid = s.seqrelid
    AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND p.refobjsubid > 0
    AND (p.deptype = 'i' OR p.deptype = 'a' AND {is_serial(s.seqrelid, p.refobjid, p.refobjsubid)})
