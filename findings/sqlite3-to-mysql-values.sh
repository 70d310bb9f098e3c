#!/usr/bin/env bash
# sqlite3-to-mysql 2.6.1 (sqlite3mysql), MariaDB 11.8.9, SQLite of Python. NUMERIC becomes BIGINT: 1.75 is 2 and 0.5
# is 0 in the copy, and the default 0.5 is 1. INTEGER becomes INT(11), and since the rows go in with INSERT IGNORE, the
# default, 3000000000 is stored as 2147483647; of the keys 'a' and 'A' one row is left out. It reports `Done!`, warns
# of nothing and ends with 0.
# Why it hurts: amounts, integers above 2^31 (every timestamp in milliseconds) and rows change or vanish on the day of
# the move, and the run that did it looks like one that succeeded.
. "$(dirname "$0")/lib.sh"
mariadb '1:11.8.9+ds-4'
py sqlite3-to-mysql==2.6.1 PyMySQL==1.2.4
"$PY" - "$T/from.db" <<'PYTHON'
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.executescript("""
create table sale (id integer primary key, amount numeric, rate numeric default 0.5, at integer);
create table word (word text primary key, meaning text);
insert into sale (amount, at) values (1.75, 3000000000);
insert into word values ('a', 'one'), ('A', 'two');
""")
PYTHON
lite() { "$PY" -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(*row, sep="|")' "$T/from.db" "$1"; }
code=0
"$T/v/bin/sqlite3mysql" -f "$T/from.db" -d d -u root --mysql-password '' -h 127.0.0.1 -P "$DB_PORT" >"$T/said" 2>&1 || code=$?
has "$T/said" 'Done!'
same 'exit code' 0 "$code"
mysql_run <<<'show create table sale'
sale='select amount, rate, at from sale'
same 'sale in SQLite' '1.75|0.5|3000000000' "$(lite "$sale")"
same 'sale in the copy' '2|0|2147483647' "$(mysql_run <<<"$sale")"
same 'words in SQLite' 2 "$(lite 'select count(*) from word')"
same 'words in the copy' 1 "$(mysql_run <<<'select count(*) from word')"
lacks "$T/said" WARN
lacks "$T/said" ERR
