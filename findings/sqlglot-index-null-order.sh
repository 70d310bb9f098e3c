#!/usr/bin/env bash
# sqlglot 30.30.0, SQLite 3.54.1. A plain `create unique index i on t (a)` of PostgreSQL becomes, for SQLite, `..
# ON t(a NULLS LAST)` and, for MySQL, `.. ON t(CASE WHEN a IS NULL THEN 1 ELSE 0 END, a)`: the rule that keeps the
# place of NULLs in ORDER BY is applied to index columns as well.
# Why it hurts: SQLite refuses NULLS LAST in an index. MySQL refuses a key part that is an expression without its
# own parentheses. So the most common statement of a schema cannot be translated, though both engines take the
# original as it is; `nulls first`, which is not PostgreSQL's default, is what comes out as the plain index.
. "$(dirname "$0")/lib.sh"
py sqlglot==30.30.0 apsw==3.54.1.0
"$PY" - >"$T/out" <<'PYTHON'
import apsw, sqlglot
db = apsw.Connection(":memory:")
db.execute("create table t (a int)")
plain = "create unique index i on t (a)"
for text in [plain, "create unique index j on t (a nulls first)"]:
    print("mysql:", sqlglot.transpile(text, read="postgres", write="mysql")[0])
    text = sqlglot.transpile(text, read="postgres", write="sqlite")[0]
    try:
        db.execute(text)
        print("sqlite takes", text)
    except apsw.SQLError as error:
        print("sqlite refuses", text, "-", error)
db.execute(plain)
print("sqlite takes the original")
PYTHON
has "$T/out" 'mysql: CREATE UNIQUE INDEX i ON t(CASE WHEN a IS NULL THEN 1 ELSE 0 END, a)'
has "$T/out" 'sqlite refuses CREATE UNIQUE INDEX i ON t(a NULLS LAST) - unsupported use of NULLS LAST'
has "$T/out" 'sqlite takes CREATE UNIQUE INDEX j ON t(a)'
has "$T/out" 'sqlite takes the original'
