#!/usr/bin/env bash
# pt-duplicate-key-checker of Percona Toolkit 3.7.1, MariaDB 11.8.9. It prints ALTER TABLE statements for indexes that
# "duplicate" others. It proposes to drop an index over the whole of s because there is one over s(5), which holds five
# characters, and to drop the index in use because a longer one covers it that is IGNORED by the optimizer.
# Why it hurts: the output is made to be run. After it, neither the query that had an index nor ORDER BY s has one. And
# an index is set to IGNORED to try out whether it can go: while it is being tried, the tool counts on it.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
debian sid percona-toolkit=3.7.1-5
share=$T/root/usr/share lib=$T/root/usr/lib/x86_64-linux-gnu
PERL5LIB=$(printf '%s:' "$share/perl5" "$lib"/perl5/5.* "$lib"/perl/5.* "$lib/perl-base" "$share"/perl/5.*) && export PERL5LIB
mysql_run <<'SQL'
create table names (id int primary key, s varchar(100), key whole (s), key five (s(5)));
create table orders (id int primary key, day date, paid int, key used (day), key unused (day, paid) ignored);
insert into orders values (1, '2020-01-01', 1), (2, '2020-01-02', 1), (3, '2020-01-03', 1)
SQL
in_root "$T/root/usr/bin/perl" "$T/root/usr/bin/pt-duplicate-key-checker" --socket="$T/my/sock" --user=root \
    --databases=d >"$T/out" 2>"$T/err" || { cat "$T/err"; exit 1; }
grep -v '^# #' "$T/out"
has "$T/out" 'ALTER TABLE `d`.`names` DROP INDEX `whole`;'
has "$T/out" 'ALTER TABLE `d`.`orders` DROP INDEX `used`;'
key() { mysql_run <<<"explain $1" | cut -d'|' -f6; }
day="select * from orders where day = '2020-01-02'" order='select s from names order by s limit 1'
same 'index of the query before' used "$(key "$day")"
same 'index of the order before' whole "$(key "$order")"
grep '^ALTER' "$T/out" | mysql_run
same 'index of the query after' '' "$(key "$day")"
same 'index of the order after' '' "$(key "$order")"
