#!/usr/bin/env bash
# squawk 2.70.0 with --pg-version 18, PostgreSQL 18.4. Two warnings that do not hold. A VIRTUAL generated column
# is said to need a table rewrite; PostgreSQL adds it without touching the file. For an EXCLUDE constraint the
# help is to use NOT VALID and VALIDATE later; PostgreSQL refuses NOT VALID on exclusion constraints.
# Why it hurts: the first keeps people from the one safe way to add a computed column and sends them to a
# backfilled column and a trigger. The second is advice that cannot be followed, on a statement that does block
# writes.
. "$(dirname "$0")/lib.sh"
py squawk-cli==2.70.0
postgres 18.4.0-beta.17
lint() { echo "$1" >"$T/lint.sql"; "$T/v/bin/squawk" --pg-version 18 "$T/lint.sql" >"$T/out" 2>&1 || true; }
pgsql postgres <<<'create table t (a int, r int4range); insert into t values (1)'
virtual='alter table t add column g int generated always as (a * 2) virtual;'
lint "$virtual"
has "$T/out" 'Adding a generated column requires a table rewrite'
file="select pg_relation_filenode('t')"
before=$(pgsql postgres <<<"$file") && pgsql postgres <<<"$virtual"
same 'file of the table' "$before" "$(pgsql postgres <<<"$file")"
exclude='alter table t add constraint x exclude using gist (r with &&)'
lint "$exclude;"
has "$T/out" 'constraint-missing-not-valid'
has "$T/out" 'Use `NOT VALID` with a later `VALIDATE CONSTRAINT` call.'
pgsql postgres <<<"$exclude not valid" >"$T/engine" 2>&1 && changed 'PostgreSQL takes NOT VALID here'
has "$T/engine" 'EXCLUDE constraints cannot be marked NOT VALID'
