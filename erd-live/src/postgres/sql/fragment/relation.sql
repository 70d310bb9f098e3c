-- Joins the namespace `n` of a relation `c` that is the user's.
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND {user_namespace} AND c.relpersistence <> 't'
    AND {not_of_extension(pg_class, c.oid)}
