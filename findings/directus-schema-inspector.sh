#!/usr/bin/env bash
# @directus/schema 14.0.2, PostgreSQL 18.4. The inspector that Directus reads databases with leaves partitioned tables
# out of tables() (overview() has them, and both have the partitions), cuts a default off at the first cast, so that
# `now() + interval '1 day'` is read as `(now() + '1 day'`, calls no column of a key over two columns a primary key,
# and tells -5 as the length of a varchar without one.
# Why it hurts: Directus is put on top of "any existing SQL database". Of a partitioned table it shows each partition
# alone, and nothing says that the table itself is missing; a default with half its parentheses cannot be written back.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @directus/schema@14.0.2 knex@3.3.0 pg@8.16.3
pgsql postgres <<'SQL'
create table t (id int primary key, until timestamptz default now() + interval '1 day', note varchar);
create table pair (a int, b int, primary key (a, b));
create table p (day date primary key) partition by range (day);
create table p_2020 partition of p for values from ('2020-01-01') to ('2021-01-01');
SQL
cat >"$T/n/inspect.mjs" <<'JS'
import { createInspector } from "@directus/schema";
import knex from "knex";
const database = knex({ client: "pg", connection: process.argv[2] });
const inspector = createInspector(database);
console.log("tables:", (await inspector.tables()).sort().join());
const until = await inspector.columnInfo("t", "until");
console.log("default:", until.default_value);
console.log("length:", (await inspector.columnInfo("t", "note")).max_length);
console.log("key columns:", (await inspector.columnInfo("pair")).filter((c) => c.is_primary_key).length);
console.log("in the overview:", Object.keys(await inspector.overview()).sort().join());
await database.destroy();
JS
(cd "$T/n" && node inspect.mjs "$PG_URL/postgres") >"$T/out"
cat "$T/out"
has "$T/out" 'tables: p_2020,pair,t'
has "$T/out" "default: (now() + '1 day'"
lacks "$T/out" 'interval'
has "$T/out" 'length: -5'
has "$T/out" 'key columns: 0'
