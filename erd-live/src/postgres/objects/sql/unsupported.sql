-- What is named and not described.
SELECT
    'base type' AS kind,
    n.nspname AS namespace,
    t.typname AS name
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    AND t.typtype = 'b'
    AND t.typelem = 0
    AND {user_namespace}
    AND {not_of_extension(pg_type, t.oid)}
UNION ALL
SELECT 'operator class', n.nspname, o.opcname
FROM pg_catalog.pg_opclass o
JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace AND {user_namespace} AND {not_of_extension(pg_opclass, o.oid)}
UNION ALL
SELECT 'operator family', n.nspname, o.opfname
FROM pg_catalog.pg_opfamily o
JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_opfamily, o.oid)}
UNION ALL
SELECT 'conversion', n.nspname, o.conname
FROM pg_catalog.pg_conversion o
JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
    AND {user_namespace}
    AND {not_of_extension(pg_conversion, o.oid)}
UNION ALL
SELECT 'text search parser', n.nspname, o.prsname
FROM pg_catalog.pg_ts_parser o
JOIN pg_catalog.pg_namespace n ON n.oid = o.prsnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_ts_parser, o.oid)}
UNION ALL
SELECT 'text search template', n.nspname, o.tmplname
FROM pg_catalog.pg_ts_template o
JOIN pg_catalog.pg_namespace n ON n.oid = o.tmplnamespace
    AND {user_namespace}
    AND {not_of_extension(pg_ts_template, o.oid)}
UNION ALL
SELECT 'language', NULL, o.lanname
FROM pg_catalog.pg_language o
WHERE o.oid >= 16384
    AND {not_of_extension(pg_language, o.oid)}
UNION ALL
SELECT 'transform', NULL, pg_catalog.format_type(o.trftype, NULL)
FROM pg_catalog.pg_transform o
WHERE {not_of_extension(pg_transform, o.oid)}
UNION ALL
SELECT 'access method', NULL, o.amname
FROM pg_catalog.pg_am o
WHERE o.oid >= 16384
    AND {not_of_extension(pg_am, o.oid)}
UNION ALL
SELECT 'foreign data wrapper', NULL, o.fdwname
FROM pg_catalog.pg_foreign_data_wrapper o
WHERE {not_of_extension(pg_foreign_data_wrapper, o.oid)}
UNION ALL
SELECT 'user mapping', NULL, o.usename || ' on ' || o.srvname
FROM pg_catalog.pg_user_mappings o
UNION ALL
SELECT 'publication', NULL, o.pubname
FROM pg_catalog.pg_publication o
UNION ALL
SELECT
    'default privileges',
    n.nspname,
    pg_catalog.pg_get_userbyid(o.defaclrole) || ' on '
        || CASE o.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
            WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END
FROM pg_catalog.pg_default_acl o
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.defaclnamespace
UNION ALL
SELECT 'privileges on', n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't'
    AND c.relacl IS NOT NULL
    AND {user_namespace}
    AND {not_of_extension(pg_class, c.oid)}
UNION ALL
SELECT 'privileges on column', n.nspname, c.relname || '.' || a.attname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
WHERE c.relpersistence <> 't'
    AND NOT a.attisdropped
    AND {user_namespace}
    AND {not_of_extension(pg_class, c.oid)}
UNION ALL
SELECT 'privileges on', n.nspname, o.proname || '(' || pg_catalog.oidvectortypes(o.proargtypes) || ')'
FROM pg_catalog.pg_proc o
JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace
    AND o.proacl IS NOT NULL
    AND {user_namespace}
    AND {not_of_extension(pg_proc, o.oid)}
UNION ALL
SELECT 'privileges on type', n.nspname, t.typname
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    AND t.typacl IS NOT NULL
    AND {user_namespace}
    AND {not_of_extension(pg_type, t.oid)}
UNION ALL
SELECT 'privileges on schema', NULL, n.nspname
FROM pg_catalog.pg_namespace n
WHERE n.nspacl IS NOT NULL
    AND n.nspacl
        IS DISTINCT FROM (SELECT i.initprivs FROM pg_catalog.pg_init_privs i
            WHERE i.objoid = n.oid AND i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass)
    AND n.nspname <> 'public'
    AND {user_namespace}
UNION ALL
-- The foreign keys of a table are checked by triggers, and an owner can turn them off.
SELECT 'triggers of foreign keys are disabled:', n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND {user_namespace}
WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g WHERE g.tgrelid = c.oid AND g.tgisinternal AND g.tgenabled <> 'O')
UNION ALL
SELECT 'invalid index', n.nspname, r.relname
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid AND r.relkind = 'i'
JOIN pg_catalog.pg_class c ON c.oid = x.indrelid AND (c.relkind = 'm' OR c.relispartition)
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace AND {user_namespace}
WHERE NOT x.indisvalid
UNION ALL
SELECT 'name of an index in a setting of', n.nspname, c.relname
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND {user_namespace}
WHERE (x.indisclustered OR x.indisreplident)
    AND NOT {has_usual_name}
UNION ALL
SELECT 'tablespace of index', n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('i', 'I')
    AND c.reltablespace <> 0
    AND {user_namespace}
UNION ALL
SELECT 'tablespace of', n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'm'
    AND c.reltablespace <> 0
    AND {user_namespace}
UNION ALL
SELECT 'parameters of partitioned index', n.nspname, r.relname
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid AND r.relkind = 'I' AND r.reloptions IS NOT NULL
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace AND {user_namespace}
WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = r.oid AND k.contype IN ('p', 'x'))
