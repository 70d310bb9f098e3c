-- Comments on relations, which have the number 0, and on their columns.
SELECT
    d.objoid AS oid,
    d.objsubid AS number,
    d.description AS text
FROM pg_catalog.pg_description d
WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objoid >= 16384
