#!/usr/bin/env bash
# @flvmnt/pgfence 0.1.5, PostgreSQL 18.4. Three statements that rewrite the table under ACCESS EXCLUSIVE pass
# without any finding while the report says coveragePercent 100: SET UNLOGGED, CLUSTER, and an identity column on
# a bigint. (VACUUM FULL, a serial column and a volatile default are found, so the idea is there.)
# Why it hurts: `--ci --max-risk low` ends with success, and the number that says how much was understood is what
# a reviewer looks at. The table is locked for reads and writes as long as the copy takes.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @flvmnt/pgfence@0.1.5
rewrites() {
    local file="select pg_relation_filenode('t')" before
    pgsql postgres <<<'drop table if exists t; create table t (a int primary key); insert into t values (1)'
    before=$(pgsql postgres <<<"$file") && pgsql postgres <<<"$1"
    [ "$before" != "$(pgsql postgres <<<"$file")" ] && echo yes || echo no
}
findings() {
    echo "$1;" >"$T/n/m.sql"
    (cd "$T/n" && npx pgfence analyze --no-lock-timeout --no-statement-timeout --min-pg-version 18 --output json m.sql) |
        "$PY" -c 'import json, sys
report = json.load(sys.stdin)
print(report["coverage"]["coveragePercent"], *(check["ruleId"] for check in report["results"][0]["checks"]))'
}
for statement in 'alter table t set unlogged' 'cluster t using t_pkey' \
    'alter table t add column n bigint generated always as identity'; do
    same "rewritten by: $statement" yes "$(rewrites "$statement")"
    same 'coverage, findings' 100 "$(findings "$statement")"
done
same 'control, VACUUM FULL' '100 vacuum-full' "$(findings 'vacuum full t')"
