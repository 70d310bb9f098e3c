#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Person {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(check = "born > 1900")]
    pub born: i32,
    #[erd(check(died_by_now(postgres = "died <= extract(year from now())")))]
    pub died: Option<i32>,
}

fn main() {}
