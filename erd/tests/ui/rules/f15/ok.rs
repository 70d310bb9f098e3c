#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(primary_key(region, no))]
pub struct Site {
    pub region: i32,
    pub no: i32,
}

#[derive(erd::Entity)]
#[erd(foreign_key((region, site_no) references Site(region, no), on_delete = restrict), index(region, site_no), check(site_is_whole = "(region IS NULL) = (site_no IS NULL)"))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub region: Option<i32>,
    pub site_no: Option<i32>,
}

fn main() {}
