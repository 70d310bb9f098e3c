#!/usr/bin/env bash
# sqlite-utils 4.2.1, SQLite of Python. `transform` of a table, here to rename another column, makes every type one of
# five: NUMERIC and DATETIME become REAL, so that 9007199254740993 in a NUMERIC column is another number afterwards.
# A generated column is gone, with no word; the defaults x'00ff' and 0x10 become the texts "x'00ff'" and '0x10'; and
# COLLATE NOCASE and WITHOUT ROWID are lost, so that name = 'a' no longer finds 'A'.
# Why it hurts: `transform` is the documented answer to what SQLite's ALTER TABLE lacks ("implements this pattern on
# your behalf"), and the columns that change are the ones that were not named in the call.
. "$(dirname "$0")/lib.sh"
py sqlite-utils==4.2.1
"$PY" - >"$T/out" <<'PYTHON'
import sqlite3, sqlite_utils
db = sqlite_utils.Database(memory=True)
db.executescript("""
create table t (a int, amount numeric, at datetime, name text collate nocase, twice int generated always as (a * 2) stored,
  raw blob default x'00ff', flags int default 0x10);
create table w (a text primary key, b int) without rowid;
insert into t (a, amount, name) values (1, 9007199254740993, 'A');
""")
print("before:", *db.execute("select amount, twice, typeof(raw), length(raw), typeof(flags), name = 'a' from t").fetchone())
for table in "t", "w":
    db[table].transform(rename={"a": "first"})
    print(db[table].schema)
db.execute("insert into t (first, name) values (2, 'b')")
print("after:", *db.execute("select cast(amount as integer), typeof(raw), length(raw), typeof(flags), name from t where first = 2 or amount").fetchall())
print("found:", db.execute("select count(*) from t where name = 'a'").fetchone()[0])
PYTHON
cat "$T/out"
has "$T/out" 'before: 9007199254740993 2 blob 2 integer 1'
has "$T/out" '"amount" REAL'
has "$T/out" '"at" REAL'
has "$T/out" 'after: (9007199254740992,'
has "$T/out" "(None, 'text', 7, 'text', 'b')"
has "$T/out" 'found: 0'
lacks "$T/out" 'GENERATED'
lacks "$T/out" 'NOCASE'
lacks "$T/out" 'WITHOUT ROWID'
