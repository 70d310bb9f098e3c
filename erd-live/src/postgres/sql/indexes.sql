-- The columns of the indexes of tables, those of an index together. The collation is NULL where it is the column's.
SELECT
    x.indrelid AS table_oid,
    x.indexrelid AS index_oid,
    r.relname AS name,
    m.amname AS method,
    x.indisunique AS is_unique,
    x.indisvalid AS valid,
    pg_catalog.pg_get_expr(x.indpred, x.indrelid) AS predicate,
    pg_catalog.array_to_string(r.reloptions, ', ') AS options,
    {since 15: x.indnullsnotdistinct; else false} AS nulls_not_distinct,
    x.indkey[g.i - 1] AS column_number,
    CASE WHEN x.indkey[g.i - 1] = 0 THEN pg_catalog.pg_get_indexdef(x.indexrelid, g.i, false) END AS expression,
    CASE WHEN NOT p.opcdefault OR ia.attoptions IS NOT NULL THEN
        CASE WHEN pg_catalog.pg_opclass_is_visible(p.oid) THEN '' ELSE pg_catalog.quote_ident(pn.nspname) || '.' END
        || pg_catalog.quote_ident(p.opcname)
        || coalesce(' (' || pg_catalog.array_to_string(ia.attoptions, ', ') || ')', '')
    END AS operator_class,
    x.indoption[g.i - 1] AS flags,
    CASE
        WHEN x.indkey[g.i - 1] <> 0 AND x.indcollation[g.i - 1] <> 0 AND x.indcollation[g.i - 1] <> (
            SELECT ba.attcollation FROM pg_catalog.pg_attribute ba
            WHERE ba.attrelid = x.indrelid AND ba.attnum = x.indkey[g.i - 1]
        ) THEN ic.collname
        -- An expression has a collation of its own, which no catalog has: the whole text says where the key has another.
        WHEN x.indkey[g.i - 1] = 0 AND pg_catalog.strpos(
            pg_catalog.pg_get_indexdef(x.indexrelid),
            pg_catalog.pg_get_indexdef(x.indexrelid, g.i, false) || ' COLLATE '
        ) > 0 THEN ic.collname
    END AS collation,
    icn.nspname AS collation_namespace,
    m.amname = 'btree' AS is_btree
FROM {tables_and_more}
JOIN pg_catalog.pg_index x ON x.indrelid = c.oid
JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid
JOIN pg_catalog.pg_am m ON m.oid = r.relam
CROSS JOIN LATERAL pg_catalog.generate_series(1, x.indnatts) AS g(i)
LEFT JOIN pg_catalog.pg_opclass p ON g.i <= x.indnkeyatts AND p.oid = x.indclass[g.i - 1]
LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.opcnamespace
-- The system's own operator classes for btree and hash take no options.
LEFT JOIN pg_catalog.pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = g.i
    AND (p.oid >= 16384 OR m.amname NOT IN ('btree', 'hash'))
LEFT JOIN pg_catalog.pg_collation ic ON g.i <= x.indnkeyatts AND ic.oid = x.indcollation[g.i - 1]
LEFT JOIN pg_catalog.pg_namespace icn ON icn.oid = ic.collnamespace
ORDER BY x.indrelid, r.relname COLLATE "C", g.i
