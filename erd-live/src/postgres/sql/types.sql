-- All types but those of rows and their arrays, which are as many as there are tables.
SELECT
    t.oid,
    n.nspname AS namespace,
    t.typname AS name,
    t.typtype AS kind,
    CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END AS element,
    t.typbasetype AS base,
    t.typtypmod AS base_modifier,
    CASE WHEN t.typtype = 'e' THEN {comment(pg_type, t.oid)} END AS comment,
    t.typtype = 'e' AND NOT {not_of_extension(pg_type, t.oid)} AS is_of_extension,
    pg_catalog.format_type(t.oid, NULL) AS text
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type e ON t.typcategory = 'A' AND e.oid = t.typelem
WHERE t.typtype <> 'c'
    AND e.typtype IS DISTINCT FROM 'c'
