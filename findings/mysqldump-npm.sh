#!/usr/bin/env bash
# mysqldump 3.2.0 (the npm package), MariaDB 11.8.9. Its dump holds `NOFORMAT_WRAP("##b'0…1'##")` as the value of a
# bit(64) column, an empty place between two commas for an INVISIBLE column, the computed values of generated columns,
# and a sequence as an ordinary table. None of the first three is accepted on the way back, and the dump is
# written without an error.
# Why it hurts: it is a backup, and is first read when the data is gone. A column that nobody sees in SELECT *, or
# one wide bit column, is enough for the table's rows not to come back.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4
js mysqldump@3.2.0
mysql_run <<'SQL'
create table bits (id int primary key, b bit(64));
insert into bits values (1, b'1');
create table hidden (id int primary key, owner int invisible default 3, note text);
insert into hidden (id, owner, note) values (1, 7, 'x');
create table sums (a int primary key, twice int as (a * 2) stored);
insert into sums (a) values (1);
create sequence numbers;
SQL
cat >"$T/n/dump.mjs" <<'JS'
import mysqldump from "mysqldump";
await (mysqldump.default ?? mysqldump)({
  connection: { host: "127.0.0.1", port: Number(process.argv[2]), user: "root", password: "", database: "d" },
  dumpToFile: "dump.sql",
});
process.exit(0);
JS
mysql_run <<<"create user if not exists root@127.0.0.1 identified by ''; grant all on *.* to root@127.0.0.1"
(cd "$T/n" && node dump.mjs "$DB_PORT")
cat "$T/n/dump.sql"
tr -d ' \n' <"$T/n/dump.sql" | grep -o "INSERTINTO[^;]*;" >"$T/rows"
cat "$T/rows"
has "$T/rows" 'NOFORMAT_WRAP("##b'"'"'0'
has "$T/rows" "INSERTINTO\`hidden\`(\`id\`,\`owner\`,\`note\`)VALUES(1,,'x');"
has "$T/rows" 'INSERTINTO`sums`(`a`,`twice`)VALUES(1,2);'
has "$T/n/dump.sql" 'CREATE TABLE IF NOT EXISTS `numbers`'
sed -i 's/^INSERTINTO`/INSERT INTO `/' "$T/rows"
mysql_run <<<'delete from bits; delete from hidden; delete from sums'
for table in bits hidden sums; do
    grep "INTO \`$table\`" "$T/rows" >"$T/one"
    mysql_run <"$T/one" >"$T/error" 2>&1 && changed "the row of $table is accepted now"
    tail -1 "$T/error" | tee -a "$T/errors"
done
has "$T/errors" 'FUNCTION d.NOFORMAT_WRAP does not exist'
has "$T/errors" 'You have an error in your SQL syntax'
has "$T/errors" "The value specified for generated column 'twice' in table 'sums' has been ignored"
