-- The greatest number of the type of a sequence `s`, as `l.top`.
CROSS JOIN LATERAL (
    SELECT CASE pg_catalog.format_type(s.seqtypid, NULL)
        WHEN 'smallint' THEN 32767 WHEN 'integer' THEN 2147483647 ELSE 9223372036854775807
    END::pg_catalog.int8 AS top
) l
