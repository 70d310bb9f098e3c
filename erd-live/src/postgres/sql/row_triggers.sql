-- BEFORE triggers for each row that run on INSERT or UPDATE, unconditionally enabled, of any column.
SELECT
    g.tgrelid AS table_oid,
    g.oid,
    g.tgname AS name,
    f.oid AS function_oid,
    fn.nspname AS function_namespace,
    f.proname AS function,
    f.prosrc AS body,
    g.tgtype & 20 = 16 AS on_update
FROM {tables_and_more}
JOIN pg_catalog.pg_trigger g ON g.tgrelid = c.oid
    AND NOT g.tgisinternal
    AND g.tgparentid = 0
    AND g.tgtype & 3 = 3
    AND g.tgtype & 28 IN (4, 16)
    AND g.tgattr::pg_catalog.text = ''
    AND g.tgenabled = 'O'
    AND g.tgnargs = 0
JOIN pg_catalog.pg_proc f ON f.oid = g.tgfoid
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
ORDER BY g.tgrelid, g.tgname COLLATE "C"
