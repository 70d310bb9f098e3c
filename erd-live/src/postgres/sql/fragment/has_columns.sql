-- Whether the table `c` has a column, which PostgreSQL does not ask for.
EXISTS (SELECT 1 FROM pg_catalog.pg_attribute ea WHERE ea.attrelid = c.oid AND ea.attnum > 0 AND NOT ea.attisdropped)
