-- Collations. The column that holds an ICU locale has moved twice.
SELECT
    'pg_collation' AS class,
    o.oid,
    'collation' AS kind,
    n.nspname AS namespace,
    o.collname AS name,
    {comment(pg_collation, o.oid)} AS comment,
    'CREATE COLLATION ' || {path(n.nspname, o.collname)} || ' (provider = '
        || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END
        || CASE WHEN o.collisdeterministic THEN '' ELSE ', deterministic = false' END
        || CASE
            WHEN l.locale IS NULL AND o.collcollate IS DISTINCT FROM o.collctype
            THEN ', lc_collate = ' || pg_catalog.quote_literal(o.collcollate)
                || ', lc_ctype = ' || pg_catalog.quote_literal(o.collctype)
            ELSE ', locale = ' || pg_catalog.quote_literal(coalesce(l.locale, o.collcollate))
        END
        || {since 16: coalesce(', rules = ' || pg_catalog.quote_literal(o.collicurules), ''); else ''} || ')' AS statement
FROM pg_catalog.pg_collation o
JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_collation, o.oid)}
CROSS JOIN LATERAL (SELECT {since 17: o.colllocale; since 15: o.colliculocale; else NULL::pg_catalog.text} AS locale) l
