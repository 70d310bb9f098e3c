#!/usr/bin/env bash
# pgFormatter 5.11 (pg_format of Debian's `sid`), PostgreSQL 18.4. After a string that ends with a backslash, which
# is an ordinary character in standard strings, pg_format takes code for text and text for code: LIKE '50\%' ESCAPE '\'
# AND b = 'x' becomes b = ' x ', and 'a=b' of an INSERT ' a = b '. An apostrophe in $$..$$ has the same effect, and the
# body of a function in single quotes is formatted inside its strings: ''a;b'' gets a line break after the semicolon.
# Why it hurts: the output is valid SQL, prints well, and stores and finds other values. ESCAPE '\' is the very clause
# that is written where user input is searched for.
. "$(dirname "$0")/lib.sh"
debian sid pgformatter=5.11-1
postgres 18.4.0-beta.17
share=$T/root/usr/share lib=$T/root/usr/lib/x86_64-linux-gnu
PERL5LIB=$(printf '%s:' "$share/perl5" "$lib"/perl5/5.* "$lib"/perl/5.* "$lib/perl-base" "$share"/perl/5.*) && export PERL5LIB
pgsql postgres <<<"create table t (a text, b text); insert into t values ('50% off', 'x')"
check() { # check BEFORE AFTER SQL: the rows of the SQL as it is, and formatted
    in_root "$T/root/usr/bin/perl" "$T/root/usr/bin/pg_format" - <<<"$3" >"$T/formatted.sql"
    cat "$T/formatted.sql"
    same 'before' "$1" "$(pgsql postgres <<<"begin; $3; rollback")"
    same 'formatted' "$2" "$( (echo 'begin;' && cat "$T/formatted.sql" && echo '; rollback') | pgsql postgres)"
}
check 1 0 "select count(*) from t where a like '50\\%%' escape '\\' and b = 'x';"
check 'C:\Temp\|a=b' 'C:\Temp\| a = b ' "insert into t values ('C:\\Temp\\', 'a=b') returning a, b;"
check "it's|x-y" " it's|x - y " "select \$\$it's\$\$, 'x-y';"
check '3' '5' "create function f() returns text language sql as 'select ''a;b'''; select length(f());"
