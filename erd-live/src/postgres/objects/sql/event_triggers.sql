-- Event triggers.
SELECT
    'pg_event_trigger' AS class,
    v.oid,
    'event trigger' AS kind,
    v.evtname AS name,
    {comment(pg_event_trigger, v.oid)} AS comment,
    s.sql AS statement
FROM pg_catalog.pg_event_trigger v
CROSS JOIN LATERAL (
    SELECT
        0 AS place,
        'CREATE EVENT TRIGGER ' || pg_catalog.quote_ident(v.evtname) || ' ON ' || v.evtevent
            || coalesce(' WHEN TAG IN ('
                || (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(t), ', ') FROM pg_catalog.unnest(v.evttags) t)
                || ')', '')
            || ' EXECUTE FUNCTION ' || v.evtfoid::pg_catalog.regproc::pg_catalog.text || '()' AS sql
    UNION ALL
    SELECT
        1,
        'ALTER EVENT TRIGGER ' || pg_catalog.quote_ident(v.evtname)
            || CASE v.evtenabled WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE ALWAYS' END
    WHERE v.evtenabled <> 'O'
) s
WHERE {not_of_extension(pg_event_trigger, v.oid)}
ORDER BY v.oid, s.place
