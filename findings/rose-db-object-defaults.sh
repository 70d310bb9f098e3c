#!/usr/bin/env bash
# Rose::DB::Object 0.822 with DBD::Pg 3.21.2 (both of Debian's `sid`), PostgreSQL 18.4. The loader reads the default of a
# column as a text and sends it with each new object: DEFAULT current_user stores the word CURRENT_USER, and DEFAULT
# 'order-' || to_char(now(), 'YYYY') the expression without its ends. Where the type does not take the text, as uuid
# with gen_random_uuid() or the expression of a generated column, no object can be saved.
# Why it hurts: rows that are inserted in SQL have the user, those of the application the name of a keyword, and both are
# texts. It begins when the default is added to the table, with no change in the code, as classes are made at start.
. "$(dirname "$0")/lib.sh"
debian sid librose-db-object-perl=1:0.822-1
debian sid libdbd-pg-perl=3.21.2-1
postgres 18.4.0-beta.17
share=$T/root/usr/share lib=$T/root/usr/lib/x86_64-linux-gnu
PERL5LIB=$(printf '%s:' "$share/perl5" "$lib"/perl5/5.* "$lib"/perl/5.* "$lib/perl-base" "$share"/perl/5.*) && export PERL5LIB
cat >"$T/save.pl" <<'PERL'
use Rose::DB::Object::Loader;
Rose::DB::Object::Loader->new(db_dsn => $ARGV[0], db_username => "postgres", db_password => "", class_prefix => "My")->make_classes;
for my $class (qw(My::Sale My::Keyed My::Computed)) {
    eval { $class->new(note => "x")->save };
    print "$class: ", $@ =~ /ERROR:\s+(.*)/ ? $1 : "saved", "\n";
}
PERL
pgsql postgres <<'SQL'
create table sale (id serial primary key, note text, who text default current_user, label text default 'order-' || to_char(now(), 'YYYY'));
create table keyed (id serial primary key, note text, token uuid default gen_random_uuid());
create table computed (id serial primary key, note text, twice int generated always as (length(note) * 2) stored);
insert into sale (note) values ('sql')
SQL
in_root "$T/root/usr/bin/perl" "$T/save.pl" "dbi:Pg:dbname=postgres;host=127.0.0.1;port=$PGPORT" 2>/dev/null >"$T/out"
cat "$T/out"
same 'inserted in SQL' "postgres|order-$(date -u +%Y)" "$(pgsql postgres <<<"select who, label from sale where note = 'sql'")"
same 'saved as an object' "CURRENT_USER|order-'::text || to_char(now(), 'YYYY" "$(pgsql postgres <<<"select who, label from sale where note = 'x'")"
has "$T/out" 'My::Sale: saved'
has "$T/out" 'My::Keyed: invalid input syntax for type uuid: "gen_random_uuid()"'
lacks "$T/out" 'My::Computed: saved'
