#!/usr/bin/env bash
# sql-metadata 3.0.1, sqllineage 1.5.9, PostgreSQL 18.4; controls: pglast 8.8, node-sql-parser 5.4.0. `with orders
# as (select * from orders where deleted is null) select .. from orders join customers ..` reads two tables:
# inside of a WITH that is not recursive, the name is that of the table. Parser(q).tables and
# LineageRunner(q).source_tables list customers alone. (SQLite refuses the query, with `circular reference:
# orders`.)
# Why it hurts: to narrow a table under its own name is the usual form for soft deletes and for a tenant's rows.
# Who asks which tables a query reads, for permissions, caches or what a change of schema breaks, is told that
# this one does not read orders.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sql-metadata==3.0.1 sqllineage==1.5.9 pglast==8.8
js node-sql-parser@5.4.0
export query='with orders as (select * from orders where deleted is null)
    select o.id, c.name from orders o join customers c on c.id = o.customer'
cat >tables.py <<'PYTHON'
import os, sqlite3, sys, sql_metadata, pglast.visitors
from sqllineage.runner import LineageRunner
query = os.environ["query"]
d = sqlite3.connect(":memory:")
d.executescript("create table customers (id, name); create table orders (id, customer, deleted)")
try: print(d.execute(query).fetchall())
except sqlite3.OperationalError as error: print("SQLite", error)
print("sql-metadata", sql_metadata.Parser(query).tables)
for dialect in "ansi", "postgres":
    print("sqllineage", dialect, [str(t) for t in LineageRunner("create table copy as " + query, dialect=dialect).source_tables])
print("pglast", sorted(pglast.visitors.referenced_relations(query)))
PYTHON
pgsql postgres <<<"create table customers (id int, name text); insert into customers values (1, 'ann');
    create table orders (id int, customer int, deleted int); insert into orders values (7, 1, null), (8, 1, 1)"
same PostgreSQL '7|ann' "$(pgsql postgres <<<"$query")"
"$PY" tables.py >out
has out 'SQLite circular reference: orders'
has out "sql-metadata ['customers']"
has out "sqllineage ansi ['<default>.customers']"
has out "sqllineage postgres ['<default>.customers']"
has out "pglast ['customers', 'orders']"
same node-sql-parser 'select::null::orders select::null::customers' "$(cd "$T/n" && node -p '
    new (require("node-sql-parser").Parser)().parse(process.env.query, { database: "postgresql" }).tableList.join(" ")')"
