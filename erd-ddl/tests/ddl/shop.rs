//! A schema that every dialect takes: the parts of a shop.

use erd_core::schema::{
    Action, ColumnId, EnumStorage, Generated, IndexKind, KeyPart, Maintenance, NullsOrder, Order,
    Role, Schema, Sql, Target, UniqueScope,
};
use erd_core::{Dialect, Scalar};
use testkit::schema::{
    With as _, column, created_at, deleted_at, enum_type, enumerated, id, per_dialect, schema,
    table, updated_at,
};

const CUSTOMERS: usize = 0;
const ORDERS: usize = 1;
const SHIPMENTS: usize = 2;
const PRODUCTS: usize = 4;

/// Customers, orders and their shipments in a legal cycle, lines with a composite key, a tree, a flag-deleted table
/// with names that need quotes.
pub(crate) fn shop() -> Schema {
    schema(
        [
            enum_type("rank", EnumStorage::Text, &["new", "it's", "back\\slash"]),
            enum_type("state", EnumStorage::Native, &["open", "paid", "it's done"]),
            enum_type("priority", EnumStorage::Integer, &["-1", "0", "10"]),
        ],
        [
            customers(),
            orders(),
            shipments(),
            order_lines(),
            products(),
            categories(),
            quoted(),
        ],
    )
}

fn customers() -> testkit::schema::Builder {
    table(
        "customers",
        [
            id(),
            column("email", Scalar::Text)
                .len(200)
                .about("Where letters go.\nUnique among the living; it's lower case, no \\."),
            column("name", Scalar::Text),
            enumerated("rank", "rank").default("'new'"),
            column("active", Scalar::Bool).default("TRUE"),
            column("public_id", Scalar::Uuid),
            column("credit", Scalar::Decimal).digits(12, 2).default("0"),
            created_at(),
            updated_at(),
            deleted_at(),
            column("version", Scalar::I32).role(Role::Version(Maintenance::Trigger)),
        ],
    )
    .about("People who buy.\nOne row a person.")
    .unique_live(&["email"])
    .unique(&["public_id"], |_| {})
    .check(
        "customers_credit_check",
        Sql::new("credit >= 0 -- never owed"),
    )
}

fn orders() -> testkit::schema::Builder {
    table(
        "orders",
        [
            id(),
            column("customer_id", Scalar::I64),
            column("number", Scalar::U32),
            enumerated("state", "state").default("'open'"),
            enumerated("priority", "priority").default("0"),
            column("placed_on", Scalar::Date).role(Role::CreatedAt(Maintenance::Default)),
            column("changed_on", Scalar::Date).role(Role::UpdatedAt(Maintenance::Trigger)),
            column("shipment_id", Scalar::I64).nullable(),
            column("extra", Scalar::Json).nullable(),
            column("seal", Scalar::Bytes).len(32).nullable(),
            column("weight", Scalar::F64).default("0.5"),
            column("taken_by", Scalar::I64)
                .nullable()
                .role(Role::CreatedBy(Maintenance::Default)),
            column("agent", Scalar::Uuid)
                .nullable()
                .role(Role::CreatedBy(Maintenance::Trigger)),
            column("changed_by", Scalar::Text)
                .len(40)
                .nullable()
                .role(Role::UpdatedBy(Maintenance::Trigger)),
            column("pick_up", Scalar::Time).nullable(),
            column("promised", Scalar::Timestamp).nullable(),
        ],
    )
    .unique(&["number"], |_| {})
    .index(&["customer_id", "placed_on"], |i| {
        i.keys[1].order = Order::Desc;
        i.keys[1].nulls = Some(NullsOrder::Last);
    })
    .index(&["shipment_id"], |_| {})
    .index(&["promised"], |i| {
        i.predicate = per_dialect(&[
            (Dialect::Postgres, "promised IS NOT NULL"),
            (Dialect::Sqlite, "promised IS NOT NULL"),
        ]);
    })
    .references(&["customer_id"], CUSTOMERS, &["id"], Some(Action::Restrict))
    .references(&["shipment_id"], SHIPMENTS, &["id"], Some(Action::SetNull))
}

fn shipments() -> testkit::schema::Builder {
    table(
        "shipments",
        [
            id(),
            column("order_id", Scalar::I64),
            column("sent_at", Scalar::TimestampTz).nullable(),
            column("attempt", Scalar::U8).default("1"),
        ],
    )
    .index(&["order_id"], |_| {})
    .references(&["order_id"], ORDERS, &["id"], Some(Action::Cascade))
}

fn order_lines() -> testkit::schema::Builder {
    table(
        "order_lines",
        [
            column("order_id", Scalar::I64),
            column("line_no", Scalar::I16),
            column("product_id", Scalar::I64),
            column("quantity", Scalar::I32),
            column("cents", Scalar::I64),
            column("total", Scalar::I64).with(|c| {
                c.generated = Some(Generated {
                    sql: Sql::new("quantity * cents"),
                    stored: true,
                });
            }),
        ],
    )
    .key(&["order_id", "line_no"])
    .index(&["product_id"], |_| {})
    .references(&["order_id"], ORDERS, &["id"], Some(Action::Cascade))
    .references(&["product_id"], PRODUCTS, &["id"], None)
    .check("positive_quantity", Sql::new("quantity > 0"))
}

fn products() -> testkit::schema::Builder {
    table(
        "products",
        [
            column("id", Scalar::I64),
            column("category_id", Scalar::I32).nullable(),
            column("title", Scalar::Text).len(100),
            column("stock", Scalar::U16).default("0"),
        ],
    )
    .index(&["category_id"], |_| {})
    .index(&["title"], |i| i.keys[0].order = Order::Desc)
    .references(&["category_id"], 5, &["id"], Some(Action::SetNull))
}

fn categories() -> testkit::schema::Builder {
    table(
        "categories",
        [
            column("id", Scalar::I32),
            column("parent_id", Scalar::I32).nullable(),
            column("slug", Scalar::Text).len(50),
        ],
    )
    .unique(&["slug"], |_| {})
    .index(&["parent_id"], |_| {})
    .references(&["parent_id"], 5, &["id"], None)
    .last_foreign_key(|fk| fk.target = Target::Own)
}

/// Deleted by a flag, not STRICT, unique over some of the live rows, and every name needs quotes.
fn quoted() -> testkit::schema::Builder {
    table(
        "order",
        [
            id(),
            column("a\"b`c", Scalar::Text).len(20),
            column("ünï", Scalar::I32).default("1 + 1"),
            column("gone", Scalar::Bool).role(Role::DeletedFlag),
        ],
    )
    .with(|t| t.strict = false)
    .about("Named like a keyword")
    .unique_live(&["a\"b`c"])
    .with(|t| {
        t.indexes[0].name = "a\"b`c key".into();
        let mut index = t.indexes[0].clone();
        index.name = "select".into();
        index.keys[0].part = KeyPart::Column(ColumnId(2));
        index.predicate = Sql::new("ünï > 10");
        index.scope = UniqueScope::Live;
        index.kind = IndexKind::Unique;
        t.indexes.push(index);
    })
}
