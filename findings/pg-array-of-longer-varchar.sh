#!/usr/bin/env bash
# PostgreSQL 18.4. `varchar(10)` to `varchar(20)` or to `text` changes the catalog only. The same step for an
# array, `varchar(10)[]` to `varchar(20)[]` or `text[]`, rewrites the table and all of its indexes, and so does
# `numeric(10,2)[]` to `numeric(12,2)[]`. The manual speaks of binary coercible types in general.
# Why it hurts: reviewers and linters know that lengthening a varchar is free. On an array column of a large table
# the same line holds an ACCESS EXCLUSIVE lock for as long as the copy takes. Elements are coerced one by one, and
# the planner of ALTER TABLE does not see through that to `nothing to do`.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
rewrites() { # rewrites OLD-TYPE NEW-TYPE
    local file="select pg_relation_filenode('t')" before
    pgsql postgres <<<"drop table if exists t; create table t (a $1); insert into t values (null)"
    before=$(pgsql postgres <<<"$file")
    pgsql postgres <<<"alter table t alter column a type $2"
    [ "$before" != "$(pgsql postgres <<<"$file")" ] && echo rewritten || echo kept
}
same 'varchar(10) to varchar(20)' kept "$(rewrites 'varchar(10)' 'varchar(20)')"
same 'varchar(10)[] to varchar(20)[]' rewritten "$(rewrites 'varchar(10)[]' 'varchar(20)[]')"
same 'varchar(10) to text' kept "$(rewrites 'varchar(10)' text)"
same 'varchar(10)[] to text[]' rewritten "$(rewrites 'varchar(10)[]' 'text[]')"
same 'numeric(10,2) to numeric(12,2)' kept "$(rewrites 'numeric(10,2)' 'numeric(12,2)')"
same 'numeric(10,2)[] to numeric(12,2)[]' rewritten "$(rewrites 'numeric(10,2)[]' 'numeric(12,2)[]')"
