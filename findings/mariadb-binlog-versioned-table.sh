#!/usr/bin/env bash
# mysql-replication 1.0.17, @vlasky/zongji 0.9.0, MariaDB 11.8.9, binlog_format=ROW. What readers of the binary log see
# of a system-versioned table: an UPDATE is an update followed by an insert of the old row, with the same primary key;
# a DELETE is an update that changes nothing but row_end; a delete event never comes. "Not ended", the last
# second of MariaDB's TIMESTAMP, is read by both as one second before 1970, earlier than every row_start.
# Why it hurts: a consumer that applies the events by primary key ends with the old value of each changed
# row and keeps each deleted one. It cannot tell history by row_end > now() either, as that of current rows lies in
# 1969. The table is read and written like any other, so nobody knows at the consumer that it is versioned.
. "$(dirname "$0")/lib.sh"
mariadb 1:11.8.9+ds-4 --log-bin=bin --server-id=1 --binlog-format=ROW --binlog-row-metadata=FULL
py mysql-replication==1.0.17
js @vlasky/zongji@0.9.0
mysql_run <<'SQL'
create user if not exists root@127.0.0.1 identified by ''; grant all on *.* to root@127.0.0.1;
create table account (id int primary key, balance int) with system versioning;
create table plain (id int primary key, balance int);
insert into account values (1, 10), (2, 20); insert into plain values (1, 10), (2, 20);
update account set balance = 11 where id = 1; update plain set balance = 11 where id = 1;
delete from account where id = 2; delete from plain where id = 2
SQL
cat >"$T/read.py" <<'PYTHON'
import sys
from pymysqlreplication import BinLogStreamReader
from pymysqlreplication.row_event import DeleteRowsEvent, UpdateRowsEvent, WriteRowsEvent
stream = BinLogStreamReader(connection_settings={"host": "127.0.0.1", "port": int(sys.argv[1]), "user": "root", "passwd": ""},
                            server_id=9, is_mariadb=True, only_schemas=["d"], only_events=[DeleteRowsEvent, UpdateRowsEvent, WriteRowsEvent])
sink = {"account": {}, "plain": {}}
for event in stream:
    for row in event.rows:
        values = row.get("after_values") or row["values"]
        print("python", event.table, type(event).__name__, values["id"], values["balance"], str(values.get("row_end"))[:4])
        if isinstance(event, DeleteRowsEvent):
            del sink[event.table][values["id"]]
        else:
            sink[event.table][values["id"]] = values["balance"]
print("sink:", sink)
PYTHON
cat >"$T/n/read.mjs" <<'JS'
import ZongJi from "@vlasky/zongji";
const reader = new ZongJi({ host: "127.0.0.1", port: Number(process.argv[2]), user: "root", password: "" });
reader.on("binlog", (event) => {
  for (const row of event.rows ?? []) {
    const { id, balance, row_end } = row.after ?? row;
    console.log("node", event.tableMap[event.tableId].tableName, event.getTypeName(), id, balance, row_end?.getUTCFullYear());
    if (event.getTypeName() === "DeleteRows") process.exit(0);
  }
});
reader.start({ includeEvents: ["tablemap", "writerows", "updaterows", "deleterows"], includeSchema: { d: true } });
setTimeout(() => process.exit(1), 30000);
JS
now=$(mysql_run <<<'select id, balance from account')
"$PY" "$T/read.py" "$DB_PORT" >"$T/python"
(cd "$T/n" && node read.mjs "$DB_PORT") >"$T/node"
cat "$T/python" "$T/node"
same 'the table' '1|11' "$now"
has "$T/python" "sink: {'account': {1: 10, 2: 20}, 'plain': {1: 11}}"
has "$T/python" 'python account UpdateRowsEvent 1 11 1969'
same 'last event of account, Python' "python account UpdateRowsEvent 2 20 $(date -u +%Y)" "$(grep account "$T/python" | grep -v sink | tail -1)"
same 'last event of account, Node' "node account UpdateRows 2 20 $(date -u +%Y)" "$(grep account "$T/node" | tail -1)"
has "$T/node" 'node account UpdateRows 1 11 1969'
has "$T/node" 'node plain DeleteRows 2 20'
for reader in python node; do lacks "$T/$reader" 'account Delete'; done
