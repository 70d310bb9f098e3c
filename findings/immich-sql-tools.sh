#!/usr/bin/env bash
# @immich/sql-tools 0.6.4, PostgreSQL 18.4. Read from a database, a column of an enum type is there once for each label of
# the type, so that the CREATE TABLE written from it names the column three times and is refused; generated and
# identity columns are plain ones, numeric(10,2) is numeric, and a foreign key is no longer DEFERRABLE. Two databases
# that differ in all of these have no difference.
# Why it hurts: the tool compares the schema in code with the real one and ends with "no changes". A column that is
# no longer computed in one of the databases, and money with another scale, pass as in sync.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @immich/sql-tools@0.6.4 kysely@0.29.9 postgres@3.4.9
for database in first second; do pgsql postgres <<<"create database $database"; done
pgsql first <<'SQL'
create type mood as enum ('sad', 'so so', 'fine');
create table t (id int primary key, m mood, a int, total int generated always as (a * 2) stored,
    number int generated always as identity, price numeric(10,2));
create table u (id int primary key, t int, constraint u_t foreign key (t) references t deferrable initially deferred);
SQL
pgsql second <<'SQL'
create type mood as enum ('sad', 'so so', 'fine');
create table t (id int primary key, m mood, a int, total int, number int not null, price numeric(6,4));
create table u (id int primary key, t int, constraint u_t foreign key (t) references t);
SQL
pgsql postgres <<<'create database empty'
pgsql empty <<<"create type mood as enum ('sad', 'so so', 'fine')"
cat >"$T/n/diff.mjs" <<'JS'
import { schemaFromDatabase, schemaDiff } from "@immich/sql-tools";
const read = (database) => schemaFromDatabase({ connection: {
  connectionType: "parts", host: "127.0.0.1", port: Number(process.env.PGPORT), username: "postgres", password: "-", database } });
const [from, to] = await Promise.all(process.argv.slice(2).map(read));
console.log(schemaDiff(from, to, {}).asSql().join("\n"));
process.exit(0);
JS
(cd "$T/n" && node diff.mjs first second) >"$T/drift"
same 'difference of the two' '' "$(cat "$T/drift")"
(cd "$T/n" && node diff.mjs first empty) >"$T/script"
cat "$T/script"
same 'columns named m' 3 "$(grep -c '^  "m" mood,\?$' "$T/script")"
has "$T/script" '"total" integer'
has "$T/script" '"number" integer NOT NULL'
has "$T/script" '"price" numeric'
lacks "$T/script" 'numeric('
lacks "$T/script" DEFERRABLE
pgsql empty <"$T/script" >"$T/error" 2>&1 && changed 'the script runs now'
tail -1 "$T/error"
grep 'specified more than once' "$T/error"
