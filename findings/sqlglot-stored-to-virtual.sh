#!/usr/bin/env bash
# sqlglot 30.30.0. `GENERATED ALWAYS AS (..) STORED` of PostgreSQL is written as `VIRTUAL` for MySQL, and without
# a word, which means virtual, for SQLite. Both engines have STORED, sqlglot keeps it from MySQL to MySQL, and
# unsupported_level=RAISE finds nothing to object to.
# Why it hurts: a stored column is often stored because it is costly, is a key, or is the end of a foreign key:
# MySQL refuses a virtual column as a primary key or in a foreign key, and evaluates it at each read. Nothing
# shows the change.
. "$(dirname "$0")/lib.sh"
py sqlglot==30.30.0 apsw==3.54.1.0
"$PY" - >"$T/out" <<'PYTHON'
import apsw, sqlglot
def go(read, write):
    return sqlglot.transpile("CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED)", read=read,
                             write=write, unsupported_level=sqlglot.ErrorLevel.RAISE)[0]
print("to mysql:", go("postgres", "mysql"))
print("mysql again:", go("mysql", "mysql"))
print("to sqlite:", go("postgres", "sqlite"))
db = apsw.Connection(":memory:")
db.execute(go("postgres", "sqlite"))
# In table_xinfo the last column is 2 for a virtual and 3 for a stored column.
print("sqlite says:", [row[6] for row in db.execute("pragma table_xinfo(t)")])
db.execute("create table s (a int, b int generated always as (a * 2) stored)")
print("control:", [row[6] for row in db.execute("pragma table_xinfo(s)")])
PYTHON
has "$T/out" 'to mysql: CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) VIRTUAL)'
has "$T/out" 'mysql again: CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a * 2) STORED)'
has "$T/out" 'to sqlite: CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2))'
has "$T/out" 'sqlite says: [0, 2]'
has "$T/out" 'control: [0, 3]'
