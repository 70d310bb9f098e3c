#!/usr/bin/env bash
# mariadb-dump of MariaDB 11.8.9, with its defaults, on a table whose key defaults to nextval() of a sequence. The dump
# locks the table for its INSERT, and the server refuses that INSERT because the sequence is not locked, although every
# value is given: the dump cannot be loaded, not even under the same name. And the default is written as
# nextval(`d`.`numbers`), with the name of the database, which nothing else in the dump has: loaded without the
# locks into another database, it makes a sequence there that nobody uses, and the copy goes on drawing its
# numbers from the sequence of the old database.
# Why it hurts: the backup ends without an error and has no rows to give back. Whoever finds --skip-add-locks gets
# copies that share one counter with production, and that no longer take a row when the first database is dropped.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
debian sid mariadb-client=1:11.8.9+ds-4
client() { in_root "$T/root/usr/bin/$1" --no-defaults --socket="$T/my/sock" --user=root "${@:2}"; }
mysql_run <<'SQL'
create sequence numbers;
create table t (id bigint primary key default nextval(numbers), note text);
insert into t (note) values ('a');
create database copy
SQL
client mariadb-dump d >"$T/dump.sql"
client mariadb-dump --skip-add-locks d >"$T/without.sql"
grep 'numbers' "$T/dump.sql"
has "$T/dump.sql" 'CREATE SEQUENCE `numbers`'
has "$T/dump.sql" '`id` bigint(20) NOT NULL DEFAULT nextval(`d`.`numbers`)'
client mariadb d <"$T/dump.sql" >"$T/error" 2>&1 && changed 'the dump can be loaded now'
cat "$T/error"
has "$T/error" "ERROR 1100 (HY000) at line"
has "$T/error" "Table 'numbers' was not locked with LOCK TABLES"
same 'rows after loading' 0 "$(mysql_run <<<'select count(*) from t')"
client mariadb d <"$T/without.sql"
client mariadb copy <"$T/without.sql"
same 'rows after loading without locks' 1 "$(mysql_run <<<'select count(*) from t')"
before=$(mysql_run <<<'select nextval(numbers)')
mysql_run copy <<<"insert into t (note) values ('b')"
same 'numbers that the copy drew from the old sequence' 1 $(($(mysql_run <<<'select nextval(numbers)') - before - 1))
mysql_run <<<'drop database d'
mysql_run copy <<<"insert into t (note) values ('c')" >"$T/error" 2>&1 && changed 'the copy stands alone now'
tail -1 "$T/error"
has "$T/error" "'d.numbers' doesn't exist"
