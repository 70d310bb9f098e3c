-- Aggregates, which have no function that prints them.
SELECT
    'pg_proc' AS class,
    f.oid,
    'aggregate' AS kind,
    n.nspname AS namespace,
    f.proname AS name,
    i.arguments,
    {comment(pg_proc, f.oid)} AS comment,
    'CREATE AGGREGATE ' || {path(n.nspname, f.proname)} || '(' || i.arguments || ') (SFUNC = '
        || a.aggtransfn::pg_catalog.text || ', STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL)
        || CASE WHEN a.aggtransspace <> 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END
        || CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::pg_catalog.text ELSE '' END
        || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
        || CASE WHEN a.aggfinalfn <> 0 AND a.aggfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END::"char"
            THEN ', FINALFUNC_MODIFY = '
                || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
            ELSE '' END
        || CASE WHEN a.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || a.aggcombinefn::pg_catalog.text ELSE '' END
        || CASE WHEN a.aggserialfn <> 0 THEN ', SERIALFUNC = ' || a.aggserialfn::pg_catalog.text ELSE '' END
        || CASE WHEN a.aggdeserialfn <> 0 THEN ', DESERIALFUNC = ' || a.aggdeserialfn::pg_catalog.text ELSE '' END
        || coalesce(', INITCOND = ' || pg_catalog.quote_literal(a.agginitval), '')
        || CASE
            WHEN a.aggmtransfn <> 0 THEN ', MSFUNC = ' || a.aggmtransfn::pg_catalog.text || ', MINVFUNC = '
                || a.aggminvtransfn::pg_catalog.text || ', MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, NULL)
            ELSE '' END
        || CASE WHEN a.aggmtransspace <> 0 THEN ', MSSPACE = ' || a.aggmtransspace ELSE '' END
        || CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || a.aggmfinalfn::pg_catalog.text ELSE '' END
        || CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END
        || coalesce(', MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval), '')
        || CASE WHEN a.aggsortop <> 0 THEN ', SORTOP = OPERATOR(' || os.nspname || '.' || op.oprname || ')'
            ELSE '' END
        || CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END
        || CASE f.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END
        || ')' AS statement
FROM pg_catalog.pg_proc f
JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = f.oid
JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace AND {user_namespace} AND {not_of_extension(pg_proc, f.oid)}
LEFT JOIN pg_catalog.pg_operator op ON op.oid = a.aggsortop
LEFT JOIN pg_catalog.pg_namespace os ON os.oid = op.oprnamespace
CROSS JOIN LATERAL (
    SELECT coalesce(nullif(pg_catalog.pg_get_function_identity_arguments(f.oid), ''), '*') AS arguments
) i
