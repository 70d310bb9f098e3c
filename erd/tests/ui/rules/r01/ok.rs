#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Group {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(junction(User, Group), primary_key(user_id, group_id))]
pub struct Member {
    #[erd(references(User, on_delete = cascade))]
    pub user_id: i64,
    #[erd(references(Group, on_delete = cascade), index)]
    pub group_id: i64,
}

fn main() {}
