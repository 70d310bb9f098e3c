-- Foreign tables.
SELECT
    'pg_class' AS class,
    c.oid,
    'foreign table' AS kind,
    n.nspname AS namespace,
    c.relname AS name,
    {comment(pg_class, c.oid)} AS comment,
    'CREATE FOREIGN TABLE ' || {path(n.nspname, c.relname)} || ' ('
        || coalesce((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' '
            || pg_catalog.format_type(a.atttypid, a.atttypmod) || {options(a.attfdwoptions)}
            || CASE
                WHEN a.attcollation <> at.typcollation THEN ' COLLATE '
                    || a.attcollation::pg_catalog.regcollation::pg_catalog.text
                ELSE '' END
            || CASE
                WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                    || ') STORED'
                ELSE coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') END
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', '
            ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
        || coalesce((SELECT pg_catalog.string_agg(', CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' '
            || pg_catalog.pg_get_constraintdef(k.oid), ''
            ORDER BY k.conname COLLATE "C")
            FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c'), '')
        || ') SERVER ' || pg_catalog.quote_ident(s.srvname) || {options(f.ftoptions)} AS statement
FROM pg_catalog.pg_foreign_table f
JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid AND NOT c.relispartition
{relation}
JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
