//! A type whose SQL type is not stated.

#[derive(erd::ColumnType)]
struct Pair(i64, i64);

#[derive(erd::ColumnType)]
#[erd(opaque)]
struct Span(i64, i64);

#[derive(erd::ColumnType)]
#[erd(opaque, sql_type = "int8range", diesel)]
struct Both(i64, i64);

fn main() {}
