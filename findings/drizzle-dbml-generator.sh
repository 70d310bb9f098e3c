#!/usr/bin/env bash
# drizzle-dbml-generator 0.10.0 (drizzle-orm 0.45.4), read back by @dbml/cli 6.6.0, PostgreSQL 18.4. An index on lower(name)
# is written as an index on name, a unique one as unique over name; a generated column and an identity column become
# plain ones; the default of an array is written as the expression ["x","y"] and that of a jsonb column as {"a":1},
# neither of which is SQL; numeric(10, 2) becomes a type of that quoted name. A default with an apostrophe ends
# dbml2sql with a syntax error.
# Why it hurts: the diagram says that names differ in their exact spelling only, when the schema forbids "Ann" beside
# "ann", and the SQL that the DBML tools make of it is refused or, for the indexes, silently another one.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js drizzle-dbml-generator@0.10.0 drizzle-orm@0.45.4 @dbml/cli@6.6.0 pg@8.16.3
cat >"$T/n/model.mjs" <<'JS'
import { pgTable, integer, text, jsonb, numeric, uniqueIndex } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { pgGenerate } from "drizzle-dbml-generator";
const models = {
  index: () => pgTable("t", { name: text() }, (t) => [uniqueIndex("low").on(sql`lower(${t.name})`)]),
  columns: () => pgTable("t", {
    total: integer().generatedAlwaysAs(sql`1 + 1`), id: integer().generatedAlwaysAsIdentity(),
    tags: text().array().default(["x", "y"]), about: jsonb().default({ a: 1 }), price: numeric({ precision: 10, scale: 2 }),
  }),
  apostrophe: () => pgTable("t", { note: text().default("it's") }),
};
console.log(pgGenerate({ schema: { t: models[process.argv[2]]() }, relational: false }));
JS
cd "$T/n"
for model in index columns apostrophe; do
    node model.mjs $model >$model.dbml
    npx dbml2sql --postgres $model.dbml >$model.sql 2>/dev/null || true
    cat $model.dbml $model.sql
done
has index.dbml "name [name: 'low', unique]"
has index.sql 'CREATE UNIQUE INDEX "low" ON "t" ("name");'
grep -v '^--' index.sql | pgsql postgres
same 'rows that the copy takes and the model does not' 2 "$(pgsql postgres <<<"insert into t values ('Ann'), ('ann'); select count(*) from t")"
has columns.sql '"total" integer,'
has columns.sql '"id" integer NOT NULL,'
has columns.sql '"tags" text[] DEFAULT (["x","y"]),'
has columns.sql '"about" jsonb DEFAULT ({"a":1}),'
has columns.sql '"price" "numeric(10, 2)"'
has apostrophe.sql 'You have a syntax error at "apostrophe.dbml"'
