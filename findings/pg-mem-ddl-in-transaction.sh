#!/usr/bin/env bash
# pg-mem 3.0.14, PostgreSQL 18.4. BEGIN, DROP TABLE, ROLLBACK: in PostgreSQL the table is back with its rows, in
# pg-mem it is gone. Rows that are changed between BEGIN and ROLLBACK do come back, so transactions as such are
# there.
# Why it hurts: pg-mem is what unit tests of migrations run on. A test of the case "the third statement fails, so
# nothing has happened" passes or fails for the wrong reason: what PostgreSQL takes back, the emulator has already
# done.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js pg-mem@3.0.14
cat >"$T/n/m.js" <<'JS'
const { newDb } = require("pg-mem");
const db = newDb().public;
db.none("create table t (a int); insert into t values (1)");
db.none("begin; insert into t values (2); rollback");
console.log("rows after rollback of INSERT:", db.many("select * from t").length);
db.none("begin; drop table t; rollback");
try {
    console.log("rows after rollback of DROP:", db.many("select * from t").length);
} catch (error) {
    console.log(error.message.split("\n")[0]);
}
JS
(cd "$T/n" && node m.js) >"$T/out"
has "$T/out" 'rows after rollback of INSERT: 1'
has "$T/out" 'relation "t" does not exist'
pgsql postgres <<<'create table t (a int); insert into t values (1)'
same 'PostgreSQL, rows after rollback of DROP' 1 "$(pgsql postgres <<<'begin; drop table t; rollback; select count(*) from t')"
