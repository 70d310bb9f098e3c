#![deny(deprecated)]
//! A warning of the compiler; denied here so that its text is seen.

#[derive(erd::Entity)]
#[erd(primary_key(tenant, year, month, number))]
pub struct Invoice {
    pub tenant: i64,
    pub year: i16,
    pub month: i16,
    pub number: i32,
    #[erd(index)]
    pub due: i64,
}

fn main() {}
