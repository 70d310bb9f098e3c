-- The tables, those without columns among them, and what the model has no place for.
SELECT
    c.oid,
    n.nspname AS namespace,
    c.relname AS name,
    CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_key,
    CASE WHEN c.relkind = 'p' THEN (
        SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.place)
        FROM pg_catalog.pg_partitioned_table p
        CROSS JOIN LATERAL pg_catalog.unnest(p.partattrs::pg_catalog.int2[]) WITH ORDINALITY k(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE p.partrelid = c.oid
    ) END AS partition_columns,
    (
        SELECT pg_catalog.string_agg(o.text, ', ')
        FROM (
            SELECT pg_catalog.unnest(c.reloptions) AS text
            UNION ALL
            SELECT 'toast.' || pg_catalog.unnest(x.reloptions)
            FROM pg_catalog.pg_class x WHERE x.oid = c.reltoastrelid
        ) o
    ) AS options,
    {has_columns} AS has_columns,
    c.relpersistence = 'u' AS unlogged,
    c.relrowsecurity AS row_security,
    c.relforcerowsecurity AS forced_row_security,
    pg_catalog.concat_ws(', ',
        CASE WHEN c.reltablespace <> 0 THEN 'tablespace' END,
        CASE WHEN m.amname <> 'heap' THEN 'access method ' || m.amname END,
        CASE WHEN c.reloftype <> 0 THEN 'of type ' || pg_catalog.format_type(c.reloftype, NULL) END
    ) AS others
FROM {tables}
LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
ORDER BY n.nspname <> 'public', n.nspname COLLATE "C", c.relname COLLATE "C"
