#[derive(erd::Entity)]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(generated = "now()", allow(generated_expression, reason = "a day is enough"))]
    pub seen: String,
}

fn main() {}
