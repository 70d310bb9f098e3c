#!/usr/bin/env bash
# pg-structure 7.15.3 and rake-db 2.37.7 (the migrations of Orchid ORM), PostgreSQL 18.4. For `foreign key (x, y)
# references k (b, a)` both list the referenced columns in the order in which they stand in table k, not in that of
# the constraint: x is paired with a and y with b. extract-pg-schema 5.8.2 reads the same catalog right.
# Why it hurts: both columns have the same type, so nothing fails. The diagram, the typed relation or the migration
# that is generated from the database joins every row to another parent, and the re-made key refuses the rows that
# the original accepts.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js pg-structure@7.15.3 rake-db@2.37.7 orchid-orm@1.78.4 pqb@0.73.3 pg@8.16.3 tsx@4.23.15 extract-pg-schema@5.8.2 @electric-sql/pglite@0.3.14
pgsql postgres <<'SQL'
create table k (id int primary key, a int, b int, constraint k_ab unique (a, b));
create table l (id int primary key, x int, y int, constraint l_k foreign key (x, y) references k (b, a));
insert into k values (1, 10, 20);
insert into l values (1, 20, 10);
SQL
cat >"$T/n/structure.mjs" <<'JS'
import pgStructure from "pg-structure";
import extract from "extract-pg-schema";
const [host, port, database] = [process.env.PGHOST, Number(process.env.PGPORT), "postgres"];
const structure = await (pgStructure.default ?? pgStructure)({ host, port, user: "postgres", password: "-", database }, { includeSchemas: ["public"] });
for (const key of structure.get("public.l").foreignKeys)
  console.log("pg-structure", key.columns.map((c) => c.name).join(), "->", key.referencedColumns.map((c) => c.name).join());
const { public: { tables } } = await extract.extractSchemas({ host, port, user: "postgres", database });
for (const column of tables.find((t) => t.name === "l").columns)
  for (const to of column.references) console.log("extract-pg-schema", column.name, "->", to.columnName);
process.exit(0);
JS
(cd "$T/n" && node structure.mjs 2>/dev/null) >"$T/out"
cat "$T/out"
has "$T/out" 'pg-structure x,y -> a,b'
has "$T/out" 'extract-pg-schema x -> b'
mkdir "$T/n/m"
cat >"$T/n/db.ts" <<'TS'
import { rakeDb } from "rake-db/node-postgres";
export const change = rakeDb.run({ databaseURL: process.env.DB + "?ssl=false" }, { migrationsPath: "./m", import: (path) => import(path) });
TS
# pull writes the file, then fails because the database does not yet have rake-db's own table.
(cd "$T/n" && DB=$PG_URL/postgres npx tsx db.ts pull >pull.log 2>&1) || true
tr -d ' \n' <"$T/n/m/0001_pull.ts" >"$T/pulled"
has "$T/pulled" "t.foreignKey(['x','y'],'k',['a','b'],{name:'l_k',}"
pgsql postgres <<<'create database copy'
(cd "$T/n" && DB=$PG_URL/copy npx tsx db.ts up >up.log 2>&1) || { cat "$T/n/up.log"; exit 1; }
definition="select pg_get_constraintdef(oid) from pg_constraint where conname = 'l_k'"
same original 'FOREIGN KEY (x, y) REFERENCES k(b, a)' "$(pgsql postgres <<<"$definition")"
same copy 'FOREIGN KEY (x, y) REFERENCES k(a, b)' "$(pgsql copy <<<"$definition")"
pgsql copy <<<'insert into k values (1, 10, 20); insert into l values (1, 20, 10)' >"$T/rows" 2>&1 && changed 'the copy accepts the rows now'
has "$T/rows" 'violates foreign key constraint "l_k"'
