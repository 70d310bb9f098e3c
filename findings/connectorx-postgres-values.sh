#!/usr/bin/env bash
# connectorx 0.4.6, which polars 2.1.0 reads databases with, PostgreSQL 18.4. Every numeric becomes decimal(38,10),
# whatever its scale, and is rounded to ten digits: 0.000000000049 is 0. A number in jsonb goes through a double:
# 12345678901234567891.5 comes back as 1.2345678901234567e19. The time 24:00, the end of the day, is read as 00:00.
# Why it hurts: jsonb and numeric are chosen for being exact, and the data frame says decimal with room for 38 digits.
# Prices of a unit have twelve digits in many trades. Who opens at 22:00 and closes at 24:00 is open for -22 hours.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py connectorx==0.4.6 polars==2.1.0 pyarrow==26.0.1
pgsql postgres <<'SQL'
create table rate (price numeric(20,15), small numeric(30,12), prices numeric(20,15)[], document jsonb, closes time);
insert into rate values (0.123456789099999, 0.000000000049, '{0.123456789099999}', '{"id": 12345678901234567891.5}', '24:00')
SQL
"$PY" - "$PG_URL/postgres" >"$T/out" <<'PYTHON'
import sys, polars
frame = polars.read_database_uri("select * from rate", sys.argv[1])
for name, (value,) in frame.to_dict(as_series=False).items():
    print(name, frame[name].dtype, value)
PYTHON
pgsql postgres <<<'select price, small, prices, document::text, closes::text from rate'
cat "$T/out"
has "$T/out" 'price Decimal(precision=38, scale=10) 0.1234567891'
has "$T/out" 'small Decimal(precision=38, scale=10) 0E-10'
has "$T/out" "prices List(Decimal(precision=38, scale=10)) [Decimal('0.1234567891')]"
has "$T/out" 'document String {"id":1.2345678901234567e19}'
has "$T/out" 'closes Time 00:00:00'
same 'time in PostgreSQL' 24:00:00 "$(pgsql postgres <<<'select closes::text from rate')"
