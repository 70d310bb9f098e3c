#!/usr/bin/env bash
# sqlparse 0.6.1, Django 5.2.19 and yoyo-migrations 9.0.0 (which split with it), SQLite of Python, PostgreSQL 18.4.
# A column named begin or declare, which no engine reserves, makes `sqlparse.split` take the rest of the file for one
# statement. A migration of two statements then fails on SQLite in both tools, while the server runs the file.
# Why it hurts: `begin` is the natural name of half of the columns that hold a period. Tools that look at statements
# one by one (linters, runners, formatters) see one CREATE TABLE and pass over all that follows.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sqlparse==0.6.1 Django==5.2.19 yoyo-migrations==9.0.0
cat >"$T/shift.sql" <<'SQL'
create table shift (id int primary key, begin text, finish text);
create index shift_begin on shift (begin);
insert into shift values (1, '08:00', '12:00');
SQL
same 'rows, by PostgreSQL' 1 "$( (cat "$T/shift.sql"; echo 'select count(*) from shift') | pgsql postgres)"
count() { "$PY" -c 'import sqlparse, sys; print(len(sqlparse.split(sys.stdin.read())))'; }
same 'statements by sqlparse' 1 "$(count <"$T/shift.sql")"
same 'with the column begins' 3 "$(sed 's/begin\b/begins/g' "$T/shift.sql" | count)"
same 'with the column declare' 1 "$(sed 's/begin\b/declare/g' "$T/shift.sql" | count)"
mkdir "$T/steps" && cp "$T/shift.sql" "$T/steps/0001.shift.sql"
"$PY" - "$T/shift.sql" >"$T/out" 2>&1 <<'PYTHON'
import sqlite3, sys, django
from django.conf import settings
text = open(sys.argv[1]).read()
sqlite3.connect(":memory:").executescript(text)
print("SQLite runs the file")
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.db import connection, migrations
from django.db.migrations.state import ProjectState
try:
    with connection.schema_editor() as editor:
        migrations.RunSQL(text).database_forwards("a", editor, ProjectState(), ProjectState())
except Exception as e:
    print("Django:", e)
import yoyo
backend = yoyo.get_backend("sqlite:///a.db")
try:
    backend.apply_migrations(yoyo.read_migrations("steps"))
except Exception as e:
    print("yoyo:", e)
PYTHON
cat "$T/out"
has "$T/out" 'SQLite runs the file'
has "$T/out" 'Django: You can only execute one statement at a time.'
has "$T/out" 'yoyo: You can only execute one statement at a time.'
