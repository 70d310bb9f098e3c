#[derive(erd::Entity)]
pub enum Kind {
    A,
}

#[derive(erd::Entity)]
pub struct Tuple(i64);

#[derive(erd::Entity)]
pub struct Generic<T> {
    pub id: T,
}

#[derive(erd::DbEnum)]
pub enum Full {
    A(i64),
    B,
    #[erd(value = "b")]
    C,
}

#[derive(erd::ColumnType)]
pub struct Two(i64, i64);

fn main() {}
