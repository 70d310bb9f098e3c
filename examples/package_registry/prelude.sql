-- What the tables need and erd does not declare. Written for this example; the bodies are the shortest that work.
CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE FUNCTION canon_crate_name(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    RETURN replace(lower($1), '-', '_');

CREATE FUNCTION canon_username(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
    RETURN replace(lower($1), '-', '_');

CREATE FUNCTION random_string(length integer) RETURNS text LANGUAGE sql VOLATILE
    RETURN left(replace(gen_random_uuid()::text, '-', ''), length);
