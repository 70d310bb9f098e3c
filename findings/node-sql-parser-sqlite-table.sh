#!/usr/bin/env bash
# node-sql-parser 5.4.0, SQLite 3.54.1. Parsing a SQLite table and writing it again drops `COLLATE NOCASE` of a
# column (the index column in the same dialect keeps it) and turns `PRIMARY KEY AUTOINCREMENT` around.
# Why it hurts: the lost collation raises no error. A unique e-mail column that refused 'A@x' beside 'a@x' accepts
# both after the round trip. The second fault is loud: SQLite accepts AUTOINCREMENT only after PRIMARY KEY, so the
# written statement does not run.
. "$(dirname "$0")/lib.sh"
py apsw==3.54.1.0
js node-sql-parser@5.4.0
cat >"$T/n/again.js" <<'JS'
const { Parser } = require("node-sql-parser");
const parser = new Parser(), options = { database: "sqlite" };
console.log(parser.sqlify(parser.astify(process.argv[2], options), options));
JS
again() { node "$T/n/again.js" "$1"; }
rows() { "$PY" - "$1" <<'PYTHON'
import sys, apsw
db = apsw.Connection(":memory:")
try:
    db.execute(sys.argv[1])
    db.execute("insert or ignore into t (mail) values ('a@x'), ('A@x')")
    print(*db.execute("select count(*) from t").fetchone())
except apsw.SQLError as error:
    print(error)
PYTHON
}
table='create table t (id integer primary key, mail text collate nocase unique)'
again "$table"
same 'rows kept by the original' 1 "$(rows "$table")"
same 'rows kept after the round trip' 2 "$(rows "$(again "$table")")"
counted='create table t (id integer primary key autoincrement, mail text)'
again "$counted"
same 'the original' 2 "$(rows "$counted")"
same 'the round trip' 'near "AUTOINCREMENT": syntax error' "$(rows "$(again "$counted")")"
