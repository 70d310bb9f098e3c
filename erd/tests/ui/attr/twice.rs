#[derive(erd::Entity)]
#[erd(table = "lines", rows = "5M", rows = "6M")]
pub struct Line {
    #[erd(primary_key, identity, primary_key)]
    pub id: i64,
    #[erd(index, index(where = "n IS NULL"), default = "1")]
    #[erd(default = "2")]
    pub n: Option<i64>,
}

fn main() {}
