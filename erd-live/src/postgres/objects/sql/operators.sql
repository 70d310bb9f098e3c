-- Operators and casts.
SELECT
    'pg_operator' AS class,
    o.oid,
    'operator' AS kind,
    'OPERATOR ' || i.path || ' (' || i.left_type || ', ' || pg_catalog.format_type(o.oprright, NULL) || ')' AS name,
    {comment(pg_operator, o.oid)} AS comment,
    'CREATE OPERATOR ' || i.path || ' (FUNCTION = ' || o.oprcode::pg_catalog.text
        || CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || i.left_type ELSE '' END || ', RIGHTARG = '
        || pg_catalog.format_type(o.oprright, NULL)
        || coalesce(', COMMUTATOR = OPERATOR(' || pg_catalog.quote_ident(cn.nspname) || '.' || cm.oprname || ')', '')
        || coalesce(', NEGATOR = OPERATOR(' || pg_catalog.quote_ident(gn.nspname) || '.' || ng.oprname || ')', '')
        || CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest::pg_catalog.text ELSE '' END
        || CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin::pg_catalog.text ELSE '' END
        || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END
        || ')' AS statement
FROM pg_catalog.pg_operator o
JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
    AND o.oprcode <> 0
    AND {user_namespace}
    AND {not_of_extension(pg_operator, o.oid)}
LEFT JOIN pg_catalog.pg_operator cm ON cm.oid = o.oprcom
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = cm.oprnamespace
LEFT JOIN pg_catalog.pg_operator ng ON ng.oid = o.oprnegate
LEFT JOIN pg_catalog.pg_namespace gn ON gn.oid = ng.oprnamespace
CROSS JOIN LATERAL (SELECT pg_catalog.quote_ident(n.nspname) || '.' || o.oprname AS path,
    CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprleft, NULL) END AS left_type) i
UNION ALL
SELECT
    'pg_cast',
    k.oid,
    'operator',
    i.path,
    {comment(pg_cast, k.oid)},
    'CREATE ' || i.path
        || CASE k.castmethod WHEN 'f' THEN ' WITH FUNCTION ' || k.castfunc::pg_catalog.regprocedure::pg_catalog.text
            WHEN 'i' THEN ' WITH INOUT' ELSE ' WITHOUT FUNCTION' END
        || CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
FROM pg_catalog.pg_cast k
CROSS JOIN LATERAL (SELECT 'CAST (' || pg_catalog.format_type(k.castsource, NULL) || ' AS '
    || pg_catalog.format_type(k.casttarget, NULL) || ')' AS path) i
WHERE k.oid >= 16384
    AND {not_of_extension(pg_cast, k.oid)}
    -- That of a range to its multirange comes with the type.
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p
        WHERE p.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND p.objid = k.oid AND p.deptype = 'i')
