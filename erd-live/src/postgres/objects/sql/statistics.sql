-- Extended statistics; a target of its own is a second statement.
SELECT
    'pg_statistic_ext' AS class,
    s.oid,
    'statistics' AS kind,
    n.nspname AS namespace,
    s.stxname AS name,
    {comment(pg_statistic_ext, s.oid)} AS comment,
    pg_catalog.pg_get_statisticsobjdef(s.oid) AS statement,
    0 AS place
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_statistic_ext, s.oid)}
UNION ALL
SELECT
    'pg_statistic_ext',
    s.oid,
    'statistics',
    n.nspname,
    s.stxname,
    NULL,
    'ALTER STATISTICS ' || {path(n.nspname, s.stxname)} || ' SET STATISTICS ' || s.stxstattarget,
    1
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
    AND s.stxstattarget >= 0
    AND {user_namespace}
    AND {not_of_extension(pg_statistic_ext, s.oid)}
ORDER BY oid, place
