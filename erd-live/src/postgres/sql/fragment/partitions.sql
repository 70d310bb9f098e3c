-- Partitions `r`.
pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class r ON r.oid = i.inhrelid AND r.relispartition
