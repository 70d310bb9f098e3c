-- Foreign servers.
SELECT
    'pg_foreign_server' AS class,
    s.oid,
    'server' AS kind,
    s.srvname AS name,
    {comment(pg_foreign_server, s.oid)} AS comment,
    'CREATE SERVER ' || pg_catalog.quote_ident(s.srvname)
        || coalesce(' TYPE ' || pg_catalog.quote_literal(s.srvtype), '')
        || coalesce(' VERSION ' || pg_catalog.quote_literal(s.srvversion), '') || ' FOREIGN DATA WRAPPER '
        || pg_catalog.quote_ident(w.fdwname) || {options(s.srvoptions)} AS statement
FROM pg_catalog.pg_foreign_server s
JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE {not_of_extension(pg_foreign_server, s.oid)}
