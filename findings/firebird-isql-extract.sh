#!/usr/bin/env bash
# isql of Firebird 4.0.7 (of Debian's `sid`), embedded engine. `isql -x` writes the SQL that makes the database again. An
# index that is INACTIVE is active in the copy (an inactive trigger is not); the tables of the publication, and that it
# is enabled, are gone; a foreign key USING DESCENDING INDEX has an ascending one of another name; and SET LINGER is
# written inside the comment that holds CREATE DATABASE. The script runs without an error.
# Why it hurts: an index is set INACTIVE because it hurt, and replication of the copy starts with no table in it. The
# names of indexes are used again by ALTER INDEX and by the plans that queries carry.
. "$(dirname "$0")/lib.sh"
debian sid firebird4.0-server-core=4.0.7.3271.ds6-1+b2
debian sid firebird4.0-utils=4.0.7.3271.ds6-1+b2
export FIREBIRD=$T/root/usr/lib/x86_64-linux-gnu/firebird/4.0
export FIREBIRD_MSG=$FIREBIRD FIREBIRD_LOCK=$T/fb FIREBIRD_TMP=$T/fb
mkdir "$T/fb" && chmod 777 "$T/fb"
isql() { in_root "$T/root/usr/lib/firebird/4.0/bin/isql-fb" -q "$@" 2>&1; }
create() { echo "create database '$T/fb/$1.fdb' user 'SYSDBA';"; }
(create original && cat <<'SQL') | isql
create table parent (id int not null primary key);
create table child (id int not null primary key, parent_id int constraint child_parent references parent (id) using descending index by_parent, born date);
create index child_born on child (born);
set term ^;
create trigger quiet for child inactive after insert position 0 as begin end^
set term ;^
commit;
alter index child_born inactive;
alter database include table parent, child to publication;
alter database enable publication;
alter database set linger to 10;
commit;
SQL
isql -x "$T/fb/original.fdb" >"$T/out"
grep -v '^ *$' "$T/out"
(create copy && cat "$T/out") | isql >"$T/said"
[ ! -s "$T/said" ] || changed "the script does not run: $(cat "$T/said")"
state() {
    isql "$T/fb/$1.fdb" <<'SQL' | sed 's/^STATE *//; s/ *$//' | grep '^inactive'
set list on;
select 'inactive indexes ' || (select count(*) from rdb$indices where rdb$index_inactive = 1 and rdb$system_flag = 0)
  || ', triggers ' || (select count(*) from rdb$triggers where rdb$trigger_inactive = 1 and rdb$system_flag = 0)
  || ', published ' || (select count(*) from rdb$publication_tables) || ', enabled ' || (select rdb$active_flag from rdb$publications)
  || ', index of the key ' || (select trim(rdb$index_name) || ' ' || coalesce(rdb$index_type, 0) from rdb$indices where rdb$foreign_key is not null)
  || ', linger ' || coalesce(rdb$linger, 'none') as state from rdb$database;
SQL
}
same original 'inactive indexes 1, triggers 1, published 2, enabled 1, index of the key BY_PARENT 1, linger 10' "$(state original)"
same copy 'inactive indexes 0, triggers 1, published 0, enabled 0, index of the key CHILD_PARENT 0, linger none' "$(state copy)"
