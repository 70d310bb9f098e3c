-- Whether the index `r` of `c` has a name that the server or the model gives it: one that a partition has by way of its
-- table is called after the partition and its columns.
(
    NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_inherits uh
        JOIN pg_catalog.pg_index ux ON ux.indexrelid = uh.inhparent AND ux.indisvalid
        WHERE uh.inhrelid = r.oid
    )
    OR r.relname = c.relname || '_pkey'
    OR r.relname IN (
        SELECT c.relname || '_' || (
            SELECT pg_catalog.string_agg(ua.attname, '_' ORDER BY ua.attnum)
            FROM pg_catalog.pg_attribute ua
            WHERE ua.attrelid = r.oid AND ua.attnum > 0
        ) || ending
        FROM (VALUES ('_idx'), ('_key')) usual (ending)
    )
)
