#!/usr/bin/env bash
# mo-sql-parsing 11.699.26234. `sum(a) filter (where ..) over (..)` is parsed as a plain sum(a): filter and window are
# both gone, although each of them alone is kept. Everything after PostgreSQL's `#>` is gone too, FROM and WHERE
# included. E'a\nb' is a column named E. And format(parse(q)) of five queries asks something else: NOT loses its
# parentheses, a UNION loses those of its right side, NULLS LAST and a recursive WITH go, and a comma between two
# tables becomes an alias.
# Why it hurts: nothing is raised, and tree and text are valid. Who finds the columns and tables of a query by
# the tree misses them; who rewrites queries by it (adds the condition of a tenant, say) runs other queries. SQLite
# answers query and text with different rows.
. "$(dirname "$0")/lib.sh"
py mo-sql-parsing==11.699.26234
cat >run.py <<'PYTHON'
import json, sqlite3
from mo_sql_parsing import parse, format
def show(name, value): print(name + ": " + json.dumps(value))
show("filter", parse("select sum(a) filter (where a > 1) from t"))
show("over", parse("select sum(a) over (order by b) from t"))
show("both", parse("select sum(a) filter (where a > 1) over (order by b) from t"))
show("path", parse("select a #> '{x}', b from t where c = 1"))
show("escape", parse("select E'a\\nb' from t"))
d = sqlite3.connect(":memory:")
d.executescript("create table t (a, b); insert into t values (0, 0), (null, 1), (1, 1); create table u (x); insert into u values (0), (0)")
# SQLite has no parentheses around the right side of UNION: there the query is asked with a subquery for them.
rows = lambda query: [row[0] for row in d.execute(query.replace("all (select", "all select * from (select"))]
for name, query in {
    "not": "select count(*) from t where not (a = 1 and b = 0)",
    "union": "select b from t union all (select x from u union select x from u)",
    "nulls": "select a from t order by a nulls last",
    "recursive": "with recursive t (a) as (select 5) select a from t",
}.items():
    text = " ".join(format(parse(query)).split())
    show(name, [text, rows(query), rows(text)])
show("comma", " ".join(format(parse("select * from a, b left join c on b.x = c.x")).split()))
PYTHON
"$PY" run.py >out
has out 'filter: {"select": {"value": {"sum": "a"}, "filter": {"gt": ["a", 1]}}, "from": "t"}'
has out 'over: {"select": {"value": {"sum": "a"}, "over": {"orderby": {"value": "b"}}}, "from": "t"}'
has out 'both: {"select": {"value": {"sum": "a"}}, "from": "t"}'
has out 'path: {"select": {"value": "a"}}'
has out 'escape: {"select": {"name": "a\nb", "value": "E"}, "from": "t"}'
echo 'the text that is written, the rows of the query, the rows of the text'
has out 'not: ["SELECT COUNT(*) FROM t WHERE NOT a = 1 AND b = 0", [3], [1]]'
has out 'union: ["SELECT b FROM t UNION ALL SELECT x FROM u UNION SELECT x FROM u", [0, 1, 1, 0], [0, 1]]'
has out 'nulls: ["SELECT a FROM t ORDER BY a", [0, 1, null], [null, 0, 1]]'
has out 'recursive: ["SELECT a FROM t", [5], [0, null, 1]]'
has out 'comma: "SELECT * FROM a b LEFT JOIN c ON b.x = c.x"'
