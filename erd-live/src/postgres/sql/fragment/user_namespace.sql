-- Whether the namespace `n` is the user's.
n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
