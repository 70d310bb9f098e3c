#[derive(erd::Entity)]
pub struct A {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(B, on_delete = restrict), index)]
    pub b_id: i64,
}

#[derive(erd::Entity)]
pub struct B {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(C, on_delete = restrict), index)]
    pub c_id: i64,
}

#[derive(erd::Entity)]
pub struct C {
    #[erd(primary_key)]
    pub id: i64,
    #[erd(references(A, on_delete = restrict), index)]
    pub a_id: i64,
}

fn main() {}
