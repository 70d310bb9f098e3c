#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Job {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "'3'")]
    pub tries: i32,
    #[erd(default = "1")]
    pub weight: i16,
}

fn main() {}
