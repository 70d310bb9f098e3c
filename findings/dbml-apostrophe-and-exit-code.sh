#!/usr/bin/env bash
# @dbml/cli 6.6.0, PostgreSQL 18.4. A default with an apostrophe does not survive either direction: sql2dbml
# copies SQL's doubled apostrophe, 'it''s', which dbml2sql cannot parse (DBML escapes with a backslash), and
# dbml2sql writes the properly escaped 'it\'s' as DEFAULT 'it's'. And the parse error ends with exit code 0.
# Why it hurts: a pipeline that regenerates SQL or a diagram and relies on the exit code goes on with yesterday's
# file, or with SQL that stops in the middle of the deployment.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js @dbml/cli@6.6.0
cd "$T/n"
echo "create table t (id int primary key, a text default 'it''s');" >good.sql
pgsql postgres <good.sql
npx sql2dbml --postgres good.sql -o from_sql.dbml >/dev/null 2>&1
has from_sql.dbml "default: 'it''s'"
code=0
npx dbml2sql --postgres from_sql.dbml -o again.sql >said 2>&1 || code=$?
has said 'syntax error'
same 'exit code after the syntax error' 0 "$code"
same 'written file' none "$(ls again.sql 2>/dev/null || echo none)"
printf "Table t2 {\n  id int [pk]\n  a text [default: 'it\\\\'s']\n}\n" >escaped.dbml
cat escaped.dbml
npx dbml2sql --postgres escaped.dbml -o bad.sql >/dev/null 2>&1
has bad.sql "DEFAULT 'it's'"
pgsql postgres <bad.sql >out 2>&1 && changed 'the SQL runs now'
has out 'syntax error at or near "s"'
