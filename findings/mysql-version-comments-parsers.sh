#!/usr/bin/env bash
# sqlglot 30.30.0, node-sql-parser 5.4.0, MySQL 9.7.4. `SHOW CREATE TABLE` and mysqldump put newer syntax into
# version comments, `/*!80016 NOT ENFORCED */`, which the server executes. Both parsers take them for ordinary
# comments: the tree and the text written from it have an enforced CHECK, a visible column and a table without
# partitions.
# Why it hurts: the input is the server's own output, so a schema tool that reads dumps through these parsers sees
# another schema than the server has. The one direction that nobody notices is the constraint that was switched
# off on purpose and is enforced after the round trip.
. "$(dirname "$0")/lib.sh"
py sqlglot==30.30.0
js node-sql-parser@5.4.0
mysql 9.7.4-2
mysql_run <<'SQL'
create table t (a int, b int invisible, constraint positive check (a > 0) not enforced) partition by hash (a) partitions 4;
SQL
mysql_run <<<'show create table t' | sed 's/^t|//' >"$T/server"
cat "$T/server"
has "$T/server" '/*!80016 NOT ENFORCED */'
has "$T/server" '/*!80023 INVISIBLE */'
has "$T/server" '/*!50100 PARTITION BY HASH (`a`)'
"$PY" -c 'import sys, sqlglot
tree = sqlglot.parse_one(open(sys.argv[1]).read(), read="mysql")
print(tree.sql("mysql", comments=False))' "$T/server" >"$T/glot"
(cd "$T/n" && node -e 'const { Parser } = require("node-sql-parser"); const p = new Parser(), o = { database: "mysql" };
console.log(p.sqlify(p.astify(require("fs").readFileSync(process.argv[1], "utf8"), o), o))' "$T/server") >"$T/node"
for tool in glot node; do
    cat "$T/$tool"
    has "$T/$tool" 'CHECK'
    lacks "$T/$tool" 'NOT ENFORCED'
    lacks "$T/$tool" 'INVISIBLE'
    lacks "$T/$tool" 'PARTITION'
    mysql_run <<<'drop table t'
    mysql_run <"$T/$tool"
    same "enforced, after $tool" YES "$(mysql_run <<<"select enforced from information_schema.table_constraints where constraint_name = 'positive'")"
done
