#![deny(deprecated)]
//! A warning of the compiler; denied here so that its text is seen.

#[derive(erd::Entity)]
#[erd(table = "countries")]
pub struct Country {
    #[erd(primary_key, identity)]
    pub id: i32,
}

fn main() {}
