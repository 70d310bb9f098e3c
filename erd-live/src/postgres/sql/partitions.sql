-- The partitions of tables, and what the model has no place for.
SELECT
    i.inhparent AS parent,
    c.oid,
    n.nspname AS namespace,
    c.relname AS name,
    pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bounds,
    CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key,
    c.relkind IN ('r', 'p') AS is_table,
    pg_catalog.concat_ws(', ',
        CASE WHEN c.reltablespace <> 0 AND c.reltablespace <> p.reltablespace THEN 'tablespace' END,
        CASE WHEN m.amname <> 'heap' THEN 'access method ' || m.amname END,
        (
            SELECT 'generated column ' || pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            JOIN pg_catalog.pg_attribute pa ON pa.attrelid = p.oid AND pa.attname = a.attname AND pa.attnum > 0
            JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.oid AND pd.adnum = pa.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> ''
                AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) <> pg_catalog.pg_get_expr(pd.adbin, pd.adrelid)
            HAVING count(*) > 0
        ),
        -- Those of an attached table stand as they were made, which INSERT without a list of columns tells.
        CASE WHEN (
            SELECT pg_catalog.string_agg(a.attname, ',' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        ) <> (
            SELECT pg_catalog.string_agg(a.attname, ',' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
        ) THEN 'order of columns' END
    ) AS others
FROM pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition AND c.relkind IN ('r', 'p', 'f')
JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY n.nspname <> 'public', n.nspname COLLATE "C", c.relname COLLATE "C"
