#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Person {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(check = "born <= extract(year from now())")]
    pub born: i32,
}

fn main() {}
