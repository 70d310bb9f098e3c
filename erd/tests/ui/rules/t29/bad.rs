#[derive(erd::Entity)]
pub struct Person {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(check = "born IN (SELECT day FROM days)")]
    pub born: i32,
}

fn main() {}
