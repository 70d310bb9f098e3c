#!/usr/bin/env bash
# typeorm 1.1.1, PostgreSQL 18.4. The entity has an index over (a, b); the database has one of the same name over
# (b, a), or over (a DESC, b), or, with a predicate in the entity, with another predicate. Schema synchronisation
# (and so migration:generate) has nothing to do in all three cases. An index that differs in its columns is
# replaced.
# Why it hurts: the order of the columns is most of what an index is. After somebody turns it around in the entity
# the build is green, the generated migration is empty, and production keeps the index that does not serve the
# query.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js typeorm@1.1.1 pg@8.16.3 reflect-metadata@0.2.2
cat >"$T/n/t.js" <<'JS'
require("reflect-metadata");
const { DataSource, EntitySchema } = require("typeorm");
async function plan(name, index, inDatabase) {
    const columns = { id: { type: "int", primary: true }, a: { type: "int" }, b: { type: "int" } };
    const entity = new EntitySchema({ name: "t", columns, indices: [{ name: "i", ...index }] });
    const source = await new DataSource({ type: "postgres", url: process.argv[2], entities: [entity] }).initialize();
    await source.query("drop table if exists t");
    await source.synchronize();
    await source.query(`drop index i; create index i on t ${inDatabase}`);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    console.log(`${name}: ${upQueries.length}`);
    await source.destroy();
}
(async () => {
    await plan("order", { columns: ["a", "b"] }, "(b, a)");
    await plan("direction", { columns: ["a", "b"] }, "(a desc, b)");
    await plan("predicate", { columns: ["a"], where: "b > 10" }, "(a) where b > 0");
    await plan("control, other column", { columns: ["a"] }, "(b)");
})();
JS
(cd "$T/n" && node t.js "$PG_URL/postgres") >"$T/out"
for kind in order direction predicate; do has "$T/out" "$kind: 0"; done
has "$T/out" 'control, other column: 2'
