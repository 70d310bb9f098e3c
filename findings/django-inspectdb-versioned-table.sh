#!/usr/bin/env bash
# Django 5.2.19, MariaDB 11.8.9. `inspectdb` without arguments leaves out tables WITH SYSTEM VERSIONING: MariaDB
# lists them with the type `SYSTEM VERSIONED`, and Django keeps `BASE TABLE` and `VIEW` only. The same inspectdb
# reads the table well where it is named. Invisible columns are left out in both cases, since columns come from
# `SELECT *`.
# Why it hurts: a team that adds versioning to its most important tables gets a models.py from which exactly those
# are missing, and introspection.table_names(), which migrate and flush use, does not see them either.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
py PyMySQL==1.2.4 Django==5.2.19
mysql_run <<'SQL'
create table plain (id int primary key, shown int, hidden int invisible default 5);
create table accounts (id int primary key, balance int) with system versioning;
create user reader@'127.0.0.1' identified by 'reader';
grant all on *.* to reader@'127.0.0.1';
SQL
inspect() { "$PY" - "$DB_PORT" "$@" <<'PYTHON'
import sys, pymysql, django
pymysql.version_info = (2, 2, 4, "final", 0)
pymysql.install_as_MySQLdb()
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.mysql", "NAME": "d", "USER": "reader",
                                          "PASSWORD": "reader", "HOST": "127.0.0.1", "PORT": sys.argv[1]}})
django.setup()
from django.core.management import call_command
call_command("inspectdb", *sys.argv[2:])
PYTHON
}
same 'what the server says' 'accounts|SYSTEM VERSIONED plain|BASE TABLE' \
    "$(mysql_run <<<"select table_name, table_type from information_schema.tables where table_schema = 'd' order by 1" | xargs)"
inspect >"$T/all"
has "$T/all" 'class Plain(models.Model):'
lacks "$T/all" 'class Accounts'
lacks "$T/all" 'hidden'
inspect accounts >"$T/named"
has "$T/named" 'class Accounts(models.Model):'
