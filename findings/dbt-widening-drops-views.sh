#!/usr/bin/env bash
# dbt-core 1.12.0, dbt-postgres 1.11.0, PostgreSQL 18.4. A source column has become varchar(8) instead of varchar(4). On
# the next `dbt run` or `dbt snapshot`, dbt widens the column of its incremental model or snapshot with a new column and
# DROP COLUMN .. CASCADE of the old one. With it go the views and materialized views over the column, those over these
# views, the index that the model itself declares in `indexes`, and NOT NULL. dbt reports success; later runs, which
# change nothing in a table that exists, bring none of it back.
# Why it hurts: the views are those of others, over whom dbt has no say and of whom it knows nothing; PostgreSQL needs
# no rewrite for a longer varchar, and refuses it while a view is there, so that nothing would be lost in silence. dbt's
# page says of this that the size of string types is expanded where necessary.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py dbt-core==1.12.0 dbt-core-experimental-parser==2.0.0a4 dbt-postgres==1.11.0
mkdir -p "$T/p/models" "$T/p/snapshots" && cd "$T/p"
cat >dbt_project.yml <<'YAML'
name: p
version: "1.0"
config-version: 2
profile: p
flags: { send_anonymous_usage_stats: false }
YAML
cat >profiles.yml <<YAML
p: { target: d, outputs: { d: { type: postgres, host: 127.0.0.1, port: $PGPORT, user: postgres, password: x, dbname: postgres, schema: public, threads: 1 } } }
YAML
cat >snapshots/history.sql <<'SQL'
{% snapshot history %}
{{ config(target_schema='public', unique_key='id', strategy='check', check_cols='all') }}
select * from public.customer
{% endsnapshot %}
SQL
cat >models/model.sql <<'SQL'
{{ config(materialized='incremental', unique_key='id', indexes=[{'columns': ['code']}]) }}
select id, code from public.customer
SQL
dbt() { "$T/v/bin/dbt" "$@" --profiles-dir . >"$T/said" 2>&1 || changed "dbt $*: $(tail -3 "$T/said")"; }
state() {
    pgsql postgres <<<"select (select count(*) from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace),
        (select count(*) from pg_index where indrelid = 'model'::regclass),
        (select attnotnull from pg_attribute where attrelid = 'model'::regclass and attname = 'code')"
}
pgsql postgres <<<"create table customer (id int primary key, code varchar(4)); insert into customer values (1, 'abcd')"
dbt snapshot
dbt run
pgsql postgres <<'SQL'
create view codes as select code from model;
create view more as select count(*) from codes;
create materialized view counted as select code, count(*) from history group by code;
alter table model alter code set not null;
alter table customer alter code type varchar(8);
insert into customer values (2, 'abcdefgh')
SQL
same 'views, indexes, not null' '3|1|True' "$(state)"
dbt snapshot
dbt run
tail -1 "$T/said"
has "$T/said" 'Completed successfully'
lacks "$T/said" cascade
grep -h 'drop column' logs/dbt.log
dbt run
same 'views, indexes, not null' '0|0|False' "$(state)"
