#!/usr/bin/env bash
# MariaDB 11.8.9, Alembic 1.20.1. A CHECK that is written with its column, `price int check (price > 0)`, is a part of
# the column in MariaDB: MODIFY to a longer type drops it, and so does Alembic's `op.alter_column(type_=..)`, which
# states type, nullability, default and comment again. The same CHECK with a name, or RENAME COLUMN, survives.
# Why it hurts: in the standard, in PostgreSQL and MySQL a CHECK of a column is a constraint of the table, and stays.
# Growing a column is the harmless migration that nobody reads twice; from then on the table takes any value.
. "$(dirname "$0")/lib.sh"
mariadb '1:11.8.9+ds-4'
py alembic==1.20.1 SQLAlchemy==2.1.9 PyMySQL==1.2.4
mysql_run <<'SQL'
create table a (id int primary key, price int check (price > 0));
create table b (id int primary key, price int, constraint positive check (price > 0));
create table c (id int primary key, price int check (price > 0));
create table e (id int primary key, price int check (price > 0));
alter table a modify price bigint;
alter table b modify price bigint;
alter table c rename column price to cost;
SQL
"$PY" - "$T/my/sock" <<'PYTHON'
import sqlalchemy as sa, sys
from alembic.migration import MigrationContext
from alembic.operations import Operations
engine = sa.create_engine("mysql+pymysql://root@/d?unix_socket=" + sys.argv[1])
with engine.begin() as connection:
    Operations(MigrationContext.configure(connection)).alter_column("e", "price", type_=sa.BigInteger, existing_type=sa.Integer, existing_nullable=True)
PYTHON
for table in a b c e; do mysql_run <<<"show create table $table"; done
checks() { mysql_run <<<"select count(*) from information_schema.check_constraints where constraint_schema = 'd' and table_name = '$1'"; }
same 'CHECKs after MODIFY' 0 "$(checks a)"
same 'CHECKs after MODIFY, with a name' 1 "$(checks b)"
same 'CHECKs after RENAME COLUMN' 1 "$(checks c)"
same "CHECKs after Alembic's alter_column" 0 "$(checks e)"
mysql_run <<<'insert into a values (1, -5); insert into e values (1, -5)'
same 'negative prices' '-5 -5' "$(mysql_run <<<'select price from a union all select price from e' | paste -sd' ')"
