-- The columns of tables, in any order. What `properties` stands for is in erd-ddl.
SELECT
    a.attrelid AS table_oid,
    a.attnum AS number,
    a.attname AS name,
    a.atttypid AS type_oid,
    a.atttypmod AS type_modifier,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_text,
    a.attnotnull AS not_null,
    -- A default names no columns, and 0 spares the server to look up its table.
    pg_catalog.pg_get_expr(d.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE d.adrelid END) AS expression,
    a.attgenerated AS generated,
    a.attidentity AS identity,
    o.collname AS collation,
    on_.nspname AS collation_namespace,
    CASE WHEN a.attstorage <> t.typstorage OR a.attcompression <> '' THEN
        pg_catalog.concat_ws(' ',
            CASE WHEN a.attstorage <> t.typstorage THEN
                CASE a.attstorage
                    WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED'
                END
            END,
            CASE a.attcompression WHEN 'p' THEN 'COMPRESSION pglz' WHEN 'l' THEN 'COMPRESSION lz4' END
        )
    END AS storage,
    a.attislocal AS is_own,
    a.attinhcount > 0 AS is_inherited{properties}
FROM {tables_and_more}
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation AND a.attcollation <> t.typcollation
LEFT JOIN pg_catalog.pg_namespace on_ ON on_.oid = o.collnamespace
