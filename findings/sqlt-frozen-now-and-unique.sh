#!/usr/bin/env bash
# SQL::Translator 1.62 (sqlt of Debian 12), PostgreSQL 18.4. From PostgreSQL to PostgreSQL, sqlt writes `DEFAULT
# now()` as DEFAULT 'now()', CREATE UNIQUE INDEX as CREATE INDEX, and leaves an index over lower(b) out. Nothing
# is said.
# Why it hurts: PostgreSQL reads the text 'now()' as a time when the table is made, so every row gets the moment
# of the migration as its creation time, and all of the output runs without an error. DBIx::Class deploys its
# schemas through the same producers.
. "$(dirname "$0")/lib.sh"
debian bookworm libsql-translator-perl=1.62-3
postgres 18.4.0-beta.17
share=$T/root/usr/share lib=$T/root/usr/lib/x86_64-linux-gnu
PERL5LIB=$(printf '%s:' "$share/perl5" "$lib"/perl5/5.* "$lib"/perl/5.* "$lib/perl-base" "$share"/perl/5.*) && export PERL5LIB
cat >"$T/t.sql" <<'SQL'
CREATE TABLE t (
  a integer,
  b text,
  made timestamp with time zone DEFAULT now()
);
CREATE UNIQUE INDEX i ON t (a);
CREATE INDEX j ON t (lower(b));
SQL
pgsql postgres <"$T/t.sql"
in_root "$T/root/usr/bin/perl" "$T/root/usr/bin/sqlt" -f PostgreSQL -t PostgreSQL "$T/t.sql" >"$T/out" 2>"$T/err" || { cat "$T/err"; exit 1; }
cat "$T/out" "$T/err"
has "$T/out" "DEFAULT 'now()'"
has "$T/out" 'CREATE INDEX "i" on "t" ("a");'
lacks "$T/out" lower
pgsql postgres <<<'create database copy'
pgsql copy <"$T/out"
for database in postgres copy; do
    pgsql $database <<<'insert into t (a) values (1), (1) on conflict do nothing'
    sleep 1.1
    pgsql $database <<<'insert into t (a) values (2)'
done
count='select count(*), count(distinct made) from t'
same 'original: rows, times' '2|2' "$(pgsql postgres <<<"$count")"
same 'copy: rows, times' '3|1' "$(pgsql copy <<<"$count")"
