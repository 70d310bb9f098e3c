#!/usr/bin/env bash
# SQLite 3.54.1 (apsw), PostgreSQL 18.4. A generated column may have a foreign key with ON DELETE SET NULL: CREATE TABLE
# accepts it. From then on, with foreign keys on, no DELETE of the parent compiles, not even one that matches no row
# of an empty table ("cannot UPDATE generated column"), and neither does DROP TABLE of the parent. PostgreSQL refuses
# such a key when it is declared.
# Why it hurts: the mistake is in one table's declaration, passes every test that only inserts, and shows in
# production at another table, with a message that does not name the table that has to be changed.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py apsw==3.54.1.0
"$PY" - >"$T/out" <<'PYTHON'
import apsw
connection = apsw.Connection(":memory:")
print("SQLite", apsw.sqlite_lib_version())
for sql in ("pragma foreign_keys = on", "create table customer (id integer primary key)",
            "create table letter (id integer primary key, head text, customer_id int generated always as (head ->> '$.to') stored references customer (id) on delete set null)",
            "insert into customer values (1)", "update customer set id = 2",
            "delete from customer where id = 99", "drop table customer", "drop table letter", "delete from customer where id = 99"):
    try:
        connection.execute(sql)
        print("ok:", sql)
    except apsw.SQLError as e:
        print("refused:", sql, "--", e)
PYTHON
cat "$T/out"
has "$T/out" 'SQLite 3.54.1'
has "$T/out" 'ok: create table letter'
has "$T/out" 'refused: delete from customer where id = 99 -- cannot UPDATE generated column "customer_id"'
has "$T/out" 'refused: drop table customer -- cannot UPDATE generated column "customer_id"'
has "$T/out" 'ok: delete from customer where id = 99'
pgsql postgres <<<"create table customer (id int primary key); create table letter (id int, head jsonb,
    customer_id int generated always as ((head ->> 'to')::int) stored references customer (id) on delete set null)" >"$T/said" 2>&1 &&
    changed 'PostgreSQL accepts the key'
has "$T/said" 'invalid ON DELETE action for foreign key constraint containing generated column'
