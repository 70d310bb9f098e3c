#!/usr/bin/env bash
# kanel 4.0.4 (extract-pg-schema 5.8.2), PostgreSQL 18.4. The column of a view gets the nullability of the column that
# it comes from: over LEFT JOIN, FULL JOIN, GROUP BY ROLLUP and `union all select null`, NOT NULL of the table is said
# of the view, whose rows have null there. And for a function that RETURNS TABLE, the columns of the result are listed
# as required parameters, while a parameter with a default is required as well.
# Why it hurts: the types exist to have the compiler ask for the check of null. Here it reports the check as needless,
# and the program fails at the first order without a customer.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
js kanel@4.0.4 extract-pg-schema@5.8.2 @electric-sql/pglite@0.3.14 pg@8.16.3
pgsql postgres <<'SQL'
create table customers (id int primary key, name text not null);
create table orders (id int primary key, kind text not null, customer int references customers);
create view left_join as select o.id, c.id as customer, c.name from orders o left join customers c on c.id = o.customer;
create view full_join as select o.id, c.name from orders o full join customers c on c.id = o.customer;
create view by_kind as select kind, count(*) as n from orders group by rollup (kind);
create view with_none as select name from customers union all select null;
create function find_orders(customer int, sort text default 'id') returns table (id int, kind text)
    language sql as 'select id, kind from orders where customer = $1';
insert into orders values (1, 'web', null);
SQL
cat >"$T/n/.kanelrc.cjs" <<JS
module.exports = { connection: "$PG_URL/postgres", schemaNames: ["public"], outputPath: "./types" };
JS
(cd "$T/n" && npx kanel -c .kanelrc.cjs >"$T/said" 2>&1)
fields() { sed -n "/^export \(default \)\?interface $2 /,/^}/s/^  //p" "$T/n/types/public/$1.ts" | xargs; }
cd "$T/n/types/public"
same left_join 'id: OrdersId; customer: CustomersId; name: string;' "$(fields LeftJoin LeftJoin)"
same 'rows of left_join' '1||' "$(pgsql postgres <<<'select * from left_join')"
same full_join 'id: OrdersId; name: string;' "$(fields FullJoin FullJoin)"
same 'rows of full_join' '1|' "$(pgsql postgres <<<'select * from full_join')"
same by_kind 'kind: string; n: string;' "$(fields ByKind ByKind)"
same 'rows of by_kind' '|1 web|1' "$(pgsql postgres <<<'select * from by_kind order by kind nulls first' | xargs)"
same with_none 'name: string;' "$(fields WithNone WithNone)"
same 'parameters of find_orders' 'customer: number; sort: string; id: number; kind: string;' "$(fields find_orders find_orders_params)"
same 'a call with one value' 0 "$(pgsql postgres <<<'select count(*) from find_orders(1)')"
