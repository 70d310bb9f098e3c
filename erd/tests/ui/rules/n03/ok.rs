mod a {
    #[derive(erd::Entity)]
    #[erd(table = "users", schema = "sales")]
    pub struct User {
        #[erd(primary_key)]
        pub id: i64,
    }
}

mod b {
    #[derive(erd::Entity)]
    #[erd(table = "users", schema = "support")]
    pub struct User {
        #[erd(primary_key)]
        pub id: i64,
    }
}

erd::schema! { pub Both { a::User, b::User } }

fn main() {}
