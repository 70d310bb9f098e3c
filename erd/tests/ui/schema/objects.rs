//! Misused objects.

#[derive(erd::Entity)]
pub struct Order { #[erd(primary_key)] pub id: i64 }

erd::schema! {
    pub Misread {
        Order,
        objects {
            veiw "a" = "CREATE VIEW a AS SELECT 1";
            view "" = "CREATE VIEW a AS SELECT 1";
            view "b" = after("table orders");
            view "c" onto "orders" = "CREATE VIEW c AS SELECT 1";
            view "d" = "CREATE VIEW d AS SELECT 1";
            view "d" = postgress = "CREATE VIEW d AS SELECT 1", sqlite = ;
            view "e" "CREATE VIEW e AS SELECT 1";
            view "f" = "CREATE VIEW f AS SELECT 1", after("view f", "vew d", "view dd");
            trigger "g" on "a.b.c" = "CREATE TRIGGER g", , comment = 1
        }
    }
}

erd::schema! {
    pub Lost {
        Order,
        objects {
            view "a" = "CREATE VIEW a AS SELECT 1", after("table order");
        }
    }
}

#[derive(erd::Entity)]
#[erd(depends_on("function f()"))]
pub struct Line { #[erd(primary_key)] pub id: i64 }

erd::schema! { pub Without { Line } }

erd::schema! {
    pub Wrong {
        Order,
        objects { view "a" = 1; }
    }
}

erd::schema! { pub Behind { objects {} Order } }

erd::schema! { pub Other { Order, things {} } }

fn main() {}
