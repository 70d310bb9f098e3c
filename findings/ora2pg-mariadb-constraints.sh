#!/usr/bin/env bash
# Ora2Pg 25.0 (of Debian's `sid`), MariaDB 11.8.9, PostgreSQL 18.4. `ora2pg -m -t TABLE` writes no foreign key at all
# unless PG_VERSION is set to 13 or more: without it every table counts as partitioned, of which older versions allow no
# reference. With PG_VERSION a foreign key is mixed with its namesake of any other database of the server that has
# another ON DELETE, and MariaDB names them all child_ibfk_1: FOREIGN KEY (parent_id,parent_id), which PostgreSQL
# refuses. The CHECK that is written with a column and ON UPDATE CURRENT_TIMESTAMP are gone in either case.
# Why it hurts: the first run, with a configuration that says only where the server is, ends without an error, its SQL
# loads, and its warning of PG_VERSION does not speak of keys. That orphans are accepted shows long after.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
postgres 18.4.0-beta.17
debian sid ora2pg=25.0-1
debian sid libdbd-mysql-perl=4.055-1+b2
share=$T/root/usr/share lib=$T/root/usr/lib/x86_64-linux-gnu
PERL5LIB=$(printf '%s:' "$share/perl5" "$lib"/perl5/5.* "$lib"/perl/5.* "$lib/perl-base" "$share"/perl/5.*) && export PERL5LIB
tables="create table parent (id int primary key); create table child (id int primary key, parent_id int, amount int check (amount > 0),
    seen timestamp null on update current_timestamp, constraint both_given check (parent_id <> id), foreign key (parent_id) references parent (id)"
mysql_run <<SQL
create user if not exists root@127.0.0.1 identified by ''; grant all on *.* to root@127.0.0.1;
$tables)
SQL
mkdir "$T/out" && chmod 777 "$T/out"
export_to() { # export_to FILE [SETTING]
    printf '%s\n' "ORACLE_DSN dbi:mysql:host=127.0.0.1;port=$DB_PORT;database=d" 'ORACLE_USER root' 'ORACLE_PWD' "${@:2}" >"$T/conf"
    in_root "$T/root/usr/bin/perl" "$T/root/usr/bin/ora2pg" -m -c "$T/conf" -t TABLE -b "$T/out" -o "$1" >"$T/said" 2>&1 || changed "ora2pg: $(cat "$T/said")"
    grep -v '^\[' "$T/said" || true
    sed -i '/^\\set/d' "$T/out/$1"
}
export_to plain
export_to newer 'PG_VERSION 18'
mysql_run <<<"create database test"
mysql_run test <<<"$tables on delete cascade)"
export_to mixed 'PG_VERSION 18'
grep -A9 'TABLE child (' "$T/out/plain"
has "$T/out/plain" 'CHECK ((parent_id <> id))'
for file in plain newer; do lacks "$T/out/$file" 'amount >'; done
lacks "$T/out/plain" 'FOREIGN KEY'
has "$T/out/newer" 'FOREIGN KEY (parent_id) REFERENCES parent(id)'
has "$T/out/mixed" 'FOREIGN KEY (parent_id,parent_id) REFERENCES parent(id,id)'
pgsql postgres <"$T/out/plain"
pgsql postgres <<<'insert into child (id, parent_id, amount) values (1, 2, -5)'
same 'orphans with a negative amount' '1' "$(pgsql postgres <<<'select count(*) from child where parent_id not in (select id from parent) and amount < 0')"
mysql_run <<<'insert into child (id, parent_id, amount) values (1, 2, -5)' 2>"$T/error" && changed 'MariaDB accepts it'
tail -1 "$T/error"
pgsql postgres <<<'create database copy'
pgsql copy <"$T/out/mixed" >"$T/said" 2>&1 && changed 'the mixed key is accepted now'
tail -1 "$T/said"
