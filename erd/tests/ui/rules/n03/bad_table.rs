mod a {
    #[derive(erd::Entity)]
    #[erd(table = "users")]
    pub struct User {
        #[erd(primary_key)]
        pub id: i64,
    }
}

mod b {
    #[derive(erd::Entity)]
    #[erd(table = "users")]
    pub struct Account {
        #[erd(primary_key)]
        pub id: i64,
    }
}

erd::schema! { pub Both { a::User, b::Account } }

fn main() {}
