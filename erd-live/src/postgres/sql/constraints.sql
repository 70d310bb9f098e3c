-- The constraints of tables. A NOT NULL of a column is one since PostgreSQL 18; only what the column does not say is of
-- interest.
SELECT
    k.conrelid AS table_oid,
    k.conname AS name,
    k.contype AS kind,
    k.conkey AS columns,
    k.confrelid AS target,
    k.confkey AS target_columns,
    k.confdeltype AS on_delete,
    k.confupdtype AS on_update,
    k.confmatchtype AS matching,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    k.convalidated AS validated,
    pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS expression,
    k.conindid AS index_oid,
    k.connoinherit AS no_inherit,
    {since 15: k.confdelsetcols; else NULL} AS set_columns,
    {since 18: k.conenforced; else true} AS enforced,
    {since 18: k.conperiod; else false} AS is_period,
    CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition
FROM {tables_and_more}
JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
    AND k.conparentid = 0
    AND (k.contype <> 'c' OR k.conislocal)
    AND ({since 18: k.contype <> 'n' OR k.connoinherit OR NOT k.convalidated; else true})
ORDER BY k.conrelid, k.conname COLLATE "C"
