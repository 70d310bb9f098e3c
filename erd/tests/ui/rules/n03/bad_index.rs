#[derive(erd::Entity)]
#[erd(index(name; name = "by_name"))]
pub struct User {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub name: String,
}

#[derive(erd::Entity)]
#[erd(index(name; name = "by_name"))]
pub struct Team {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub name: String,
}

erd::schema! { pub Both { User, Team } }

fn main() {}
