-- What an extension owns is the extension's business. The class that is referred to lets the server begin there.
NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.{class}'::pg_catalog.regclass AND e.objid = {oid} AND e.deptype = 'e'
        AND e.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
)
