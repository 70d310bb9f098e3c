#!/usr/bin/env bash
# SQLAlchemy 2.1.9, MySQL 9.7.4. A column of type VECTOR(3) is met with the warning `Did not recognize type`,
# which for other unknown types means that the column gets NullType and the rest is read. Here the length is then
# handed to NullType and reflection of the whole database ends in a TypeError. A type without a length, such as
# `point`, is read on.
# Why it hurts: MetaData.reflect(), `alembic revision --autogenerate` and sqlacodegen all stop at the first such
# table, though the other tables have nothing to do with it. Leaving the table out by name is the only way round.
. "$(dirname "$0")/lib.sh"
mysql 9.7.4-2
py SQLAlchemy==2.1.9 PyMySQL==1.2.4
reflect() { "$PY" -W ignore - "$T/my/sock" >"$T/out" 2>&1 <<'PYTHON'
import sys, sqlalchemy as sa
metadata = sa.MetaData()
metadata.reflect(sa.create_engine("mysql+pymysql://root@localhost/d?unix_socket=" + sys.argv[1]))
print("read:", *sorted(metadata.tables))
PYTHON
}
mysql_run <<'SQL'
create table plain (id int primary key, place point);
SQL
reflect
has "$T/out" 'read: plain'
mysql_run <<'SQL'
create table embedded (id int primary key, v vector(3));
SQL
reflect && changed 'the table with VECTOR(3) is read now'
has "$T/out" 'TypeError: NullType() takes no arguments'
