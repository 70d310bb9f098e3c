#!/usr/bin/env bash
# omymodels 1.0.0, SQLAlchemy 2.1.9. From a CREATE TABLE it makes a pydantic model whose `now()` is computed once, when
# the module is imported, and SQLAlchemy models that read timestamptz as a timestamp without time zone, bytea as a
# string and double precision as NUMERIC. A REFERENCES with ON DELETE gives `ondelete` to the column instead of to
# the foreign key, which SQLAlchemy refuses.
# Why it hurts: the refusal is seen at once, and is mended by deleting the argument, with which the rule is gone. The
# pydantic model gives every row the start of the process as its creation time.
. "$(dirname "$0")/lib.sh"
py omymodels==1.0.0 SQLAlchemy==2.1.9 pydantic==2.14.4
cat >"$T/make.py" <<'PYTHON'
import sys, time
from omymodels import create_models
ddl = """CREATE TABLE t (id int PRIMARY KEY, made timestamp with time zone DEFAULT now(), body bytea, ratio double precision);
CREATE TABLE c (id int PRIMARY KEY, t_id int REFERENCES t (id) ON DELETE CASCADE);"""
code = create_models(ddl, models_type=sys.argv[1])["code"]
print(code)
if sys.argv[1] == "pydantic":
    import builtins
    scope = {}
    exec(code.replace("bytea", "bytes"), scope)
    first = scope["T"](id=1, body=b"", ratio=1.0)
    time.sleep(0.1)
    print("same time:", first.made == scope["T"](id=2, body=b"", ratio=1.0).made)
else:
    exec(code, {})
PYTHON
"$PY" "$T/make.py" pydantic | tee "$T/pydantic"
has "$T/pydantic" 'made: Optional[datetime] = datetime.now()'
has "$T/pydantic" 'same time: True'
"$PY" "$T/make.py" sqlalchemy_v2 >"$T/v2" 2>"$T/error" && changed 'the models can be imported now'
cat "$T/v2"
has "$T/v2" 'made: Mapped[datetime | None] = mapped_column(DateTime, server_default=func.now())'
has "$T/v2" 'body: Mapped[str | None] = mapped_column(String)'
has "$T/v2" 'ratio: Mapped[float | None] = mapped_column(Numeric)'
has "$T/v2" "ForeignKey('t.id'), ondelete=\"CASCADE\""
tail -1 "$T/error"
has "$T/error" "ondelete"
