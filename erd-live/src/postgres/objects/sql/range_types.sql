-- Range types.
SELECT
    'pg_type' AS class,
    t.oid,
    'type' AS kind,
    n.nspname AS namespace,
    t.typname AS name,
    {comment(pg_type, t.oid)} AS comment,
    'CREATE TYPE ' || {path(n.nspname, t.typname)} || ' AS RANGE (subtype = '
        || pg_catalog.format_type(r.rngsubtype, NULL)
        || CASE WHEN o.opcdefault THEN '' ELSE ', subtype_opclass = ' || pg_catalog.quote_ident(o.opcname) END
        || CASE
            WHEN r.rngcollation <> s.typcollation THEN ', collation = '
                || r.rngcollation::pg_catalog.regcollation::pg_catalog.text
            ELSE '' END
        || CASE WHEN r.rngcanonical <> 0 THEN ', canonical = ' || r.rngcanonical::pg_catalog.text ELSE '' END
        || CASE WHEN r.rngsubdiff <> 0 THEN ', subtype_diff = ' || r.rngsubdiff::pg_catalog.text ELSE '' END
        || coalesce(', multirange_type_name = ' || pg_catalog.quote_ident(m.typname), '') || ')' AS statement
FROM pg_catalog.pg_range r
JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND {user_namespace} AND {not_of_extension(pg_type, t.oid)}
