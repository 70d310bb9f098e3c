#!/usr/bin/env bash
# dbmate 2.36.0, PostgreSQL 18.4. For a migration that the server refuses, dbmate prints `Applied: 1_x.sql in ..`
# on standard output, with the time it took, and the error on standard error; the exit code is 2 and `status`
# calls it pending. A control file that succeeds prints the same line.
# Why it hurts: deployment logs are often standard output alone, or the two streams out of order. The line that
# one greps for to know what is in the database is there in both cases.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js dbmate@2.36.0
mkdir "$T/m"
run() { (cd "$T/n" && npx dbmate --no-dump-schema -d "$T/m" -u "$PG_URL/postgres?sslmode=disable" "$1"); }
printf '%s\n' '-- migrate:up' 'select 1 / 0;' '-- migrate:down' >"$T/m/1_x.sql"
code=0
run migrate >"$T/out" 2>"$T/err" || code=$?
has "$T/out" 'Applied: 1_x.sql in '
has "$T/err" 'division by zero'
same 'exit code' 2 "$code"
run status | tee "$T/status"
has "$T/status" '[ ] 1_x.sql'
printf '%s\n' '-- migrate:up' 'select 1;' '-- migrate:down' >"$T/m/1_x.sql"
run migrate >"$T/out" 2>"$T/err"
has "$T/out" 'Applied: 1_x.sql in '
