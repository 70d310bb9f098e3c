#!/usr/bin/env bash
# pgsql-parser 18.2.8 (npm), pglast 8.8, PostgreSQL 18.4. Both are built on PostgreSQL's own parser, and what they
# write from its tree is another matter. pgsql-parser drops the referenced table (FROM) of a constraint trigger,
# COMPRESSION from `LIKE u INCLUDING ALL EXCLUDING INDEXES`, and TABLESPACE, and puts USING behind WITH, which
# does not parse. pglast puts NULLS NOT DISTINCT behind WHERE, which does not parse.
# Why it hurts: one takes these libraries because they cannot misread SQL. A rewriter or formatter over them loses
# parts of a statement in silence, or writes what the same library refuses to read.
. "$(dirname "$0")/lib.sh"
py pglast==8.8
js pgsql-parser@18.2.8
cat >"$T/n/p.mjs" <<'JS'
import { parse, deparse } from "pgsql-parser";
for (const text of [
    "create constraint trigger tr after insert on t from p deferrable for each row execute function f()",
    "create table t (like u including all excluding indexes)",
    "create table t (a int) using heap with (fillfactor = 70) tablespace pg_default",
]) {
    const again = await deparse(await parse(text));
    console.log(again.replace(/\s+/g, " "));
    try {
        await parse(again);
    } catch (error) {
        console.log("does not parse:", error.message);
    }
}
JS
(cd "$T/n" && node p.mjs) >"$T/out"
cat "$T/out"
has "$T/out" 'CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE'
lacks "$T/out" COMPRESSION
has "$T/out" 'WITH (fillfactor=70) USING heap'
lacks "$T/out" TABLESPACE
has "$T/out" 'does not parse: syntax error at or near "USING"'
"$PY" - >"$T/pglast" <<'PYTHON'
from pglast import parse_sql
from pglast.stream import RawStream
again = RawStream()("create unique index i on t (a) nulls not distinct where b > 1")
print(again)
try:
    parse_sql(again)
except Exception as error:
    print("does not parse:", error)
PYTHON
has "$T/pglast" 'CREATE UNIQUE INDEX i ON t (a) WHERE b > 1 NULLS NOT DISTINCT'
has "$T/pglast" 'does not parse: syntax error at or near "NULLS"'
