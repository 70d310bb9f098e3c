#!/usr/bin/env bash
# drizzle-kit 0.31.11, MySQL 9.7.4. Two databases of one server have a table t with a CHECK of the same name.
# Asked for one of them, `drizzle-kit introspect` writes the condition of the other: it joins the catalog's
# CHECK_CLAUSE by name only. SQLAlchemy 2.1.9 is the control and reads the right one.
# Why it hurts: the names MySQL gives by itself (t_chk_1) are the same in every copy of a schema, so any server
# with a staging and a production copy, or one database per customer, is concerned. The schema file then holds a
# rule that the database in question does not have, and the next push or migration puts it there.
. "$(dirname "$0")/lib.sh"
mysql 9.7.4-2
py SQLAlchemy==2.1.9 PyMySQL==1.2.4
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 mysql2@3.15.3
mysql_run <<'SQL'
create database mine;
create table mine.t (id int primary key, a int, check (a > 0));
create database other;
create table other.t (id int primary key, a int, check (a < 0));
create user reader@'127.0.0.1' identified by 'reader';
grant all on *.* to reader@'127.0.0.1';
SQL
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "mysql", out: "./" + process.env.DATABASE,
    dbCredentials: { url: "mysql://reader:reader@127.0.0.1:$DB_PORT/" + process.env.DATABASE } };
CONFIG
for database in mine other; do
    (cd "$T/n" && DATABASE=$database npx drizzle-kit introspect >/dev/null 2>&1)
    grep -h CHECK "$T/n/$database"/0000*.sql | tee "$T/$database"
    "$PY" - "$DB_PORT" "$database" <<'PYTHON' | tee -a "$T/control"
import sys, sqlalchemy as sa
engine = sa.create_engine(f"mysql+pymysql://reader:reader@127.0.0.1:{sys.argv[1]}/{sys.argv[2]}")
print(sys.argv[2], sa.inspect(engine).get_check_constraints("t")[0]["sqltext"])
PYTHON
done
has "$T/control" 'mine (`a` > 0)'
has "$T/control" 'other (`a` < 0)'
same 'the two databases, as drizzle-kit writes them' "$(cat "$T/mine")" "$(cat "$T/other")"
