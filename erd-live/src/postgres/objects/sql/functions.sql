-- Functions and procedures.
SELECT
    'pg_proc' AS class,
    f.oid,
    CASE f.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
    n.nspname AS namespace,
    f.proname AS name,
    pg_catalog.oidvectortypes(f.proargtypes) AS arguments,
    {comment(pg_proc, f.oid)} AS comment,
    pg_catalog.pg_get_functiondef(f.oid) AS statement
FROM pg_catalog.pg_proc f
JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
    AND f.prokind <> 'a'
    AND {user_namespace}
    AND {not_of_extension(pg_proc, f.oid)}
    -- The functions of a range type come with it.
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p
        WHERE p.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.objid = f.oid AND p.deptype = 'i')
