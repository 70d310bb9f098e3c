#!/usr/bin/env bash
# MySQL 9.7.4, InnoDB. `ALTER TABLE t DROP INDEX k, ADD FULLTEXT KEY k (a) WITH PARSER ngram, ALGORITHM=INPLACE` over
# an index without a parser succeeds without a warning and changes nothing: the index keeps the built-in parser, and a
# search for two characters of a longer word finds no row. The same with ALGORITHM=COPY, or as two statements, does
# what it says. A comment, a direction or a length that differs is seen in place.
# Why it hurts: a migration that turns on ngram for Chinese, Japanese or Korean text passes, and the search still
# finds nothing. A tool that compares the schema afterwards plans the same change again, for ever.
. "$(dirname "$0")/lib.sh"
mysql 9.7.4-2
mysql_run <<'SQL'
create table t (id int primary key, a text, fulltext key k (a));
insert into t values (1, 'abcdef');
SQL
parser() {
    mysql_run <<<"show create table t" | grep -q 'WITH PARSER `ngram`' && echo ngram || echo built-in
}
found() {
    mysql_run <<<"select count(*) from t where match (a) against ('cd' in boolean mode)"
}
change='alter table t drop index k, add fulltext key k (a) with parser ngram'
mysql_run <<<"$change, algorithm=inplace"
same 'the parser, in place' built-in "$(parser)"
same 'rows found, in place' 0 "$(found)"
mysql_run <<<"$change, algorithm=copy"
same 'the parser, by a copy' ngram "$(parser)"
same 'rows found, by a copy' 1 "$(found)"
