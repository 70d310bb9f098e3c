-- Dictionaries and configurations of text search, each mapping a statement.
SELECT
    'pg_ts_dict' AS class,
    d.oid,
    'operator' AS kind,
    'TEXT SEARCH DICTIONARY ' || {path(n.nspname, d.dictname)} AS name,
    {comment(pg_ts_dict, d.oid)} AS comment,
    'CREATE TEXT SEARCH DICTIONARY ' || {path(n.nspname, d.dictname)} || ' (TEMPLATE = '
        || pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.tmplname)
        || coalesce(', ' || d.dictinitoption, '') || ')' AS statement,
    0 AS place,
    '' AS token
FROM pg_catalog.pg_ts_dict d
JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_ts_dict, d.oid)}
UNION ALL
SELECT
    'pg_ts_config',
    g.oid,
    'operator',
    'TEXT SEARCH CONFIGURATION ' || {path(n.nspname, g.cfgname)},
    {comment(pg_ts_config, g.oid)},
    'CREATE TEXT SEARCH CONFIGURATION ' || {path(n.nspname, g.cfgname)} || ' (PARSER = '
        || pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.prsname) || ')',
    0,
    ''
FROM pg_catalog.pg_ts_config g
JOIN pg_catalog.pg_ts_parser p ON p.oid = g.cfgparser
JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
JOIN pg_catalog.pg_namespace n ON n.oid = g.cfgnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_ts_config, g.oid)}
UNION ALL
SELECT
    'pg_ts_config',
    g.oid,
    'operator',
    'TEXT SEARCH CONFIGURATION ' || {path(n.nspname, g.cfgname)},
    NULL,
    'ALTER TEXT SEARCH CONFIGURATION ' || {path(n.nspname, g.cfgname)} || ' ADD MAPPING FOR ' || k.alias || ' WITH '
        || pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::pg_catalog.text, ', ' ORDER BY m.mapseqno),
    1,
    k.alias COLLATE "C"
FROM pg_catalog.pg_ts_config g
JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = g.oid
JOIN LATERAL pg_catalog.ts_token_type(g.cfgparser) k ON k.tokid = m.maptokentype
JOIN pg_catalog.pg_namespace n ON n.oid = g.cfgnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_ts_config, g.oid)}
GROUP BY g.oid, n.nspname, g.cfgname, k.alias
ORDER BY class, oid, place, token
