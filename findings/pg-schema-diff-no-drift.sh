#!/usr/bin/env bash
# pg-schema-diff 0.2.4 (of PyPI), PostgreSQL 18.4. With --fail-on-drift the tool ends with 0 and says `No schema
# differences detected` for two databases in which a column is numeric(10,2) and numeric(12,4), int[] and text[],
# a CHECK is another, a foreign key has ON DELETE CASCADE in one, or a unique constraint covers other columns.
# A changed default, the control, ends with 1.
# Why it hurts: the tool's description is to detect drift, and the option exists for pipelines. It compares columns by
# their short type name and constraints by name, so what it vouches for is much less than it says.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py pg-schema-diff==0.2.4
number=0
compare() { # compare WHAT EXIT-CODE BEFORE AFTER
    number=$((number + 1))
    pgsql postgres <<<"create database a$number" && pgsql postgres <<<"create database b$number"
    pgsql "a$number" <<<"$3" && pgsql "b$number" <<<"$4"
    local code=0
    "$T/v/bin/pg-schema-diff" diff --source "$PG_URL/a$number" --target "$PG_URL/b$number" --fail-on-drift \
        --no-step-summary >"$T/out" 2>&1 || code=$?
    same "$1, exit code" "$2" "$code"
    [ "$2" != 0 ] || has "$T/out" 'No schema differences detected'
}
compare 'precision' 0 'create table t (a numeric(10,2))' 'create table t (a numeric(12,4))'
compare 'array of another type' 0 'create table t (a int[])' 'create table t (a text[])'
compare 'CHECK' 0 'create table t (a int, constraint c check (a > 0))' 'create table t (a int, constraint c check (a > 10))'
key='create table p (id int primary key); create table t (a int, constraint f foreign key (a) references p'
compare 'action of a key' 0 "$key)" "$key on delete cascade)"
compare 'columns of a unique' 0 'create table t (a int, b int, constraint u unique (a))' \
    'create table t (a int, b int, constraint u unique (a, b))'
compare 'control, a default' 1 'create table t (a int default 1)' 'create table t (a int default 2)'
