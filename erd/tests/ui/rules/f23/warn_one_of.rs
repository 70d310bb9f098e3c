#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Team {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::OneOf)]
pub enum Reader {
    #[erd(references(User, on_delete = set_null))]
    User(i64),
    #[erd(references(Team, on_delete = cascade))]
    Team(i64),
}

#[derive(erd::Entity)]
pub struct Note {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(one_of)]
    pub reader: Option<Reader>,
}

fn main() {}
