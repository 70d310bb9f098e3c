#!/usr/bin/env bash
# sqlacodegen 4.0.4, SQLAlchemy 2.1.9, PostgreSQL 18.4. An index over an expression, lower(a), comes out as
# Index('i') with neither column nor expression, one over (lower(a), b) as Index('j', 'b'), and DESC and a
# column's COLLATE are left out of an index too. SQLAlchemy reflects all of it; the generator does not write it
# down.
# Why it hurts: the first index stops create_all() with CREATE INDEX i ON t (). The second is worse: a unique
# index over (lower(a), b) becomes a unique index over b, which refuses rows that the original accepts.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sqlacodegen==4.0.4 SQLAlchemy==2.1.9 psycopg2-binary==2.9.13
pgsql postgres <<<'create table t (id int primary key, a text, b int);
create index i on t (lower(a)); create unique index j on t (lower(a), b); create index k on t (b desc)'
url=postgresql+psycopg2://postgres@127.0.0.1:$PGPORT
"$T/v/bin/sqlacodegen" --generator tables "$url/postgres" >"$T/model.py"
cat "$T/model.py"
has "$T/model.py" "Index('i')"
has "$T/model.py" "Index('j', 'b', unique=True)"
has "$T/model.py" "Index('k', 'b')"
"$PY" - "$url/postgres" >"$T/control" <<'PYTHON'
import sys, sqlalchemy as sa
from sqlalchemy.schema import CreateIndex
engine = sa.create_engine(sys.argv[1])
for index in sa.Table("t", sa.MetaData(), autoload_with=engine).indexes:
    print(CreateIndex(index).compile(engine))
PYTHON
has "$T/control" 'CREATE UNIQUE INDEX j ON t (lower(a), b)'
has "$T/control" 'CREATE INDEX k ON t (b DESC)'
(cd "$T" && "$PY" -c "import sys, sqlalchemy, model
for index in list(model.t_t.indexes):
    if index.name == 'i': model.t_t.indexes.discard(index)
engine = sqlalchemy.create_engine(sys.argv[1])
model.metadata.drop_all(engine); model.metadata.create_all(engine)" "$url/postgres")
pgsql postgres <<<"insert into t values (1, 'x', 1), (2, 'y', 1)" >"$T/out" 2>&1 && changed 'the copy accepts both rows'
has "$T/out" 'duplicate key value violates unique constraint "j"'
