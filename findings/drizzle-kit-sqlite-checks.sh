#!/usr/bin/env bash
# drizzle-kit 0.31.11, SQLite. Introspection gives every CHECK that it finds in the file to every table: the
# constraint `b < 100` of table t is written into table p as well, which has no column b. An inline CHECK without
# a name is lost, and so are UNIQUE of a column and the condition of a partial index.
# Why it hurts: the baseline does not run where the column does not exist, and where it does exist, as with `price
# > 0` beside a table of refunds, it runs and forbids rows that the database holds.
. "$(dirname "$0")/lib.sh"
py apsw==3.54.1.0
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 @libsql/client@0.15.15
cd "$T/n"
"$PY" -c 'import apsw
apsw.Connection("x.db").execute("""create table prices (id integer primary key, amount int, constraint positive check (amount > 0));
create table refunds (id integer primary key, amount int);
insert into refunds values (1, -5)""")'
echo 'module.exports = { dialect: "sqlite", out: "./out", dbCredentials: { url: "file:./x.db" } };' >drizzle.config.js
npx drizzle-kit introspect >/dev/null 2>&1
sed -n '/^CREATE TABLE .refunds/,/^);/p' out/0000*.sql | tee refunds
has refunds 'CONSTRAINT "positive" CHECK(amount > 0)'
"$PY" - >after <<'PYTHON'
import apsw
db = apsw.Connection(":memory:")
db.execute(open("refunds").read())
try:
    db.execute("insert into refunds values (1, -5)")
except apsw.ConstraintError as error:
    print(error)
PYTHON
has after 'CHECK constraint failed: positive'
