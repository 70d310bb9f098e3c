-- The tables `c` and their namespaces `n`: no partitions, nothing of an extension.
pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relpersistence <> 't' AND {user_namespace} AND {not_of_extension(pg_class, c.oid)}
