#!/usr/bin/env bash
# sqlglot 30.30.0, SQLite 3.54.1, PostgreSQL 18.4, MySQL 9.7.4. Two functions keep their name and change their
# value: `log(100)` of PostgreSQL (base 10) is written as `LOG(100)` for MySQL (base e), and `length(a)` of MySQL
# (bytes) is written as `LENGTH(a)` for PostgreSQL and SQLite (characters). In the other directions sqlglot does
# translate: LOG of MySQL becomes LN, length of PostgreSQL becomes CHAR_LENGTH.
# Why it hurts: in a generated column or a CHECK no error appears, the stored value or the accepted length is
# another.
. "$(dirname "$0")/lib.sh"
py sqlglot==30.30.0 apsw==3.54.1.0
postgres 18.4.0-beta.17
mysql 9.7.4-2
translate() { "$PY" -c 'import sys, sqlglot; print(sqlglot.transpile(sys.argv[3], read=sys.argv[1], write=sys.argv[2])[0])' "$@"; }
same 'log, PostgreSQL' 2 "$(pgsql postgres <<<'select log(100)::int')"
same 'log, translated' 'SELECT LOG(100)' "$(translate postgres mysql 'select log(100)')"
same 'log, MySQL' 4.605170185988092 "$(mysql_run <<<'SELECT LOG(100)')"
same 'log, the other way' 'SELECT LN(100)' "$(translate mysql postgres 'select log(100)')"
same 'length, MySQL' 4 "$(mysql_run <<<"select length(_utf8mb4'äö')")"
same 'length, translated' "SELECT LENGTH('äö')" "$(translate mysql postgres "select length('äö')")"
same 'length, PostgreSQL' 2 "$(pgsql postgres <<<"SELECT LENGTH('äö')")"
same 'length, the other way' "SELECT CHAR_LENGTH('äö')" "$(translate postgres mysql "select length('äö')")"
