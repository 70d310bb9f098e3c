#!/usr/bin/env bash
# drizzle-kit 0.31.11, Django 5.2.19 (inspectdb), @dbml/connector through @dbml/cli 6.6.0 (db2dbml), PostgreSQL
# 18.4. `create unique index on t (f) include (e)` makes f unique; e is only carried along. All three readers take
# the included column for a key column and write a unique index over (f, e). sqlacodegen 4.0.4 is the control: it
# keeps INCLUDE.
# Why it hurts: the written schema is weaker, and silently so. Two rows with the same f and different e were
# refused before and are accepted in every database made from it.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py Django==5.2.19 sqlacodegen==4.0.4 psycopg2-binary==2.9.13
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3 @dbml/cli@6.6.0
pgsql postgres <<<'create table t (id int primary key, f int, e int); create unique index covering on t (f) include (e)'
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1 && npx db2dbml postgres "$PG_URL/postgres" -o t.dbml >/dev/null 2>&1)
"$PY" - >"$T/django" <<'PYTHON'
import os, django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres",
                                          "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}})
django.setup()
from django.core.management import call_command
call_command("inspectdb")
PYTHON
"$T/v/bin/sqlacodegen" --generator tables "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/postgres" >"$T/alchemy"
has "$T"/n/out/0000*.sql 'CREATE UNIQUE INDEX "covering" ON "t" USING btree ("f" int4_ops,"e" int4_ops);'
has "$T/n/t.dbml" '(f, e) [type: btree, unique, name: "covering"]'
has "$T/django" "unique_together = (('f', 'e'),)"
has "$T/alchemy" "Index('covering', 'f', postgresql_include=['e'], unique=True)"
insert='insert into t values (1, 1, 1), (2, 1, 2) on conflict do nothing; select count(*) from t'
same 'rows that the original keeps' 1 "$(pgsql postgres <<<"$insert")"
pgsql postgres <<<"drop index covering; $(cat "$T"/n/out/0000*.sql | grep 'CREATE UNIQUE')"
same 'rows that the written index keeps' 2 "$(pgsql postgres <<<"$insert")"
