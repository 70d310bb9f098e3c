#!/usr/bin/env bash
# mariadb-dump of MariaDB 11.8.9. A FLOAT holds every whole number up to 16777216, and the server computes and compares
# with all of it, but writes it as text with six digits, and the dump is made of these texts: 8388609 comes back as
# 8388610. Two different values of a unique key become one, and the dump cannot be loaded. A DOUBLE is written in full.
# Why it hurts: it is the backup, it ends without a word, and the loss is in what was right before: a sum, a row that is
# found by its value, a key. A replica that is set up from the dump differs from the first moment.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
debian sid mariadb-client=1:11.8.9+ds-4
client() { in_root "$T/root/usr/bin/$1" --no-defaults --socket="$T/my/sock" --user=root "${@:2}"; }
mysql_run <<'SQL'
create table reading (id int primary key, f float, d double);
insert into reading values (1, 8388609, 8388609), (2, 1234567, 1234567), (3, 0.1, 0.1), (4, 16777215, 123456789.12345678);
create table marked (f float unique);
insert into marked values (16777215), (16777216);
create database copy
SQL
client mariadb-dump d reading >"$T/reading.sql"
client mariadb-dump d marked >"$T/marked.sql"
grep -h -A4 '^INSERT' "$T/reading.sql" "$T/marked.sql"
client mariadb copy <"$T/reading.sql"
look='select cast(sum(f) as decimal), max(d), sum(f = 8388609), sum(f = 1234567) from reading'
same 'sums, and rows found' '26400391|123456789.12345678|1|1' "$(mysql_run <<<"$look")"
same 'the same of the copy' '26400380|123456789.12345678|0|0' "$(mysql_run copy <<<"$look")"
client mariadb copy <"$T/marked.sql" >"$T/error" 2>&1 && changed 'the two values are loaded now'
cat "$T/error"
same 'rows of the key after loading' 0 "$(mysql_run copy <<<'select count(*) from marked')"
