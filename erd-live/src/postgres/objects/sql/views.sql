-- Views and materialized views.
SELECT
    'pg_class' AS class,
    c.oid,
    CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END AS kind,
    n.nspname AS namespace,
    c.relname AS name,
    {comment(pg_class, c.oid)} AS comment,
    'CREATE ' || CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW ' ELSE  'VIEW ' END || {path(n.nspname, c.relname)}
        || CASE WHEN m.amname <> 'heap' THEN ' USING ' || pg_catalog.quote_ident(m.amname) ELSE '' END
        || coalesce(' WITH (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')', '') || E' AS\n'
        || pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';')
        || CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN E'\nWITH NO DATA' ELSE '' END AS statement,
    0 AS place
FROM pg_catalog.pg_class c
{relation}
LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
WHERE c.relkind IN ('v', 'm')
UNION ALL
SELECT 'pg_class', c.oid, 'view', n.nspname, c.relname, NULL, 'ALTER VIEW ' || {path(n.nspname, c.relname)} || d.clause, d.place
FROM pg_catalog.pg_class c
{relation}
-- OFFSET, so that this is asked for each view: there are as many defaults as columns of tables.
CROSS JOIN LATERAL (
    SELECT
        ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname)
            || ' SET DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS clause,
        a.attnum AS place
    FROM pg_catalog.pg_attrdef d
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE d.adrelid = c.oid
    OFFSET 0
) d
WHERE c.relkind = 'v'
ORDER BY oid, place
