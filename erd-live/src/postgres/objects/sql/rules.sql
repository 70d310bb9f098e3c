-- Rewrite rules.
SELECT
    'pg_rewrite' AS class,
    u.oid,
    'rule' AS kind,
    u.rulename AS name,
    n.nspname AS table_namespace,
    c.relname AS table_name,
    {comment(pg_rewrite, u.oid)} AS comment,
    pg_catalog.pg_get_ruledef(u.oid) AS statement,
    0 AS place
FROM pg_catalog.pg_rewrite u
JOIN pg_catalog.pg_class c ON c.oid = u.ev_class AND u.rulename <> '_RETURN'
{relation}
UNION ALL
SELECT
    'pg_rewrite',
    u.oid,
    'rule',
    u.rulename,
    n.nspname,
    c.relname,
    NULL,
    'ALTER TABLE ' || {path(n.nspname, c.relname)}
        || CASE u.ev_enabled WHEN 'D' THEN ' DISABLE RULE ' WHEN 'R' THEN ' ENABLE REPLICA RULE '
            ELSE ' ENABLE ALWAYS RULE ' END
        || pg_catalog.quote_ident(u.rulename),
    1
FROM pg_catalog.pg_rewrite u
JOIN pg_catalog.pg_class c ON c.oid = u.ev_class AND u.rulename <> '_RETURN' AND u.ev_enabled <> 'O'
{relation}
ORDER BY oid, place
