#!/usr/bin/env bash
# drizzle-kit 0.31.11, SQLite. The default `(upper('x'))` of a text column is introspected as the string
# "sql`(upper('x'))`": the code that should call the template tag stands inside quotes, the same for
# `current_timestamp`. For a blob column the tag is left outside, as it should be. The SQL file of the same run is
# right.
# Why it hurts: schema.ts is what one goes on with. The first migration that is generated from it for a new table
# gives the column a default that is the text of a TypeScript expression, and rows store it.
. "$(dirname "$0")/lib.sh"
py apsw==3.54.1.0
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 @libsql/client@0.15.15
cd "$T/n"
"$PY" -c 'import apsw
apsw.Connection("x.db").execute("create table t (id integer primary key, made text default current_timestamp, b blob default (randomblob(4)))")'
echo 'module.exports = { dialect: "sqlite", schema: "./out/schema.ts", out: "./out", dbCredentials: { url: "file:./x.db" } };' >drizzle.config.js
npx drizzle-kit introspect >/dev/null 2>&1
has out/schema.ts 'made: text().default("sql`(current_timestamp)`")'
has out/schema.ts 'b: blob().default(sql`(randomblob(4))`)'
mkdir fresh
echo 'module.exports = { dialect: "sqlite", schema: "./out/schema.ts", out: "./fresh" };' >fresh.config.js
npx drizzle-kit generate --config fresh.config.js >/dev/null 2>&1
cat fresh/*.sql
"$PY" - >after <<'PYTHON'
import apsw, glob
db = apsw.Connection(":memory:")
db.execute(open(glob.glob("fresh/*.sql")[0]).read())
print(db.execute("insert into t (id) values (1) returning made").fetchone()[0])
PYTHON
has after 'sql`(current_timestamp)`'
