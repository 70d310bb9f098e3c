-- Whether the column holds integers, never NULL, and its default is the next number of the sequence and nothing else.
(
    EXISTS (
        SELECT 1 FROM pg_catalog.pg_attrdef sd
        WHERE sd.adrelid = {table} AND sd.adnum = {column}
            AND pg_catalog.pg_get_expr(sd.adbin, sd.adrelid) = 'nextval('
                || pg_catalog.quote_literal({sequence}::pg_catalog.regclass::pg_catalog.text) || '::regclass)'
    )
    AND EXISTS (
        SELECT 1 FROM pg_catalog.pg_attribute sa
        JOIN pg_catalog.pg_type st ON st.oid = sa.atttypid
        WHERE sa.attrelid = {table} AND sa.attnum = {column} AND sa.attnotnull
            AND CASE st.typbasetype WHEN 0 THEN st.oid ELSE st.typbasetype END IN (
                'pg_catalog.int2'::pg_catalog.regtype,
                'pg_catalog.int4'::pg_catalog.regtype,
                'pg_catalog.int8'::pg_catalog.regtype
            )
    )
)
