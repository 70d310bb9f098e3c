#!/usr/bin/env bash
# DuckDB 1.5.5 with its postgres extension, PostgreSQL 18.4. Numeric NaN and Infinity are read as 0, and the timestamptz
# 294270-01-01, which PostgreSQL holds, as a year before Christ. A column numeric(6,-2), rounded to hundreds, gets the
# type DECIMAL(6,254). Nothing is said of any of it.
# Why it hurts: a sum over the column is finite, and rows are counted as 0 that are "no limit" or "not known". DuckDB's
# own DOUBLE, as which it reads a numeric without a precision, could hold both.
. "$(dirname "$0")/lib.sh"
export HOME=$T
postgres 18.4.0-beta.17
py duckdb==1.5.5 duckdb-extensions==1.5.5 duckdb-extension-postgres-scanner==1.5.5 pytz
pgsql postgres <<'SQL'
create table t (id int, hundreds numeric(6,-2), price numeric(10,2), share numeric, until timestamptz);
insert into t values (1, 12345, 'NaN', 'Infinity', '294270-01-01 00:00+00'), (2, 700, 1, 1, '2020-01-01 00:00+00')
SQL
"$PY" - >"$T/out" <<'PYTHON'
import os, duckdb
from duckdb_extensions import import_extension
import_extension("postgres_scanner")
db = duckdb.connect()
db.execute("set timezone = 'UTC'")
db.execute(f"attach 'host=127.0.0.1 port={os.environ['PGPORT']} user=postgres dbname=postgres' as pg (type postgres)")
print(db.execute("select column_type from (describe pg.t) where column_name = 'hundreds'").fetchone())
print(db.execute("select id, price::text, share, until::text from pg.t order by id").fetchall())
print(db.execute("select sum(price)::text, sum(share), count(*) filter (share = 0) from pg.t").fetchall())
PYTHON
pgsql postgres <<<'select id, hundreds, price, share, until::text from t order by id'
cat "$T/out"
has "$T/out" "('DECIMAL(6,254)',)"
has "$T/out" "(1, '0.00', 0.0, '290286-12-14 (BC)"
has "$T/out" "[('1.00', 1.0, 1)]"
same 'sums, and zeros, in PostgreSQL' 'NaN|Infinity|0' "$(pgsql postgres <<<'select sum(price), sum(share), count(*) filter (where share = 0) from t')"
