-- Options of foreign servers, tables and columns as SQL. What is called a password is not for anybody's eyes.
coalesce(' OPTIONS (' || (
    SELECT pg_catalog.string_agg(
        pg_catalog.quote_ident(w.option_name) || ' ' || pg_catalog.quote_literal(w.option_value), ', '
        ORDER BY w.option_name COLLATE "C"
    )
    FROM pg_catalog.pg_options_to_table({options}) w
    WHERE w.option_name !~* 'pass|secret'
) || ')', '')
