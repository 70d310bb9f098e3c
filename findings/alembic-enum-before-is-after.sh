#!/usr/bin/env bash
# alembic-postgresql-enum 1.11.0 (Alembic 1.20.1), PostgreSQL 18.4. A value is added in the middle of an enum: low,
# high becomes low, medium, high. The generated migration says `before_value='high'`; what it sends to the server is
# ADD VALUE 'medium' AFTER 'high'. The migration succeeds, and the order is low, high, medium.
# Why it hurts: enums are compared and sorted in the order of their values. `where level >= 'high'` finds the medium
# rows, as long as nobody generates the next migration, which rewrites all tables with the type.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py alembic-postgresql-enum==1.11.0 alembic==1.20.1 SQLAlchemy==2.1.9
pgsql postgres <<<"create type level as enum ('low', 'high');
create table ticket (id int primary key, level level); insert into ticket values (1, 'low'), (2, 'high')"
cat >migrate.py <<'PYTHON'
import logging, sys
import alembic.op, sqlalchemy as sa, alembic_postgresql_enum
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
metadata = sa.MetaData()
sa.Table("ticket", metadata, sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("level", sa.Enum("low", "medium", "high", name="level")))
engine = sa.create_engine(sys.argv[1])
def generate(connection):
    context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
    return context, render_python_code(produce_migrations(context, metadata).upgrade_ops)
with engine.begin() as connection:
    context, code = generate(connection)
    print(code)
    sa.event.listen(connection, "before_cursor_execute", lambda c, cursor, sql, *rest: "ADD VALUE" in sql and print("sent:", sql))
    scope = {"op": alembic.op, "sa": sa}
    exec(f"def upgrade():\n    {code}", scope)
    with Operations.context(context): scope["upgrade"]()
with engine.begin() as connection: print("the next migration:", generate(connection)[1])
PYTHON
"$PY" migrate.py "postgresql+psycopg://postgres@127.0.0.1:$PGPORT/postgres" >out
has out "new_value='medium',"
has out "before_value='high',"
has out "sent: ALTER TYPE \"public\".\"level\" ADD VALUE 'medium' AFTER 'high'"
same 'order of the values' '{low,high,medium}' "$(pgsql postgres <<<'select enum_range(null::level)')"
pgsql postgres <<<"insert into ticket values (3, 'medium')"
same "tickets with level >= 'high'" 2 "$(pgsql postgres <<<"select count(*) from ticket where level >= 'high'")"
sed -n '/the next migration/,$p' out >next
has next op.sync_enum_values
