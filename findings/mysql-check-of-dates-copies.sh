#!/usr/bin/env bash
# MySQL 9.7.4, InnoDB. A table has an enforced CHECK that compares two dates. From then on no column of that table can be
# renamed or modified in place, also not one that the check does not mention: ALGORITHM=INSTANT and ALGORITHM=INPLACE
# are refused with 1845 for `RENAME COLUMN note TO memo` and for a longer varchar. The same check over two integers, or
# the same check NOT ENFORCED, lets both through. Adding and dropping columns is not affected.
# Why it hurts: the manual's table of online operations gives RENAME COLUMN as instant, and a migration that was
# instant on every table of a test copies the one table in production that checks `ends >= starts`, with writers
# waiting; without an ALGORITHM clause nothing says so.
. "$(dirname "$0")/lib.sh"
mysql 9.7.4-2
rename='rename column note to memo, algorithm=instant'
longer='modify note varchar(40), algorithm=inplace'
# What becomes of a change of a table whose two columns have that type and whose check has that end.
outcome() {
    mysql_run <<SQL 2>/dev/null
drop table if exists t;
create table t (id int primary key, a $1, b $1, note varchar(20), constraint c check (b >= a) $2);
SQL
    local said
    if said=$(mysql_run <<<"alter table t $3" 2>&1); then
        echo done
    else
        grep -oE '\b(1845|1846)\b' <<<"$said" | head -1
    fi
}
same 'rename beside a check of dates' 1845 "$(outcome date enforced "$rename")"
same 'longer beside a check of dates' 1845 "$(outcome date enforced "$longer")"
same 'rename beside a check of integers' done "$(outcome int enforced "$rename")"
same 'longer beside a check of integers' done "$(outcome int enforced "$longer")"
same 'rename, not enforced' done "$(outcome date 'not enforced' "$rename")"
same 'a column that is added' done "$(outcome date enforced 'add column n int, algorithm=instant')"
