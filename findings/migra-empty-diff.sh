#!/usr/bin/env bash
# migra 3.0.1663481299, PostgreSQL 18.4. Pairs of databases between which migra finds nothing to do: other bounds
# of a partition, another CHECK of a domain, another step of an identity column or a sequence, another FILLFACTOR.
# An index or a table constraint that differs, the control, is found.
# Why it hurts: `migra` with an empty output and exit code 0 is used as the proof that two databases agree. Here
# one of them has no partition for a new value, or rejects values that the other accepts.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py migra==3.0.1663481299 setuptools==80.9.0 psycopg2-binary==2.9.13
number=0
compare() { # compare WHAT EXIT-CODE BEFORE AFTER
    number=$((number + 1))
    pgsql postgres <<<"create database a$number" && pgsql postgres <<<"create database b$number"
    pgsql "a$number" <<<"$3" && pgsql "b$number" <<<"$4"
    local code=0
    "$T/v/bin/migra" "$PG_URL/a$number" "$PG_URL/b$number" >"$T/out" 2>/dev/null || code=$?
    same "$1, exit code" "$2" "$code"
    [ "$2" != 0 ] || same "$1, output" '' "$(cat "$T/out")"
}
parts='create table t (a int) partition by list (a); create table one partition of t for values in'
compare 'bounds of a partition' 0 "$parts (1)" "$parts (1, 2)"
domain='create domain d as int check (value > 0); create table t (a d)'
compare 'CHECK of a domain' 0 "$domain" "${domain/> 0/> 10}"
compare 'step of an identity' 0 'create table t (a int generated always as identity)' \
    'create table t (a int generated always as identity (increment by 10))'
compare 'step of a sequence' 0 'create sequence s' 'create sequence s increment by 10'
compare 'fillfactor' 0 'create table t (a int)' 'create table t (a int) with (fillfactor = 50)'
compare 'control, an index' 2 'create table t (a int)' 'create table t (a int); create index i on t (a)'
compare 'control, a CHECK' 2 'create table t (a int)' 'create table t (a int check (a > 0))'
