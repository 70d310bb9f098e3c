#!/usr/bin/env bash
# adbc-driver-postgresql 1.13.0 and adbc-driver-sqlite 1.13.0 (Arrow's database connectivity), pyarrow 26.0.1, PostgreSQL
# 18.4. `adbc_ingest` makes a bigint column for unsigned 64-bit integers and stores 18446744073709551615 as -1, without
# an error; the SQLite driver refuses that value. A decimal128(10, 2) becomes numeric without precision, and its 1.10
# is stored as 1.1. Nanoseconds are cut off. For SQLite a timestamp of a time zone is written in UTC without saying so.
# Why it hurts: this is the fast path under to_sql and write_database of the data frame libraries. Hashes and ids of
# 64 bits turn negative in half of all rows, and the column they are in looks like any other bigint.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py adbc-driver-postgresql==1.13.0 adbc-driver-sqlite==1.13.0 pyarrow==26.0.1
cat >"$T/ingest.py" <<'PYTHON'
import datetime, decimal, sys
import adbc_driver_postgresql.dbapi, adbc_driver_sqlite.dbapi
import pyarrow as pa
columns = {
    "unsigned": pa.array([2**64 - 1, 2**63], pa.uint64()),
    "amount": pa.array([decimal.Decimal("1.10")], pa.decimal128(10, 2)),
    "nanoseconds": pa.array([1577836800123456789], pa.timestamp("ns")),
    "zone": pa.array([datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.timezone.utc)], pa.timestamp("us", "Asia/Tokyo")),
}
for driver, connection in ("postgresql", adbc_driver_postgresql.dbapi.connect(sys.argv[1])), ("sqlite", adbc_driver_sqlite.dbapi.connect()):
    for name, values in columns.items():
        with connection.cursor() as cursor:
            try:
                cursor.adbc_ingest(name, pa.table({"x": values}), mode="create")
                connection.commit()
                cursor.execute(f"select cast(x as text) from {name}")
                print(driver, name, [row[0] for row in cursor.fetchall()])
            except Exception as error:
                connection.rollback()
                print(driver, name, "error:", str(error).splitlines()[0])
connection.close()
PYTHON
"$PY" "$T/ingest.py" "$PG_URL/postgres" >"$T/out" 2>"$T/err" || { cat "$T/err"; exit 1; }
cat "$T/out"
has "$T/out" "postgresql unsigned ['-1', '-9223372036854775808']"
has "$T/out" 'sqlite unsigned error: INVALID_ARGUMENT: Column 0 has unsigned integer value 18446744073709551615'
has "$T/out" "postgresql amount ['1.1']"
same 'type of the decimal column' numeric "$(pgsql postgres <<<"select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'amount'::regclass and attnum = 1")"
has "$T/out" "postgresql nanoseconds ['2020-01-01 00:00:00.123456']"
has "$T/out" "sqlite zone ['2020-01-01T12:00:00.000000']"
