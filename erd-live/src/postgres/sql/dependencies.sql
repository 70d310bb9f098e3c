-- What depends on what, perhaps twice. Which column owns a sequence is a setting of its table.
SELECT
    CASE WHEN b.oid IS NULL THEN k.relname ELSE 'pg_class' END AS class,
    coalesce(b.adrelid, d.objid) AS oid,
    rk.relname AS target_class,
    d.refobjid AS target
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_class k ON k.oid = d.classid
JOIN pg_catalog.pg_class rk ON rk.oid = d.refclassid
-- What a default depends on, its table does.
LEFT JOIN pg_catalog.pg_attrdef b ON b.oid = d.objid AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
WHERE d.objid >= 16384
    AND d.refobjid >= 16384
    AND d.deptype IN ('n', 'a')
    AND rk.relname IN (
        'pg_class', 'pg_type', 'pg_proc', 'pg_operator', 'pg_collation', 'pg_ts_config', 'pg_ts_dict',
        'pg_foreign_server', 'pg_cast'
    )
    AND NOT (d.deptype = 'a' AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass)
    AND NOT (d.deptype = 'a' AND d.refobjsubid > 0 AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND EXISTS (SELECT 1 FROM pg_catalog.pg_class q WHERE q.oid = d.objid AND q.relkind = 'S'))
UNION ALL
-- What a partition's trigger does otherwise is said once the table's trigger is there.
SELECT 'trigger state', g.oid, 'pg_trigger', r.root
FROM pg_catalog.pg_trigger g
{root_trigger}
WHERE g.tgparentid <> 0
    AND NOT g.tgisinternal
