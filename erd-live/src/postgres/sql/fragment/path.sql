-- A name in a namespace as SQL, bare where it is in the default one.
CASE WHEN {namespace} = 'public' THEN '' ELSE pg_catalog.quote_ident({namespace}) || '.' END
    || pg_catalog.quote_ident({name})
