#!/usr/bin/env bash
# @dbml/core 10.2.0, PostgreSQL 18.4. What SQL becomes on its way through DBML back to SQL: an index on (n, lower(name))
# becomes one on (lower(name), n), expressions first; `timestamp with time zone` becomes timestamp without (the short
# name timestamptz is kept); a stored generated column becomes an ordinary one; every foreign key becomes DEFERRABLE,
# and INITIALLY DEFERRED becomes INITIALLY IMMEDIATE; GENERATED ALWAYS AS IDENTITY becomes BY DEFAULT.
# Why it hurts: nothing is reported, and the result loads. An index that begins with another column does not serve the
# queries it was made for; PostgreSQL ignores the offset of a value for a timestamp without time zone, so that the
# same INSERT stores another moment; the generated column stays empty.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @dbml/core@10.2.0
cat >one.sql <<'SQL'
create table u (id int primary key);
create table t (
  id bigint generated always as identity primary key,
  n int,
  name text,
  doubled int generated always as (n * 2) stored,
  long timestamp with time zone,
  short timestamptz,
  plain int references u (id),
  late int references u (id) deferrable initially deferred
);
create index i on t (n, lower(name));
SQL
cat >"$T/n/round.cjs" <<'JS'
const fs = require("fs"), { importer, exporter } = require("@dbml/core");
const dbml = importer.import(fs.readFileSync(process.argv[2], "utf8"), "postgres");
console.error(dbml);
console.log(exporter.export(dbml, "postgres"));
JS
(cd "$T/n" && node round.cjs "$T/one.sql" >"$T/two.sql" 2>"$T/one.dbml")
cat two.sql
for name in one two; do
    pgsql postgres <<<"create database $name"
    pgsql $name <$name.sql
    pgsql $name <<<"insert into t (n, name, long) values (21, 'a', '2026-01-01 00:00+05')"
done
differs() { # differs WHAT BEFORE AFTER QUERY
    same "$1, before" "$2" "$(pgsql one <<<"$4")"
    same "$1, after" "$3" "$(pgsql two <<<"$4")"
}
has one.dbml '(n, `lower(name)`)'
differs 'columns of the index' '(n, lower(name))' '(lower(name), n)' "select substring(pg_get_indexdef('i'::regclass) from '\(.*')"
differs long 'timestamp with time zone' 'timestamp without time zone' "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 't'::regclass and attname = 'long'"
differs 'the moment, in UTC' '2025-12-31T19:00:00' '2026-01-01T00:00:00' "select to_json(long::timestamp)#>>'{}' from t"
differs short 'timestamp with time zone' 'timestamp with time zone' "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 't'::regclass and attname = 'short'"
differs doubled 42 '' 'select doubled from t'
differs 'deferrable, deferred' 'late|True|True
plain|False|False' 'late|True|False
plain|True|False' "select a.attname, condeferrable, condeferred from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where contype = 'f' order by 1"
differs identity a d "select attidentity from pg_attribute where attrelid = 't'::regclass and attname = 'id'"
