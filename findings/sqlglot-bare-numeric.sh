#!/usr/bin/env bash
# sqlglot 30.30.0, PostgreSQL 18.4, MySQL 9.7.4. From PostgreSQL to MySQL, `numeric` becomes `DECIMAL` and
# `timestamp` becomes `DATETIME`, without a warning even with unsupported_level=RAISE. PostgreSQL's bare types
# keep every digit and microseconds; MySQL's bare types are DECIMAL(10,0) and DATETIME(0), which round.
# Why it hurts: the table is made without an error, and every price and every time is rounded on its way in
# (strict mode only notes it). The control, with precision and scale written out, keeps the values.
. "$(dirname "$0")/lib.sh"
py sqlglot==30.30.0
postgres 18.4.0-beta.17
mysql 9.7.4-2
translate() { "$PY" -c 'import sys, sqlglot
print(sqlglot.transpile(sys.argv[1], read="postgres", write="mysql", unsupported_level=sqlglot.ErrorLevel.RAISE)[0])' "$1"; }
values="(123.456, '2020-01-01 10:00:00.75')"
bare='create table bare (price numeric, at timestamp)'
full='create table written (price numeric(12,3), at timestamp(6))'
for table in "$bare" "$full"; do
    name=$(cut -d' ' -f3 <<<"$table")
    pgsql postgres <<<"$table"
    translate "$table" | tee "$T/sql"
    mysql_run <"$T/sql"
    same "PostgreSQL, $name" '123.456|2020-01-01 10:00:00.750000' \
        "$(pgsql postgres <<<"insert into $name values $values; select * from $name")"
    mysql_run <<<"insert into $name values $values; select * from $name" >"$T/$name"
done
same 'MySQL, bare' '123|2020-01-01 10:00:01' "$(cat "$T/bare")"
same 'MySQL, written' '123.456|2020-01-01 10:00:00.750000' "$(cat "$T/written")"
