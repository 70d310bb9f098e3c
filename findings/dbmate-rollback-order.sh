#!/usr/bin/env bash
# dbmate 2.36.0, PostgreSQL 18.4. Versions 1 and 3 are applied, then 2 arrives from another branch and is applied
# as well, silently (there is a flag, --strict, against that). `rollback`, which the documentation says undoes the
# most recent migration, undoes 3: the highest number, not the one that was run last.
# Why it hurts: the deployment of 2 has gone wrong and is rolled back at once; what disappears is a table that has
# been in production for longer, and 2 stays. dbmate's table of versions keeps no time, so it cannot know.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js dbmate@2.36.0
mkdir "$T/m"
run() { (cd "$T/n" && npx dbmate --no-dump-schema -d "$T/m" -u "$PG_URL/postgres?sslmode=disable" "$1"); }
migration() { printf '%s\n' '-- migrate:up' "create table t$1 (a int);" '-- migrate:down' "drop table t$1;" >"$T/m/$1_t.sql"; }
migration 1 && migration 3 && run migrate
migration 2 && run migrate | tee "$T/out"
has "$T/out" 'Applied: 2_t.sql'
run rollback | tee "$T/back"
has "$T/back" 'Rolled back: 3_t.sql'
same 'tables left' 't1 t2' "$(pgsql postgres <<<"select tablename from pg_tables where tablename like 't_' order by 1" | xargs)"
