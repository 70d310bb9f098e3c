#!/usr/bin/env bash
# DuckDB 1.5.5 with its sqlite extension, Peewee 4.5.3, ibis 12.0.0, ADBC's SQLite driver 1.13.0. Four readers ask SQLite
# for PRAGMA table_info, which leaves generated columns out (table_xinfo has them). In DuckDB, SELECT * of the attached
# file is without them, and so is each copy made of it; Peewee's pwiz and the export of its DataSet are, too; ADBC's list
# of objects has them for a view over the table and not for the table; and ibis cannot read such a table at all.
# Why it hurts: a generated column is where a value of a JSON document gets its name and its index, so that it is the one
# that people ask for. The export is complete to look at, and `SELECT *` in SQLite itself shows the column.
. "$(dirname "$0")/lib.sh"
export HOME=$T
py duckdb==1.5.5 duckdb-extensions==1.5.5 duckdb-extension-sqlite-scanner==1.5.5 peewee==4.5.3 adbc-driver-sqlite==1.13.0 \
    adbc-driver-manager==1.13.0 pyarrow==26.0.1 'ibis-framework[sqlite]==12.0.0' pandas==3.1.1 sqlglot==30.30.0
cat >"$T/make.py" <<'PYTHON'
import sqlite3
db = sqlite3.connect("a.db")
db.executescript("""
create table event (id integer primary key, document text, kind text generated always as (document ->> 'kind') virtual);
insert into event (document) values ('{"kind": "paid"}');
create view events as select * from event;
""")
print("sqlite:", db.execute("select * from event").fetchall())
PYTHON
"$PY" "$T/make.py"
"$PY" - >"$T/duck" <<'PYTHON'
import duckdb
from duckdb_extensions import import_extension
import_extension("sqlite_scanner")
db = duckdb.connect()
db.execute("attach 'a.db' as lite (type sqlite)")
db.execute("attach ':memory:' as copy")
print("duckdb:", db.execute("select * from lite.event").fetchall())
db.execute("create table copy.event as from lite.event")
print("copy:", [row[0] for row in db.execute("describe copy.event").fetchall()])
PYTHON
"$T/v/bin/pwiz" -e sqlite a.db >"$T/pwiz"
"$PY" - >"$T/others" <<'PYTHON'
import io, ibis, adbc_driver_sqlite.dbapi as adbc
from playhouse.dataset import DataSet
text = io.StringIO()
db = DataSet("sqlite:///a.db")
db.freeze(db["event"].all(), format="csv", file_obj=text)
print("peewee:", text.getvalue().splitlines()[0])
connection = adbc.connect("a.db")
for table in connection.adbc_get_objects().read_all().to_pylist()[0]["catalog_db_schemas"][0]["db_schema_tables"]:
    print("adbc:", table["table_name"], [column["column_name"] for column in table["table_columns"]])
try:
    print("ibis:", ibis.sqlite.connect("a.db").table("event").execute())
except ValueError as error:
    print("ibis:", error)
PYTHON
cat "$T/duck" "$T/others"
has "$T/duck" "duckdb: [(1, '{\"kind\": \"paid\"}')]"
has "$T/duck" "copy: ['id', 'document']"
has "$T/pwiz" 'document = '
lacks "$T/pwiz" kind
has "$T/others" 'peewee: id,document'
lacks "$T/others" 'peewee: id,document,'
has "$T/others" "adbc: event ['id', 'document']"
has "$T/others" "adbc: events ['id', 'document', 'kind']"
has "$T/others" 'ibis: 2 columns passed, passed data had 3 columns'
