#!/usr/bin/env bash
# sqldiff of SQLite 3.54.0 (sqlite3-sqldiff of PyPI), SQLite 3.54.1. The second database has one more column, `c
# int not null default 5`. sqldiff writes `ALTER TABLE t ADD COLUMN c` without type, NOT NULL and DEFAULT. A
# changed type or a new CHECK of an existing table is no difference to it at all; a dropped column rebuilds the
# table from the right text.
# Why it hurts: after the script the data agree and the schema does not: the next insert that leaves c out stores
# NULL, and without the affinity '7' stays a string. sqldiff's page speaks of a script that transforms one
# database into the other, and says only of the option --schema that it looks at names of columns and tables.
. "$(dirname "$0")/lib.sh"
py sqlite3-sqldiff==3.54.0 apsw==3.54.1.0
"$PY" - "$T" >"$T/out" <<'PYTHON'
import os, sys, apsw, sqldiff
def compare(name, before, after):
    old, new = sys.argv[1] + "/old.db", sys.argv[1] + "/new.db"
    for path, text in [(old, before), (new, after)]:
        if os.path.exists(path):
            os.remove(path)
        apsw.Connection(path).execute(text)
    script = sqldiff.diff(old, new)
    print(name, repr(script))
    db = apsw.Connection(old)
    db.execute(script)
    return db
plain = "create table t (a integer primary key, b text);"
db = compare("added:", plain, "create table t (a integer primary key, b text, c int not null default 5);")
print(list(db.execute("insert into t (a) values (1) returning c")))
compare("type:", plain, "create table t (a integer primary key, b int);")
compare("check:", plain, "create table t (a integer primary key, b text check (b <> ''));")
compare("dropped:", plain, "create table t (a integer primary key);")
PYTHON
has "$T/out" "added: 'ALTER TABLE t ADD COLUMN c;\\n'"
has "$T/out" '[(None,)]'
has "$T/out" "type: ''"
has "$T/out" "check: ''"
has "$T/out" 'DROP TABLE t; -- due to schema mismatch\nCREATE TABLE t (a integer primary key)'
