-- Settings of tables, partitions and columns that the model has no place for, each a statement of its own: a clause of ALTER

WITH stated AS MATERIALIZED (
    SELECT a.attrelid, a.attnum, a.attname, a.attstattarget, a.attoptions
    FROM pg_catalog.pg_attribute a
    WHERE a.attnum > 0
        AND NOT a.attisdropped
        AND a.attrelid >= 16384
        AND (a.attstattarget >= 0 OR pg_catalog.array_to_string(a.attoptions, ' ') LIKE '%n\_distinct%')
)
SELECT
    s.class,
    s.oid,
    'setting' AS kind,
    s.name,
    n.nspname AS table_namespace,
    c.relname AS table_name,
    -- ONLY, where the clause would go down to other tables, which say for themselves what they are.
    coalesce(s.statement, 'ALTER TABLE '
        || CASE
            WHEN c.relkind = 'p' OR EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid)
            THEN 'ONLY ' ELSE ''
        END
        || {path(n.nspname, c.relname)} || ' ' || s.clause) AS statement
FROM (
    -- Row security of one partition: whoever reads it by its own name is asked for its own policies.
    SELECT 'row security', r.oid, r.oid, 'ROW LEVEL SECURITY', 'ENABLE ROW LEVEL SECURITY', NULL
    FROM {partitions}
    WHERE r.relrowsecurity AND r.relkind IN ('r', 'p', 'f')
    UNION ALL
    -- That of a table is in the model where row security is enabled.
    SELECT 'forced row security', r.oid, r.oid, 'FORCE ROW LEVEL SECURITY', 'FORCE ROW LEVEL SECURITY', NULL
    FROM pg_catalog.pg_class r
    WHERE r.relforcerowsecurity
        AND (r.relispartition OR NOT r.relrowsecurity)
    UNION ALL
    -- A trigger that fires otherwise on one partition. The name says when it fires on the table.
    SELECT
        'trigger state',
        g.oid,
        g.tgrelid,
        CASE rg.tgenabled WHEN 'D' THEN 'DISABLED ' WHEN 'R' THEN 'REPLICA ' WHEN 'A' THEN 'ALWAYS ' ELSE '' END
            || 'TRIGGER ' || g.tgname,
        CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS'
            ELSE 'ENABLE' END
            || ' TRIGGER ' || pg_catalog.quote_ident(g.tgname),
        NULL
    FROM pg_catalog.pg_trigger g
    {root_trigger}
    JOIN pg_catalog.pg_trigger rg ON rg.oid = r.root
    WHERE g.tgparentid <> 0
        AND NOT g.tgisinternal
        AND g.tgenabled <> rg.tgenabled
    UNION ALL
    SELECT
        'storage ' || a.attnum,
        r.oid,
        r.oid,
        'STORAGE ' || a.attname,
        'ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET STORAGE '
            || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED'
                END,
        NULL
    FROM {partition_columns}
    WHERE a.attstorage <> ra.attstorage
    UNION ALL
    SELECT
        'compression ' || a.attnum,
        r.oid,
        r.oid,
        'COMPRESSION ' || a.attname,
        'ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET COMPRESSION '
            || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE 'DEFAULT' END,
        NULL
    FROM {partition_columns}
    WHERE a.attcompression <> ra.attcompression
    UNION ALL
    -- An identity is its table's.
    SELECT
        'default ' || a.attnum,
        r.oid,
        r.oid,
        'DEFAULT ' || a.attname,
        'ALTER COLUMN ' || pg_catalog.quote_ident(a.attname)
            || coalesce(' SET DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), ' DROP DEFAULT'),
        NULL
    FROM {partition_columns}
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_attrdef rd ON rd.adrelid = ra.attrelid AND rd.adnum = ra.attnum
    WHERE a.attgenerated = ''
        AND ra.attgenerated = ''
        AND a.attidentity = ''
        AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) IS DISTINCT FROM pg_catalog.pg_get_expr(rd.adbin, rd.adrelid)
    UNION ALL
    -- One that a key of the partition's own does not make.
    SELECT
        'not null ' || a.attnum,
        r.oid,
        r.oid,
        'NOT NULL ' || a.attname,
        'ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET NOT NULL',
        NULL
    FROM {partition_columns}
    WHERE a.attnotnull AND NOT ra.attnotnull AND NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint k
        WHERE k.conrelid = r.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)
    )
    UNION ALL
    SELECT 'parameters', r.oid, r.oid, 'PARAMETERS', 'SET (' || o.text || ')', NULL
    FROM {partitions}
    CROSS JOIN LATERAL (
        SELECT pg_catalog.string_agg(p.text, ', ') AS text
        FROM (
            SELECT pg_catalog.unnest(r.reloptions) AS text
            UNION ALL
            SELECT 'toast.' || pg_catalog.unnest(x.reloptions)
            FROM pg_catalog.pg_class x WHERE x.oid = r.reltoastrelid
        ) p
    ) o
    WHERE r.relkind IN ('r', 'p')
    UNION ALL
    SELECT
        'persistence',
        r.oid,
        r.oid,
        'PERSISTENCE',
        CASE r.relpersistence WHEN 'u' THEN 'SET UNLOGGED' ELSE 'SET LOGGED' END,
        NULL
    FROM {partitions}
    JOIN pg_catalog.pg_class t ON t.oid = pg_catalog.pg_partition_root(r.oid)
    WHERE r.relkind = 'r'
        AND r.relpersistence <> t.relpersistence
    UNION ALL
    SELECT 'cluster', x.indrelid, x.indrelid, 'CLUSTER', 'CLUSTER ON ' || pg_catalog.quote_ident(r.relname), NULL
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid
    JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
    WHERE x.indisclustered
        AND {has_usual_name}
    UNION ALL
    SELECT
        'replica identity',
        c.oid,
        c.oid,
        'REPLICA IDENTITY',
        'REPLICA IDENTITY '
            || CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                ELSE 'USING INDEX '
                    || (SELECT pg_catalog.quote_ident(r.relname) FROM pg_catalog.pg_index x
                        JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid
                        WHERE x.indrelid = c.oid AND x.indisreplident AND {has_usual_name})
                END,
        NULL
    FROM pg_catalog.pg_class c
    WHERE c.relreplident <> 'd'
        AND c.relkind IN ('r', 'p')
        AND c.oid >= 16384
    UNION ALL
    -- Targets and estimates of the statistics of columns, but those that the model has: of tables that are no partitions.
    SELECT
        'statistics ' || a.attnum,
        a.attrelid,
        a.attrelid,
        'STATISTICS ' || a.attname,
        'ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET STATISTICS ' || a.attstattarget,
        NULL
    FROM stated a
    JOIN pg_catalog.pg_class r ON r.oid = a.attrelid AND (r.relispartition OR r.relkind NOT IN ('r', 'p'))
    WHERE a.attstattarget >= 0
    UNION ALL
    SELECT
        'options ' || a.attnum,
        a.attrelid,
        a.attrelid,
        'OPTIONS ' || a.attname,
        'ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET ('
            || (SELECT pg_catalog.string_agg(o, ', ') FROM pg_catalog.unnest(a.attoptions) o WHERE o ~ s.which)
            || ')',
        NULL
    FROM stated a
    JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
    CROSS JOIN LATERAL (
        SELECT CASE WHEN r.relispartition OR r.relkind NOT IN ('r', 'p') THEN '^n_distinct' ELSE '^n_distinct_inherited=' END
    ) s (which)
    WHERE EXISTS (SELECT 1 FROM pg_catalog.unnest(a.attoptions) o WHERE o ~ s.which)
    UNION ALL
    -- The name of a NOT NULL, which is a constraint since PostgreSQL 18, where somebody gave it one. What ends as the
    -- server's own names do tells what its column was called once; it is kept only under a comment.
    SELECT
        'pg_constraint',
        k.oid,
        k.conrelid,
        'NAME OF NOT NULL ' || a.attname,
        NULL,
        'ALTER TABLE ' || {path(tn.nspname, t.relname)} || ' RENAME CONSTRAINT '
            || pg_catalog.quote_ident(t.relname || '_' || a.attname || '_not_null') || ' TO '
            || pg_catalog.quote_ident(k.conname)
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class t ON t.oid = k.conrelid AND t.relkind IN ('r', 'p') AND NOT t.relispartition
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'n'
        AND k.conislocal
        AND k.coninhcount = 0
        AND k.conname <> t.relname || '_' || a.attname || '_not_null'
        AND pg_catalog.octet_length(t.relname || '_' || a.attname || '_not_null') <= 63
        AND (k.conname !~ '_not_null[0-9]*$' OR {comment(pg_constraint, k.oid)} IS NOT NULL)
    UNION ALL
    -- Of indexes behind keys and exclusion constraints, and of a partition's where they are not its table's. Those of
    -- other indexes are in the model.
    SELECT
        'index parameters',
        r.oid,
        x.indrelid,
        'PARAMETERS OF INDEX ' || r.relname,
        NULL,
        'ALTER INDEX ' || {path(rn.nspname, r.relname)} || ' SET (' || pg_catalog.array_to_string(r.reloptions, ', ')
            || ')'
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid AND r.relkind = 'i' AND r.reloptions IS NOT NULL
    JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
    LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = r.oid
    LEFT JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
    WHERE r.oid >= 16384
        AND (h.inhparent IS NOT NULL AND r.reloptions IS DISTINCT FROM p.reloptions OR h.inhparent IS NULL
            AND EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
                WHERE k.conindid = r.oid AND k.contype IN ('p', 'x')))
    UNION ALL
    -- Statistics targets of the expressions of indexes.
    SELECT
        'index statistics ' || a.attnum,
        r.oid,
        x.indrelid,
        'STATISTICS ' || a.attnum || ' OF INDEX ' || r.relname,
        NULL,
        'ALTER INDEX ' || {path(rn.nspname, r.relname)} || ' ALTER COLUMN ' || a.attnum || ' SET STATISTICS '
            || a.attstattarget
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
    JOIN stated a ON a.attrelid = r.oid AND a.attstattarget >= 0
    UNION ALL
    -- Sequences that a column owns without being numbered by them.
    SELECT
        'sequence owner',
        q.oid,
        t.oid,
        'OWNS ' || {path(qn.nspname, q.relname)},
        NULL,
        'ALTER SEQUENCE ' || {path(qn.nspname, q.relname)} || ' OWNED BY ' || {path(tn.nspname, t.relname)} || '.'
            || pg_catalog.quote_ident(a.attname)
    FROM pg_catalog.pg_class q
    JOIN pg_catalog.pg_namespace qn ON qn.oid = q.relnamespace
    JOIN pg_catalog.pg_depend p ON p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND p.objid = q.oid
        AND p.refobjsubid > 0
        AND p.deptype = 'a'
        AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    JOIN pg_catalog.pg_class t ON t.oid = p.refobjid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.refobjsubid
    WHERE q.relkind = 'S'
        AND NOT {is_serial(q.oid, p.refobjid, p.refobjsubid)}
) s (class, oid, relation, name, clause, statement)
JOIN pg_catalog.pg_class c ON c.oid = s.relation
    AND c.relkind IN ('r', 'p', 'm', 'f')
    AND coalesce(s.clause, s.statement) IS NOT NULL
{relation}
