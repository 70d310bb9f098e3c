#!/usr/bin/env bash
# piccolo 1.38.0, PostgreSQL 18.4. `piccolo schema generate` gives defaults to nullable columns that have none: 0
# to an integer, today to a date. numeric(10,2) DEFAULT 1.5 becomes Numeric(default=Decimal("1"), digits=None),
# the text default 'it''s' keeps its doubled apostrophe, and an int primary key becomes a Serial. (Without a
# foreign key in the database the file also lacks the import of Table.)
# Why it hurts: from the day on which the generated classes are used, a row that used to say "not known" (NULL)
# says 0 or today. No migration shows it, since Piccolo sends the defaults with each INSERT.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py piccolo==1.38.0 asyncpg==0.32.0
pgsql postgres <<<"create table t (id int primary key, amount int, born date, price numeric(10,2) default 1.5, note varchar(10) default 'it''s')"
cat >"$T/piccolo_conf.py" <<CONFIG
from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine
APP_REGISTRY = AppRegistry(apps=[])
DB = PostgresEngine(config={"host": "127.0.0.1", "port": $PGPORT, "user": "postgres", "database": "postgres"})
CONFIG
(cd "$T" && PYTHONPATH=. PICCOLO_CONF=piccolo_conf "$T/v/bin/piccolo" schema generate) >"$T/models.py" 2>/dev/null
tr -d '\n' <"$T/models.py" | sed 's/  */ /g; s/ \([a-z]* = [A-Z]\)/\n\1/g' >"$T/flat"
lacks "$T/models.py" 'from piccolo.table import Table'
sed -i '1i from piccolo.table import Table' "$T/models.py"
has "$T/flat" 'id = Serial( null=False, primary_key=True'
has "$T/flat" 'amount = Integer( default=0, null=True'
has "$T/flat" 'born = Date( default=DateNow(), null=True'
has "$T/flat" 'price = Numeric( default=decimal.Decimal("1"), digits=None'
has "$T/flat" "note = Varchar( length=10, default=\"it''s\""
cat >"$T/use.py" <<'PYTHON'
import models
print(models.T.insert(models.T(id=1)))
PYTHON
same 'what the database stores by itself' '||1.50' "$(pgsql postgres <<<'insert into t (id) values (1); select amount, born, price from t')"
(cd "$T" && PYTHONPATH=. PICCOLO_CONF=piccolo_conf "$PY" use.py) | tee "$T/insert"
has "$T/insert" "VALUES (1,0,'"
