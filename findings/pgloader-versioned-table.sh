#!/usr/bin/env bash
# pgloader 3.6.10, MariaDB 11.8.9, PostgreSQL 18.4. A database with two tables, one of them WITH SYSTEM
# VERSIONING, is moved to PostgreSQL. The versioned table is not there afterwards: neither table nor rows, the
# report has no line for it, errors are 0 and the exit code is 0. (MariaDB's catalog calls such a table `SYSTEM
# VERSIONED`, not `BASE TABLE`.) Where the versioned table has a primary key, the run ends in an internal error
# and moves nothing at all, and still exits with 0.
# Why it hurts: versioning is switched on for the tables that matter most, and a script looks at the exit code and
# the number of errors. A foreign key to the missing table is what one would notice first, if there is one.
. "$(dirname "$0")/lib.sh"
debian sid pgloader=3.6.10-5
mariadb 1:11.8.9+ds-4
postgres 18.4.0-beta.17
mysql_run <<'SQL'
create table plain (id int primary key);
insert into plain values (1), (2);
create table accounts (id int, balance int) with system versioning;
insert into accounts values (1, 100);
create user reader@'127.0.0.1' identified by 'reader';
grant all on *.* to reader@'127.0.0.1';
SQL
export HOME=$T
move() {
    pgsql postgres <<<"create database $1"
    in_root "$T/root/usr/bin/pgloader" --root-dir "$T/my/$1" "mysql://reader:reader@127.0.0.1:$DB_PORT/d" "$PG_URL/$1" >"$T/out" 2>&1
}
tables() { pgsql "$1" <<<"select tablename from pg_tables where schemaname = 'd'"; }
move one || changed 'the exit code is not 0'
cat "$T/out"
has "$T/out" 'd.plain'
lacks "$T/out" accounts
grep -q 'Total import time .* 2 ' "$T/out" || changed 'the total is another'
lacks "$T/out" ERROR
same 'tables in PostgreSQL' plain "$(tables one)"
mysql_run <<<'drop table accounts; create table accounts (id int primary key, balance int) with system versioning'
move two || changed 'the exit code is not 0'
has "$T/out" 'There is no applicable method for the generic function'
same 'tables in PostgreSQL, with a key' '' "$(tables two)"
