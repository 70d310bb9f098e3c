#[derive(erd::Entity)]
#[erd(check(a = "(id > 0", b = "id > 0; DROP TABLE x", c = ""), index(expr("lower('x)")))]
pub struct Line {
    #[erd(primary_key, default(postgress = "1"))]
    pub id: i64,
}

fn main() {}
