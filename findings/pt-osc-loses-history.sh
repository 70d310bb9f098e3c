#!/usr/bin/env bash
# pt-online-schema-change of Percona Toolkit 3.7.1, MariaDB 11.8.9. The history of a system-versioned table is gone after
# a column was added: the rows are copied into a new table with a SELECT, which sees the current ones, and the old table
# is dropped. Without system_versioning_alter_history = KEEP, MariaDB refuses the run and names this setting; with it,
# an ordinary ALTER TABLE keeps the history, and the tool drops it and says "Successfully altered". The rows that it
# copies begin now.
# Why it hurts: history is kept for audits, where it must not be missing, and is noticed there last. The setting
# is called KEEP, and was set because the server asked for it.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
debian sid percona-toolkit=3.7.1-5
share=$T/root/usr/share lib=$T/root/usr/lib/x86_64-linux-gnu
PERL5LIB=$(printf '%s:' "$share/perl5" "$lib"/perl5/5.* "$lib"/perl/5.* "$lib/perl-base" "$share"/perl/5.*) && export PERL5LIB
for table in altered online; do
    mysql_run <<SQL
create table $table (id int primary key, balance int) with system versioning;
insert into $table values (1, 10), (2, 20);
update $table set balance = 11 where id = 1;
delete from $table where id = 2
SQL
done
tool() {
    in_root "$T/root/usr/bin/perl" "$T/root/usr/bin/pt-online-schema-change" --alter 'add column note text' --execute \
        --socket="$T/my/sock" --user=root D=d,t=online "$@" >"$T/out" 2>&1
}
rows='select id, balance from %s for system_time all order by id, row_end'
before=$'1|10\n1|11\n2|20'
same 'history before' "$before" "$(mysql_run <<<"$(printf "$rows" online)")"
tool && changed 'runs without the setting now'
has "$T/out" 'Change @@system_versioning_alter_history to proceed with ALTER'
tool --set-vars system_versioning_alter_history=KEEP
has "$T/out" 'Successfully altered `d`.`online`'
mysql_run <<<'set system_versioning_alter_history = KEEP; alter table altered add column note text'
same 'history after ALTER TABLE' "$before" "$(mysql_run <<<"$(printf "$rows" altered)")"
same 'history after the tool' '1|11' "$(mysql_run <<<"$(printf "$rows" online)")"
mysql_run <<<'show create table online' | tail -1 >"$T/made"
has "$T/made" 'WITH SYSTEM VERSIONING'
