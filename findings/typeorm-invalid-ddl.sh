#!/usr/bin/env bash
# typeorm 1.1.1, PostgreSQL 18.4. Two valid inputs for which the generated DDL does not run. A column of the
# database has the collation "C" and the entity says nothing of collations: the plan is ALTER .. TYPE text COLLATE
# "undefined". A text default with an apostrophe, default: "it's", is written as DEFAULT 'it's'.
# Why it hurts: the first concerns every database in which somebody has tuned a column by hand, and stops all
# other changes of the same run with it; `undefined` is a JavaScript value that has become the name of a
# collation.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js typeorm@1.1.1 pg@8.16.3 reflect-metadata@0.2.2
cat >"$T/n/t.js" <<'JS'
require("reflect-metadata");
const { DataSource, EntitySchema } = require("typeorm");
async function run(column, before) {
    const columns = { id: { type: "int", primary: true }, a: column };
    const entity = new EntitySchema({ name: "t", columns });
    const source = await new DataSource({ type: "postgres", url: process.argv[2], entities: [entity] }).initialize();
    await source.query("drop table if exists t");
    try {
        if (before) await source.query(before);
        const { upQueries } = await source.driver.createSchemaBuilder().log();
        console.log(upQueries.map(({ query }) => query).join("; "));
        await source.synchronize();
    } catch (error) {
        console.log("error:", error.message);
    }
    await source.destroy();
}
(async () => {
    await run({ type: "text" }, 'create table t (id int primary key, a text collate "C" not null)');
    await run({ type: "text", default: "it's" });
})();
JS
(cd "$T/n" && node t.js "$PG_URL/postgres") >"$T/out"
cat "$T/out"
has "$T/out" 'ALTER TABLE "t" ALTER COLUMN "a" TYPE text COLLATE "undefined"'
has "$T/out" 'error: collation "undefined" for encoding "UTF8" does not exist'
has "$T/out" "DEFAULT 'it's'"
has "$T/out" 'error: syntax error at or near "s"'
