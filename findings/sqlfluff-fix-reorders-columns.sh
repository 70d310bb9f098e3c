#!/usr/bin/env bash
# sqlfluff 4.5.0, PostgreSQL 18.4. `sqlfluff fix` with its default rules moves simple columns before computed ones
# (ST06). It leaves INSERT .. SELECT, CREATE TABLE AS and a view with a column list alone, since there the order
# counts, but not the body of a function (BEGIN ATOMIC) and not CREATE OR REPLACE VIEW. The columns of the result
# change places.
# Why it hurts: RETURNS TABLE binds by place, so a function over two integers returns them swapped from the next
# deployment on, without an error. CREATE OR REPLACE VIEW is refused, because a column would change its name. The
# tool is called a formatter in most pipelines; the rule's documentation presents it as a matter of readability.
. "$(dirname "$0")/lib.sh"
postgres 18.4.0-beta.17
py sqlfluff==4.5.0
cat >"$T/function.sql" <<'SQL'
CREATE OR REPLACE FUNCTION f() RETURNS TABLE (doubled int, plain int)
LANGUAGE sql BEGIN ATOMIC
    SELECT
        a * 2,
        a
    FROM t;
END;
SQL
cat >"$T/view.sql" <<'SQL'
CREATE OR REPLACE VIEW v AS
SELECT
    a * 2 AS doubled,
    a
FROM t;
SQL
cat >"$T/table.sql" <<'SQL'
CREATE TABLE w AS
SELECT
    a * 2 AS doubled,
    a
FROM t;
SQL
pgsql postgres <<<'create table t (a int); insert into t values (1)'
pgsql postgres <"$T/function.sql" && pgsql postgres <"$T/view.sql"
same 'before: doubled, plain' '2|1' "$(pgsql postgres <<<'select doubled, plain from f()')"
cp "$T/table.sql" "$T/table.before"
"$T/v/bin/sqlfluff" fix --dialect postgres "$T/function.sql" "$T/view.sql" "$T/table.sql" >/dev/null 2>&1 || true
cat "$T/function.sql" "$T/view.sql"
pgsql postgres <"$T/function.sql"
same 'after: doubled, plain' '1|2' "$(pgsql postgres <<<'select doubled, plain from f()')"
pgsql postgres <"$T/view.sql" >"$T/out" 2>&1 && changed 'the view is replaced'
has "$T/out" 'cannot change name of view column "doubled" to "a"'
diff "$T/table.before" "$T/table.sql" || changed 'CREATE TABLE AS is reordered too'
