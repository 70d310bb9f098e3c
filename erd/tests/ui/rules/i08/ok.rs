#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Report {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index)]
    pub alpha: i32,
    #[erd(index)]
    pub beta: i32,
    #[erd(index)]
    pub gamma: i32,
    #[erd(index)]
    pub delta: i32,
    #[erd(index)]
    pub epsilon: i32,
    #[erd(index)]
    pub zeta: i32,
    #[erd(index)]
    pub eta: i32,
    #[erd(index)]
    pub theta: i32,
    #[erd(index)]
    pub iota: i32,
    #[erd(index)]
    pub kappa: i32,
}

fn main() {}
