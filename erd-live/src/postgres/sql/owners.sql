-- What belongs to what: the catalog and oid of the part, and of the whole.
SELECT
    'pg_constraint' AS class,
    k.oid,
    CASE WHEN k.contypid <> 0 THEN 'pg_type' ELSE 'pg_class' END AS owner_class,
    CASE WHEN k.contypid <> 0 THEN k.contypid ELSE k.conrelid END AS owner
FROM pg_catalog.pg_constraint k
WHERE k.oid >= 16384
    AND k.contype <> 'f'
UNION ALL
-- What references a key that is an object needs the object.
SELECT 'pg_class', k.conindid, 'pg_constraint', k.oid
FROM pg_catalog.pg_constraint k
WHERE k.contype IN ('p', 'u')
    AND {since 18: k.conperiod; else false}
UNION ALL
SELECT 'pg_rewrite', u.oid, 'pg_class', u.ev_class
FROM pg_catalog.pg_rewrite u
WHERE u.oid >= 16384
    AND u.rulename = '_RETURN'
UNION ALL
SELECT 'pg_class', x.indexrelid, 'pg_class', x.indrelid
FROM pg_catalog.pg_index x
WHERE x.indexrelid >= 16384
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
        WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u') AND {since 18: k.conperiod; else false})
UNION ALL
SELECT 'pg_type', c.reltype, 'pg_class', c.oid
FROM pg_catalog.pg_class c
WHERE c.oid >= 16384
    AND c.reltype <> 0
    AND c.relkind <> 'c'
UNION ALL
SELECT 'pg_class', c.oid, 'pg_type', c.reltype
FROM pg_catalog.pg_class c
WHERE c.oid >= 16384
    AND c.relkind = 'c'
UNION ALL
SELECT 'pg_type', t.typarray, 'pg_type', t.oid
FROM pg_catalog.pg_type t
WHERE t.oid >= 16384
    AND t.typarray <> 0
UNION ALL
SELECT 'pg_type', r.rngmultitypid, 'pg_type', r.rngtypid
FROM pg_catalog.pg_range r
WHERE r.rngtypid >= 16384
UNION ALL
SELECT 'pg_class', i.inhrelid, 'pg_class', i.inhparent
FROM pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition
UNION ALL
SELECT 'pg_class', p.objid, 'pg_class', p.refobjid
FROM pg_catalog.pg_depend p
JOIN pg_catalog.pg_class c ON c.oid = p.objid AND c.relkind = 'S'
WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND p.refobjsubid > 0
    AND p.deptype IN ('a', 'i')
