-- Row security policies.
SELECT
    'pg_policy' AS class,
    p.oid,
    'policy' AS kind,
    p.polname AS name,
    n.nspname AS table_namespace,
    c.relname AS table_name,
    {comment(pg_policy, p.oid)} AS comment,
    'CREATE POLICY ' || pg_catalog.quote_ident(p.polname) || ' ON ' || {path(n.nspname, c.relname)}
        || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
        || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
            WHEN 'd' THEN ' FOR DELETE' ELSE '' END
        || CASE WHEN p.polroles = ARRAY[0]::pg_catalog.oid[] THEN ''
            ELSE ' TO '
                || (SELECT pg_catalog.string_agg(
                    CASE WHEN r.oid = 0 THEN 'PUBLIC'
                        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.oid)) END, ', '
                    ORDER BY pg_catalog.pg_get_userbyid(r.oid) COLLATE "C")
                    FROM pg_catalog.unnest(p.polroles) r(oid))
            END
        || coalesce(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '')
        || coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS statement
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
{relation}
