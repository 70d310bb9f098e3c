#!/usr/bin/env bash
# sqlglot 30.30.0, SQLite 3.54.1. Reading SQLite and writing SQLite again turns `INT PRIMARY KEY` into `INTEGER
# PRIMARY KEY`. To SQLite these are two different things: only the second is an alias of the rowid.
# Why it hurts: a formatter or a differ built on this round trip changes what the table is. In the original a row
# without a key value has the key NULL and a key may be text; after the round trip the first row gets a number of
# its own and the text is refused. SQLite's manual names the spelling as the condition for the alias.
. "$(dirname "$0")/lib.sh"
py sqlglot==30.30.0 apsw==3.54.1.0
"$PY" - >"$T/out" <<'PYTHON'
import apsw, sqlglot
original = "CREATE TABLE t (a INT PRIMARY KEY, b TEXT)"
again = sqlglot.transpile(original, read="sqlite", write="sqlite")[0]
print(again)
for name, table in [("original", original), ("again", again)]:
    db = apsw.Connection(":memory:")
    db.execute(table + "; INSERT INTO t (b) VALUES ('x')")
    try:
        db.execute("INSERT INTO t VALUES ('key', 'y')")
    except apsw.MismatchError as error:
        print(name, "refuses:", error)
    print(name, [row for row in db.execute("SELECT a, b FROM t")])
PYTHON
has "$T/out" 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)'
has "$T/out" "original [(None, 'x'), ('key', 'y')]"
has "$T/out" 'again refuses:'
has "$T/out" "again [(1, 'x')]"
