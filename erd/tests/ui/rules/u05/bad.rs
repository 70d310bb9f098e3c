#[derive(erd::Entity)]
pub struct Book {
    pub number: i64,
    #[erd(generated(virtual = "number + 1"), primary_key, allow(generated_primary_key, reason = "short"))]
    pub next: i64,
}

fn main() {}
