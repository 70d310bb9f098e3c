#!/usr/bin/env bash
# sqlacodegen 4.0.4, drizzle-kit 0.31.11, @dbml/cli 6.6.0, migra 3.0.1663481299, PostgreSQL 18.4. A foreign key
# NOT ENFORCED (new in 18) is read by the first three as an ordinary one. Of a CHECK NOT ENFORCED on one column,
# drizzle-kit writes `pid > 1)) NOT ENFORCED`, db2dbml `pid > 1)) NOT ENFORC`: both cut a fixed number of
# characters off the catalog's text. migra copies the clause and then adds VALIDATE CONSTRAINT, which the server
# refuses for such a constraint.
# Why it hurts: the key is not enforced because rows break it. A copy of the schema refuses the copy of the data,
# and drizzle's baseline does not even parse.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py migra==3.0.1663481299 setuptools==80.9.0 psycopg2-binary==2.9.13 sqlacodegen==4.0.4
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3 @dbml/cli@6.6.0
pgsql postgres <<<'create database empty'
pgsql postgres <<<'create table p (id int primary key); create table c (id int primary key, pid int,
    constraint c_p foreign key (pid) references p not enforced, constraint c_check check (pid > 1) not enforced);
    insert into c values (1, 1)'
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1 && npx db2dbml postgres "$PG_URL/postgres" -o t.dbml >/dev/null 2>&1)
"$T/v/bin/sqlacodegen" --generator tables "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/postgres" >"$T/alchemy" 2>/dev/null
"$T/v/bin/migra" --unsafe "$PG_URL/empty" "$PG_URL/postgres" >"$T/migra" 2>/dev/null || true
has "$T/alchemy" "ForeignKeyConstraint(['pid'], ['p.id'], name='c_p')"
has "$T/n/t.dbml" 'Ref "c_p":"p"."id" < "c"."pid"'
has "$T/n/t.dbml" '[check: `pid > 1)) NOT ENFORC`]'
has "$T"/n/out/0000*.sql 'CONSTRAINT "c_check" CHECK (pid > 1)) NOT ENFORCED)'
grep 'ADD CONSTRAINT "c_p"' "$T"/n/out/0000*.sql | tee "$T/key"
lacks "$T/key" 'NOT ENFORCED'
has "$T/migra" 'alter table "public"."c" validate constraint "c_p";'
pgsql empty <"$T/migra" >"$T/out" 2>&1 && changed "migra's script runs"
has "$T/out" 'cannot validate'
