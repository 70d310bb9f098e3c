#!/usr/bin/env bash
# SQLAlchemy 2.1.9, MariaDB 11.8.9. Two kinds of default are not there after reflection: `nextval(s)` of a
# sequence and the bit literal b'1'. Defaults beside them (a number, an expression) are. No warning is given.
# Why it hurts: a table rebuilt from the reflected model has no default, so inserts that leave the column out
# store NULL instead of the next number or a set flag, and autogenerate sees no difference between the two tables.
# For MySQL, b'1' is lost in the same way.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
py SQLAlchemy==2.1.9 PyMySQL==1.2.4
mysql_run <<'SQL'
create sequence s start with 10 increment by 5;
create table t (number bigint default nextval(s), flag bit(1) default b'1', plain int default 5, sum int default (1 + 2));
insert into t () values ();
SQL
same 'what the original stores' '10|1|5|3' "$(mysql_run <<<'select number, flag + 0, plain, sum from t')"
"$PY" -W error - "$T/my/sock" >"$T/out" <<'PYTHON'
import sys, sqlalchemy as sa
engine = sa.create_engine("mariadb+pymysql://root@localhost/d?unix_socket=" + sys.argv[1])
table = sa.Table("t", sa.MetaData(), autoload_with=engine)
print({c.name: c.server_default and str(c.server_default.arg) for c in table.columns})
with engine.begin() as connection:
    table.drop(connection)
    table.create(connection)
PYTHON
has "$T/out" "'number': None, 'flag': None, 'plain': '5'"
same 'what the copy stores' '||5|3' "$(mysql_run <<<'insert into t () values (); select number, flag + 0, plain, sum from t')"
