-- The comment of an object. `obj_description` is a function in SQL with a query inside, which is not inlined and takes ten
-- times as long.
(
    SELECT dd.description FROM pg_catalog.pg_description dd
    WHERE dd.objoid = {oid} AND dd.classoid = 'pg_catalog.{class}'::pg_catalog.regclass AND dd.objsubid = 0
)
