#!/usr/bin/env bash
# rake-db 2.37.7 (Orchid ORM), PostgreSQL 18.4. `pull` writes a migration from an existing database: char(3) becomes
# bpchar(7), a stored generated column a plain one, timestamp(0) and bit varying(5) lose their length, a partitioned
# table and its partition become two tables that know nothing of each other, views are left out, and bit(3) becomes
# bit(Infinity), which PostgreSQL refuses. Nothing is reported.
# Why it hurts: the last is loud, and is mended by hand. What stays is a test or staging database in which `total`
# is never computed and codes are padded with four more blanks.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js rake-db@2.37.7 orchid-orm@1.78.4 pqb@0.73.3 pg@8.16.3 tsx@4.23.15
pgsql postgres <<'SQL'
create table t (id int primary key, a int, b int, total int generated always as (a + b) stored, code char(3),
    made timestamp(0), bits bit varying(5), flags bit(3));
create view v as select id from t;
create table p (day date primary key) partition by range (day);
create table p_2020 partition of p for values from ('2020-01-01') to ('2021-01-01');
SQL
mkdir "$T/n/m"
cat >"$T/n/db.ts" <<'TS'
import { rakeDb } from "rake-db/node-postgres";
export const change = rakeDb.run({ databaseURL: process.env.DB + "?ssl=false" }, { migrationsPath: "./m", import: (path) => import(path) });
TS
# pull writes the file, then fails because the database does not yet have rake-db's own table.
(cd "$T/n" && DB=$PG_URL/postgres npx tsx db.ts pull >pull.log 2>&1) || true
pulled=$T/n/m/0001_pull.ts
cat "$pulled"
has "$pulled" 'total: t.integer().nullable(),'
has "$pulled" "code: t.type('bpchar(7)').nullable(),"
has "$pulled" 'made: t.timestampNoTZ().nullable(),'
has "$pulled" 'bits: t.bitVarying().nullable(),'
lacks "$pulled" createView
pgsql postgres <<<'create database copy'
(cd "$T/n" && DB=$PG_URL/copy npx tsx db.ts up >up.log 2>&1) && changed 'the pulled migration runs now'
has "$T/n/up.log" 'invalid input syntax for type integer: "infinity"'
sed -i 's/t.bit(Infinity)/t.bit(3)/' "$pulled"
(cd "$T/n" && DB=$PG_URL/copy npx tsx db.ts up >up.log 2>&1) || { cat "$T/n/up.log"; exit 1; }
try="insert into t (id, a, b, code) values (1, 2, 3, 'abc'); select total, octet_length(code) from t"
same 'original: total, bytes of the code' '5|3' "$(pgsql postgres <<<"$try")"
same 'copy: total, bytes of the code' '|7' "$(pgsql copy <<<"$try")"
same 'copy: partitions' 0 "$(pgsql copy <<<'select count(*) from pg_inherits')"
