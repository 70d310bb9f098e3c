-- The values of enums, in their order.
SELECT
    e.enumtypid AS type_oid,
    e.enumlabel AS label
FROM pg_catalog.pg_enum e
ORDER BY e.enumtypid, e.enumsortorder
