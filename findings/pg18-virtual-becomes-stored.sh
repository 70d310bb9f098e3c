#!/usr/bin/env bash
# drizzle-kit 0.31.11, migra 3.0.1663481299, PostgreSQL 18.4. Since PostgreSQL 18 a generated column may be
# VIRTUAL, and is so by default. drizzle-kit introspect and migra write every generated column as STORED; migra,
# comparing a virtual with a stored column of the same expression, finds no difference. sqlacodegen 4.0.4 reads it
# right.
# Why it hurts: adding a virtual column is instant, adding a stored one rewrites the table under an exclusive
# lock. A baseline or a diff from these tools turns the first into the second, and a virtual column that calls
# something cheap per read becomes a column on disk.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py migra==3.0.1663481299 setuptools==80.9.0 psycopg2-binary==2.9.13 sqlacodegen==4.0.4
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3
pgsql postgres <<<'create database empty'
pgsql postgres <<<'create database stored'
pgsql postgres <<<'create table t (a int, g int generated always as (a * 2))'
pgsql stored <<<'create table t (a int, g int generated always as (a * 2) stored)'
same 'kind in the catalog' v "$(pgsql postgres <<<"select attgenerated from pg_attribute where attrelid = 't'::regclass and attname = 'g'")"
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1)
has "$T"/n/out/0000*.sql '"g" integer GENERATED ALWAYS AS ((a * 2)) STORED'
"$T/v/bin/migra" --unsafe "$PG_URL/empty" "$PG_URL/postgres" >"$T/diff" 2>/dev/null || true
has "$T/diff" '"g" integer generated always as ((a * 2)) stored'
same 'migra, virtual to stored' '' "$("$T/v/bin/migra" --unsafe "$PG_URL/postgres" "$PG_URL/stored" 2>/dev/null)"
"$T/v/bin/sqlacodegen" "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/postgres" >"$T/alchemy"
has "$T/alchemy" "Computed('(a * 2)', persisted=False)"
