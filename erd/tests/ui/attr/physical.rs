//! Misused attributes of the physical model.

#[derive(erd::Entity)]
#[erd(primary_key(id; include(gone), name = ""))]
struct Key { id: i64 }

#[derive(erd::Entity)]
struct TwoNames {
    #[erd(primary_key(name = "a"))]
    a: i64,
    #[erd(primary_key(name = "b"))]
    b: i64,
}

#[derive(erd::Entity)]
struct Numbers {
    #[erd(primary_key, identity(sometimes))]
    a: i64,
    #[erd(identity(always, increment = 0, cache = 0, min = 5, max = 5))]
    b: i64,
    #[erd(identity(start = 1, min = 2), default = "1")]
    c: i64,
    #[erd(identity(start = "one"))]
    d: i64,
}

#[derive(erd::Entity)]
struct Columns {
    #[erd(primary_key, storage = "EXTERNAL; DROP TABLE x")]
    a: String,
    #[erd(invisible = true)]
    b: i64,
    #[erd(generated = "b + 1", on_update = "now()")]
    c: i64,
    #[erd(on_update = "now(")]
    d: i64,
}

#[derive(erd::Entity)]
#[erd(
    exclude(room, during),
    exclude("USING gist (room WITH =", name = "x"),
    exclude("USING gist (room WITH =)", nmae = "x")
)]
struct Exclusions { #[erd(primary_key)] room: i64 }

#[derive(erd::Entity)]
#[erd(
    options(unloged),
    options(engine = "My ISAM", row_security = always, inherits("a.b.c"), with = "a = ("),
    managed = nobody,
    depends_on("funktion f(integer)", "view "),
    depends_on(view)
)]
struct Options { #[erd(primary_key)] id: i64 }

#[derive(erd::Entity)]
#[erd(
    foreign_key((a, b) references Key(id, id), on_delete = set_null(c)),
    foreign_key((a, b) references Key(id, id), on_delete = cascade(a)),
    foreign_key((a, b) references Key(id, id), on_delete = set_null()),
    foreign_key((a, b) references Key(id, id), on_update = set_null(a), match_ful)
)]
struct References { #[erd(primary_key)] a: i64, b: i64, c: i64 }

#[derive(erd::Entity)]
#[erd(
    index(a colate "C"),
    index(a collate C),
    index(a; invisible = true),
    index(a; parser = ngram),
    index(a; using = fulltext, parser = "n gram"),
    unique(a; where = "a > 0", deferrable)
)]
struct Indexes { #[erd(primary_key)] a: i64 }

#[derive(erd::Entity)]
#[erd(check("odd" = "a > 0)", not_valit), check("odd" + "a"))]
struct Checks { #[erd(primary_key)] a: i64 }

#[derive(erd::Entity)]
#[erd(partition_by(range(a), premake = 3, partition("p", "FOR VALUES FROM (1) TO (2)"), partition(a)))]
struct Parted { #[erd(primary_key)] a: i64 }

#[derive(erd::Entity)]
#[erd(partition_by(range, partition("p", "x", partition("q")), partition("r", "(", by = "LIST (a)"), partition("s.t.u"), pat("x")))]
struct PartedOddly { #[erd(primary_key)] a: i64 }

#[derive(erd::DbEnum)]
#[erd(schema = "shop")]
enum Plain { A }

#[derive(erd::ColumnType)]
#[erd(sql_typ = "citext", sql_type = "citext(")]
struct Text(String);

#[derive(erd::Entity)]
struct Statistics {
    #[erd(primary_key, statistics = 10_001)]
    a: i64,
    #[erd(statistics, n_distinct = -2)]
    b: i64,
    #[erd(statistics = -1, n_distinct = "half")]
    c: i64,
}

fn main() {}
