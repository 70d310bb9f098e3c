#!/usr/bin/env bash
# MariaDB 11.8.9, InnoDB. A table has a VECTOR index. From then on every other index of that table, also a plain one over
# an integer, is added and dropped by a copy of the table: ALGORITHM=INPLACE and ALGORITHM=NOCOPY are refused with 1845.
# Without the VECTOR index both are done in place, with LOCK=NONE.
# Why it hurts: a vector index is built over the largest rows that a table has. Whoever adds an ordinary index to that
# table writes all of it anew, the graph of the vector index too; and a statement without an ALGORITHM clause does so
# without a word.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
outcome() {
    mysql_run <<SQL >/dev/null
drop table if exists t;
create table t (id int primary key, n int, v vector(2) not null $1);
insert into t values (1, 1, vec_fromtext('[1,2]'));
SQL
    local said
    if said=$(mysql_run <<<"alter table t $2" 2>&1); then
        echo done
    else
        grep -oE '\b(1845|1846)\b' <<<"$said" | head -1
    fi
}
beside=', vector index (v)'
same 'in place beside a vector index' 1845 "$(outcome "$beside" 'add index (n), algorithm=inplace')"
same 'without a copy beside a vector index' 1845 "$(outcome "$beside" 'add index (n), algorithm=nocopy')"
same 'by a copy beside a vector index' done "$(outcome "$beside" 'add index (n), algorithm=copy')"
same 'in place without one' done "$(outcome '' 'add index (n), algorithm=inplace, lock=none')"
