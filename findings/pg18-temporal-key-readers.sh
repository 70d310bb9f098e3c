#!/usr/bin/env bash
# sqlacodegen 4.0.4, drizzle-kit 0.31.11, Django 5.2.19, @dbml/cli 6.6.0, migra 3.0.1663481299, PostgreSQL 18.4.
# `primary key (room, during without overlaps)` says that no two rows of a room overlap in time. The first four
# read it as an ordinary key over (room, during), the foreign key with PERIOD as an ordinary foreign key; none
# says so. migra notices the GiST index and writes `PRIMARY KEY USING INDEX` over it, which PostgreSQL refuses.
# Why it hurts: an ordinary key over a range refuses only the identical range, so the copy of the database accepts
# double bookings. The ordinary foreign key, the other way round, refuses a child whose period lies inside its
# parent's.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sqlacodegen==4.0.4 psycopg2-binary==2.9.13 Django==5.2.19 migra==3.0.1663481299 setuptools==80.9.0
js drizzle-kit@0.31.11 drizzle-orm@0.45.4 pg@8.16.3 @dbml/cli@6.6.0
pgsql postgres <<<'create database empty'
pgsql postgres <<<'create extension btree_gist;
create table booking (room int, during daterange, constraint booking_pkey primary key (room, during without overlaps));
create table meal (room int, during daterange, constraint meal_booking foreign key (room, period during) references booking (room, period during))'
cat >"$T/n/drizzle.config.js" <<CONFIG
module.exports = { dialect: "postgresql", out: "./out", dbCredentials: { url: "$PG_URL/postgres" } };
CONFIG
(cd "$T/n" && npx drizzle-kit introspect >/dev/null 2>&1 && npx db2dbml postgres "$PG_URL/postgres" -o t.dbml >/dev/null 2>&1)
"$T/v/bin/sqlacodegen" "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/postgres" >"$T/alchemy"
"$T/v/bin/migra" --unsafe "$PG_URL/empty" "$PG_URL/postgres" >"$T/migra" 2>/dev/null || true
"$PY" - >"$T/django" <<'PYTHON'
import os, django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres",
                                          "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}})
django.setup()
from django.core.management import call_command
call_command("inspectdb")
PYTHON
has "$T/alchemy" "PrimaryKeyConstraint('room', 'during', name='booking_pkey')"
has "$T/alchemy" "ForeignKeyConstraint(['room', 'during'], ['booking.room', 'booking.during'], name='meal_booking')"
has "$T/django" "pk = models.CompositePrimaryKey('room', 'during')"
has "$T/n/t.dbml" '(room, during) [pk, type: gist, name: "booking_pkey"]'
has "$T/migra" 'alter table "public"."booking" add constraint "booking_pkey" PRIMARY KEY using index "booking_pkey";'
grep 'CONSTRAINT "booking_pkey"' "$T"/n/out/0000*.sql >"$T/key"
grep 'CONSTRAINT "meal_booking"' "$T"/n/out/0000*.sql >>"$T/key"
cat "$T/key"
for file in "$T"/n/out/0000*.sql "$T/alchemy" "$T/django" "$T/n/t.dbml" "$T/migra"; do lacks "$file" 'OVERLAPS'; done
double="insert into %s values (1, '[2020-01-01,2020-01-05)'), (1, '[2020-01-03,2020-01-08)')"
pgsql postgres <<<"$(printf "$double" booking)" >"$T/out" 2>&1 && changed 'a temporal key lets an overlap pass'
has "$T/out" 'conflicting key value violates exclusion constraint "booking_pkey"'
pgsql empty <<<"create table copy (room int, during daterange, primary key (room, during)); $(printf "$double" copy)"
same 'double bookings in the copy' 2 "$(pgsql empty <<<'select count(*) from copy')"
