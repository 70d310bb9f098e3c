#!/usr/bin/env bash
# @dbml/cli 6.6.0. sql2dbml reads constraints from ALTER TABLE (so pg_dump's keys arrive) but passes over ADD
# COLUMN, DROP COLUMN, RENAME and SET NOT NULL in the same file without a word, and ends with success.
# Why it hurts: the file that a migration folder adds up to is mostly ALTER TABLE. The diagram made from it shows
# the first state of each table together with the latest constraints, and looks complete.
. "$(dirname "$0")/lib.sh"
js @dbml/cli@6.6.0
cat >"$T/n/t.sql" <<'SQL'
create table t (id int primary key, gone int, old int, loose int);
alter table t add column added int not null;
alter table t drop column gone;
alter table t rename column old to renamed;
alter table t alter column loose set not null;
alter table t add constraint pair unique (id, loose);
SQL
(cd "$T/n" && npx sql2dbml --postgres t.sql -o t.dbml) >"$T/said" 2>/dev/null
cat "$T/n/t.dbml"
same 'columns read' 'id gone old loose' "$(sed -n 's/^  "\([a-z]*\)" int.*/\1/p' "$T/n/t.dbml" | xargs)"
has "$T/n/t.dbml" '(id, loose) [unique, name: "pair"]'
lacks "$T/n/t.dbml" 'not null'
lacks "$T/said" ALTER
