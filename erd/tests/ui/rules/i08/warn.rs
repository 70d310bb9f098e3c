#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Report {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index)]
    pub c0: i32,
    #[erd(index)]
    pub c1: i32,
    #[erd(index)]
    pub c2: i32,
    #[erd(index)]
    pub c3: i32,
    #[erd(index)]
    pub c4: i32,
    #[erd(index)]
    pub c5: i32,
    #[erd(index)]
    pub c6: i32,
    #[erd(index)]
    pub c7: i32,
    #[erd(index)]
    pub c8: i32,
    #[erd(index)]
    pub c9: i32,
    #[erd(index)]
    pub c10: i32,
}

fn main() {}
