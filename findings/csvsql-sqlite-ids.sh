#!/usr/bin/env bash
# csvsql of csvkit 2.2.0 (agate-sql 0.7.3) into SQLite. Every column of whole numbers becomes FLOAT, so two ids of 17
# digits that differ are stored as one number; `1:30` becomes the time 1970-01-01 00:01:30, and 5% the number 5. For
# MySQL, amounts that end with a zero in the file at hand, such as 1.10, make the column DECIMAL(38, 1).
# Why it hurts: ids of snowflake length are usual in exports, and joins over them match the wrong rows. No row is
# refused, and only --no-inference, which makes everything text, helps.
. "$(dirname "$0")/lib.sh"
py csvkit==2.2.0 agate==1.14.2 agate-sql==0.7.3 SQLAlchemy==2.0.58
csvsql() { "$PY" -m csvkit.utilities.csvsql "$@"; }
printf 'id,took,share\n90071992547409921,1:30,5%%\n90071992547409922,2:45,10%%\n' >"$T/times.csv"
csvsql --db "sqlite:///$T/out.db" --insert "$T/times.csv"
"$PY" - "$T/out.db" >"$T/out" <<'PYTHON'
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("select sql from sqlite_master").fetchone()[0])
print("distinct ids:", connection.execute("select count(distinct id) from times").fetchone()[0])
print(connection.execute("select took, share from times").fetchone())
PYTHON
cat "$T/out"
has "$T/out" 'id FLOAT NOT NULL'
has "$T/out" 'distinct ids: 1'
has "$T/out" "('1970-01-01 00:01:30.000000', 5.0)"
printf 'amount\n1.10\n2.20\n' >"$T/amounts.csv"
csvsql -i mysql "$T/amounts.csv" | tee "$T/mysql"
has "$T/mysql" 'amount DECIMAL(38, 1) NOT NULL'
