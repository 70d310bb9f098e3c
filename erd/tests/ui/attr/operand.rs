#[derive(erd::Entity)]
#[erd(check(pos = "n >", both = "n > 0 AND", of(postgres = "n = = 1")), index(n; where = "> 0"))]
pub struct Line {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "1 +")]
    pub n: i64,
    #[erd(generated = "n * 2 ||")]
    pub twice: i64,
}

fn main() {}
