#!/usr/bin/env bash
# Peewee 4.5.3 (pwiz), sequelize-auto 0.8.8, PostgreSQL 18.4. A foreign key (py, px) to p (y, x) is split by both
# generators into two of one column each, and both of these point to p.y: px is said to refer to the wrong column.
# sqlacodegen 4.0.4 keeps the pair.
# Why it hurts: p.y is not unique, so the generated model describes relations that no database can have; a join
# along px returns other rows than the key does, without an error.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py peewee==4.5.3 psycopg2-binary==2.9.13 sqlacodegen==4.0.4
js sequelize-auto@0.8.8 sequelize@6.37.8 pg@8.16.3
pgsql postgres <<<'create table p (y int, x int, primary key (y, x));
create table c (id int primary key, px int, py int, foreign key (py, px) references p (y, x))'
"$PY" -m pwiz -e postgres -H 127.0.0.1 -p "$PGPORT" -u postgres postgres >"$T/peewee"
(cd "$T/n" && npx sequelize-auto -h 127.0.0.1 -p "$PGPORT" -d postgres -u postgres -x - -e postgres -o out >/dev/null 2>&1)
"$T/v/bin/sqlacodegen" --generator tables "postgresql+psycopg2://postgres@127.0.0.1:$PGPORT/postgres" >"$T/alchemy"
has "$T/peewee" "px = ForeignKeyField(backref='p_px_set', column_name='px', field='y', model=P"
has "$T/peewee" "py = ForeignKeyField(backref='p_py_set', column_name='py', field='y', model=P"
same 'sequelize-auto' "px: y py: y" "$(sed -n "s/^    \(p[xy]\): {/\1:/p; s/^        key: '\(.\)'/\1/p" "$T/n/out/c.js" | xargs)"
has "$T/alchemy" "ForeignKeyConstraint(['py', 'px'], ['p.y', 'p.x']"
