#!/usr/bin/env bash
# sqldiff of SQLite 3.54.0 (sqlite3-sqldiff of PyPI). Two databases differ in a float, 0.1 and
# 0.30000000000000004. sqldiff writes `SET b=0.3`. After its script has run the databases still differ, and
# sqldiff proposes the same statement again. Integers and text come through exactly.
# Why it hurts: the tool's purpose is SQL that turns the first database into the second. A replica kept up to date
# with it drifts in every float that needs more than 15 digits, and a check for an empty diff never succeeds.
. "$(dirname "$0")/lib.sh"
py sqlite3-sqldiff==3.54.0 apsw==3.54.1.0
"$PY" - "$T" >"$T/out" <<'PYTHON'
import sys, apsw, sqldiff
old, new = sys.argv[1] + "/old.db", sys.argv[1] + "/new.db"
for path, value in [(old, "0.1, 1, 'x'"), (new, "0.30000000000000004, 9007199254740993, 'y'")]:
    apsw.Connection(path).execute("create table t (id integer primary key, b real, n int, s text);"
                                  f"insert into t values (1, {value})")
for turn in (1, 2):
    script = sqldiff.diff(old, new)
    print(turn, script.strip())
    apsw.Connection(old).execute(script)
for path in (old, new):
    print(list(apsw.Connection(path).execute("select b, n, s from t")))
PYTHON
has "$T/out" "1 UPDATE t SET b=0.3, n=9007199254740993, s='y' WHERE id=1;"
has "$T/out" '2 UPDATE t SET b=0.3 WHERE id=1;'
has "$T/out" "[(0.3, 9007199254740993, 'y')]"
has "$T/out" "[(0.30000000000000004, 9007199254740993, 'y')]"
