-- Comments on what has no place for one: what COMMENT ON is followed by, the text, and the catalog and oid of what owns it.
SELECT
    'CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ON ' || {path(n.nspname, c.relname)} AS name,
    d.description AS text,
    'pg_class' AS owner_class,
    c.oid AS owner
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
    AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
-- The objects among them have theirs.
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    AND NOT {since 18: k.conperiod; else false}
    AND (NOT c.relispartition OR k.conparentid <> 0 OR k.coninhcount > 0)
{relation}
UNION ALL
SELECT
    'CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ON DOMAIN ' || {path(n.nspname, t.typname)},
    d.description,
    'pg_type',
    t.oid
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
    AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
JOIN pg_catalog.pg_type t ON t.oid = k.contypid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND {user_namespace}
UNION ALL
SELECT
    'COLUMN ' || {path(n.nspname, c.relname)} || '.' || pg_catalog.quote_ident(a.attname),
    d.description,
    'pg_class',
    c.oid
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class c ON c.oid = d.objoid
    AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objsubid > 0
    AND (c.relkind IN ('v', 'm', 'f', 'c') OR c.relispartition)
{relation}
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
UNION ALL
SELECT
    CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' WHEN 'i' THEN 'INDEX ' ELSE 'TABLE ' END || {path(n.nspname, c.relname)},
    d.description,
    'pg_class',
    coalesce(q.refobjid, x.indrelid, c.oid)
FROM pg_catalog.pg_description d
JOIN pg_catalog.pg_class c ON c.oid = d.objoid
    AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objsubid = 0
{relation}
LEFT JOIN pg_catalog.pg_depend q ON c.relkind = 'S'
    AND q.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND q.objid = c.oid
    AND q.refobjsubid > 0
    AND q.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid
LEFT JOIN pg_catalog.pg_class xc ON xc.oid = x.indrelid
WHERE c.relispartition
    OR q.refobjid IS NOT NULL
    OR (x.indrelid IS NOT NULL AND xc.relkind = 'r' AND (x.indisprimary OR x.indisexclusion))
