#!/usr/bin/env bash
# Django 5.2.19 (inspectdb), @dbml/cli 6.6.0 (db2dbml and sql2dbml), PostgreSQL 18.4. A unique index that holds
# only for some rows, `create unique index on t (mail) where deleted is null`, is read as an unconditional unique
# column by both tools; nothing in the output speaks of the condition. (inspectdb leaves a unique index over an
# expression out.)
# Why it hurts: this index is the usual way to let a deleted user's address be used again. The generated model
# promises that a lookup by address finds one row, forms refuse an address that the database would accept, and a
# database made from the output refuses rows that the original holds.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py Django==5.2.19
js @dbml/cli@6.6.0
echo 'create table t (id int primary key, mail text, deleted date);
create unique index live on t (mail) where deleted is null;' >"$T/n/t.sql"
pgsql postgres <"$T/n/t.sql"
(cd "$T/n" && npx db2dbml postgres "$PG_URL/postgres" -o live.dbml >/dev/null 2>&1 &&
    npx sql2dbml --postgres t.sql -o file.dbml >/dev/null 2>&1 && npx dbml2sql --postgres live.dbml -o again.sql >/dev/null 2>&1)
"$PY" - >"$T/django" <<'PYTHON'
import os, django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres",
                                          "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}})
django.setup()
from django.core.management import call_command
call_command("inspectdb")
PYTHON
has "$T/django" 'mail = models.TextField(unique=True'
has "$T/n/live.dbml" '"mail" text [unique]'
has "$T/n/file.dbml" 'mail [unique, name: "live"]'
has "$T/n/again.sql" '"mail" text UNIQUE'
same 'what the database itself accepts' 2 "$(pgsql postgres <<<"
    insert into t values (1, 'a@x', '2020-01-01'), (2, 'a@x', null); select count(*) from t where mail = 'a@x'")"
