-- The columns `a` of partitions `r`, with those of the table at the top `ra`.
{partitions}
JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND r.relkind IN ('r', 'p')
JOIN pg_catalog.pg_attribute ra ON ra.attrelid = pg_catalog.pg_partition_root(r.oid) AND ra.attname = a.attname
    AND ra.attnum > 0
