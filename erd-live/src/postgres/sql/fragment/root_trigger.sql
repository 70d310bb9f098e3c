-- The trigger of the partitioned table that a partition's trigger `g` was made from, as `r.root`.
CROSS JOIN LATERAL (
    WITH RECURSIVE up (oid, parent) AS (
        SELECT g.oid, g.tgparentid
        UNION ALL
        SELECT t.oid, t.tgparentid FROM up JOIN pg_catalog.pg_trigger t ON t.oid = up.parent
    )
    SELECT up.oid AS root FROM up WHERE up.parent = 0
) r
