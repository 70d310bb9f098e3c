#!/usr/bin/env bash
# edgy 0.37.0 (SQLAlchemy 2.0.58), PostgreSQL 18.4. `unique_together = [("tenant", "number", "year")]` goes through a
# Python set before it is a constraint: the order of its columns depends on the hash seed of the process, which Python
# draws anew at every start. The same program makes UNIQUE (number, tenant, year) on one database and UNIQUE (year,
# tenant, number) on another, under the same name. An Index keeps its order.
# Why it hurts: the constraint's index serves `where tenant = ..` only if tenant comes first. Test and production have
# different indexes from the same code, and a tool that compares the two finds a difference that no commit made.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py edgy==0.37.0 SQLAlchemy==2.0.58 asyncpg==0.31.0
cat >make.py <<'PYTHON'
import asyncio, sys, edgy
registry = edgy.Registry(database=edgy.Database(sys.argv[1]))
class Invoice(edgy.Model):
    tenant = edgy.IntegerField()
    number = edgy.IntegerField()
    year = edgy.IntegerField()
    class Meta:
        registry = registry
        unique_together = [("tenant", "number", "year")]
        indexes = [edgy.Index(fields=["tenant", "number", "year"], name="plain")]
async def make():
    async with registry: await registry.create_all()
asyncio.run(make())
PYTHON
for seed in 1 2 3 4 5; do
    pgsql postgres <<<"create database d$seed"
    PYTHONHASHSEED=$seed "$PY" make.py "postgresql+asyncpg://postgres@127.0.0.1:$PGPORT/d$seed"
    pgsql d$seed <<<"select conname, pg_get_constraintdef(oid) from pg_constraint where contype = 'u' and connamespace = 'public'::regnamespace" >>made
    pgsql d$seed <<<"select substring(indexdef from '\(.*') from pg_indexes where indexname = 'plain'" >>plain
done
cat made
same 'names of the constraint' 1 "$(cut -d'|' -f1 made | sort -u | wc -l)"
same 'orders of the index' '(tenant, number, year)' "$(sort -u plain)"
orders=$(cut -d'|' -f2 made | sort -u | wc -l)
echo "orders of the constraint: $orders"
[ "$orders" -gt 1 ] || changed 'the order is the same in five processes'
