#!/usr/bin/env bash
# MySQL 9.7.4. A JSON duality view without modification tags is read-only: an INSERT is refused, and
# JSON_DUALITY_VIEWS says READ_ONLY. information_schema.VIEWS says IS_UPDATABLE = YES of the same view, TABLES
# says plain VIEW, and its VIEW_DEFINITION, put behind CREATE VIEW, is refused, since nothing in that row says
# what kind of view it is. SHOW CREATE VIEW is right and runs. For an ordinary read-only view (the control)
# IS_UPDATABLE is NO.
# Why it hurts: tools list and rebuild views from those two tables. They offer forms for a view that takes no
# rows, and stop, or drop a view that they cannot make again, where a database has its first duality view.
. "$(dirname "$0")/lib.sh"
mysql 9.7.4-2
mysql_run <<'SQL'
create table p (id int primary key, name varchar(20));
create json duality view docs as select json_duality_object('_id': id, 'name': name) from p;
create view plain as select count(*) as n from p;
SQL
same 'VIEWS' 'docs|YES plain|NO' "$(mysql_run <<<"select table_name, is_updatable from information_schema.views where table_schema = 'd' order by 1" | xargs)"
same 'TABLES' 'docs|VIEW plain|VIEW' "$(mysql_run <<<"select table_name, table_type from information_schema.tables where table_schema = 'd' and table_name <> 'p' order by 1" | xargs)"
same 'JSON_DUALITY_VIEWS' 'docs|1' "$(mysql_run <<<"select table_name, read_only from information_schema.json_duality_views where table_schema = 'd'")"
mysql_run <<<"insert into docs values ('{\"_id\": 1, \"name\": \"x\"}')" >"$T/insert" 2>&1 && changed 'the INSERT is accepted'
has "$T/insert" 'Missing INSERT tag'
definition=$(mysql_run <<<"select view_definition from information_schema.views where table_name = 'docs'")
echo "$definition"
mysql_run <<<"create view again as $definition" >"$T/again" 2>&1 && changed 'VIEW_DEFINITION makes the view'
has "$T/again" 'JSON_DUALITY_OBJECT() can only be used to define a JSON duality view'
mysql_run <<<'show create view docs' | cut -d'|' -f2 >"$T/show"
mysql_run <<<'drop view docs' && mysql_run <"$T/show"
same 'JSON_DUALITY_VIEWS, after SHOW CREATE VIEW' 'docs|1' "$(mysql_run <<<"select table_name, read_only from information_schema.json_duality_views where table_schema = 'd'")"
