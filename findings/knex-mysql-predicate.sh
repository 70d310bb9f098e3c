#!/usr/bin/env bash
# knex 3.3.0, MySQL and SQLite dialects. `t.unique(['mail'], { predicate: whereNull('deleted') })` makes a partial
# unique index in PostgreSQL and SQLite. For MySQL the predicate is dropped and a unique index over all rows is
# made, in silence, while `deferrable` in the same call is dropped with a warning and a deferrable foreign key is
# refused. The documentation says which engines take a predicate, not what happens in the others.
# Why it hurts: the migration that lets a deleted user's address be used again, run on MySQL, forbids exactly
# that, and fails on the first table that already holds such rows.
. "$(dirname "$0")/lib.sh"
js knex@3.3.0
cat >"$T/n/k.js" <<'JS'
const knex = require("knex");
for (const client of ["pg", "better-sqlite3", "mysql2"]) {
    const k = knex({ client, useNullAsDefault: true });
    const statements = k.schema.alterTable("t", (t) => t.unique(["mail"], { indexName: "u", useConstraint: false, predicate: k.whereNull("deleted") }));
    console.log(client, statements.toSQL().map((statement) => statement.sql).join("; "));
}
const mysql = knex({ client: "mysql2" });
mysql.schema.alterTable("t", (t) => t.unique(["mail"], { indexName: "u", deferrable: "deferred" })).toSQL();
JS
(cd "$T/n" && node k.js) >"$T/out" 2>&1
cat "$T/out"
has "$T/out" 'pg create unique index "u" on "t" ("mail") where "deleted" is null'
has "$T/out" 'better-sqlite3 create unique index `u` on `t` (`mail`) where `deleted` is null'
same 'MySQL' 'mysql2 alter table `t` add unique `u`(`mail`)' "$(grep '^mysql2' "$T/out")"
has "$T/out" 'will not be deferrable deferred because mysql does not support deferred constraints'
