-- Triggers; another state than enabled is a second statement.
SELECT
    'pg_trigger' AS class,
    g.oid,
    'trigger' AS kind,
    g.tgname AS name,
    n.nspname AS table_namespace,
    c.relname AS table_name,
    {comment(pg_trigger, g.oid)} AS comment,
    pg_catalog.pg_get_triggerdef(g.oid) AS statement,
    0 AS place
FROM pg_catalog.pg_trigger g
JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid AND NOT g.tgisinternal AND g.tgparentid = 0
{relation} AND {not_of_extension(pg_trigger, g.oid)}
UNION ALL
SELECT
    'pg_trigger',
    g.oid,
    'trigger',
    g.tgname,
    n.nspname,
    c.relname,
    NULL,
    'ALTER TABLE ' || {path(n.nspname, c.relname)}
        || CASE g.tgenabled WHEN 'D' THEN ' DISABLE TRIGGER ' WHEN 'R' THEN ' ENABLE REPLICA TRIGGER '
            ELSE ' ENABLE ALWAYS TRIGGER ' END
        || pg_catalog.quote_ident(g.tgname),
    1
FROM pg_catalog.pg_trigger g
JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid AND NOT g.tgisinternal AND g.tgparentid = 0 AND g.tgenabled <> 'O'
{relation} AND {not_of_extension(pg_trigger, g.oid)}
ORDER BY oid, place
