#!/usr/bin/env bash
# squawk 2.70.0, PostgreSQL 18.4. The rule adding-field-with-default warns of a rewrite for a column that is added
# with DEFAULT nextval(..), DEFAULT gen_random_uuid() or as an identity column, and says nothing for `add column n
# serial`, which is the first of these in short form. (Other rules do speak of serial, as a matter of style.)
# Why it hurts: the table is rewritten, with all its indexes, under ACCESS EXCLUSIVE in all of these cases. A team
# that silences the style rules, or reads them as such, has been told that the statement is safe.
. "$(dirname "$0")/lib.sh"
py squawk-cli==2.70.0
postgres 18.4.0-beta.17
number=0
while read -r line; do
    kind=${line% *} expected=${line##* }
    statement="alter table t$number add column n $kind;"
    pgsql postgres <<<"create sequence if not exists s; create table t$number (a int); insert into t$number values (1)"
    file="select pg_relation_filenode('t$number')"
    before=$(pgsql postgres <<<"$file") && pgsql postgres <<<"$statement" && after=$(pgsql postgres <<<"$file")
    [ "$before" != "$after" ] || changed "PostgreSQL does not rewrite the table: $statement"
    echo "$statement" >"$T/lint.sql"
    found=$("$T/v/bin/squawk" --reporter gcc "$T/lint.sql" 2>/dev/null | grep -c adding-field-with-default || true)
    same "rewrites; warnings: $statement" "$expected" "$found"
    number=$((number + 1))
done <<'KINDS'
bigint default nextval('s') 1
uuid default gen_random_uuid() 1
bigint generated always as identity 1
bigserial 0
KINDS
