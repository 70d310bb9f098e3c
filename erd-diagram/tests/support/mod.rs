//! A shop's schema, built by hand.

use erd_core::Scalar;
use erd_core::schema::{
    Column, ColumnId, Deferrable, EnumStorage, EnumType, ForeignKey, Index, IndexKind, Maintenance,
    PrimaryKey, Role, Schema, Sql, Table, TableId, Target, Type, UniqueScope,
};

pub(crate) fn table(name: &str, columns: Vec<Column>, key: &[usize]) -> Table {
    let mut table = Table::new(name);
    table.columns = columns;
    table.primary_key = Some(PrimaryKey {
        include: Vec::new(),
        deferrable: erd_core::schema::Deferrable::No,
        name: format!("{name}_pkey"),
        columns: ids(key),
    });
    table
}

pub(crate) fn column(name: &str, scalar: Scalar) -> Column {
    Column::new(name, Type::Scalar(scalar))
}

pub(crate) fn nullable(name: &str, scalar: Scalar) -> Column {
    let mut column = column(name, scalar);
    column.nullable = true;
    column
}

pub(crate) fn with_role(mut column: Column, role: Role) -> Column {
    column.role = Some(role);
    column
}

pub(crate) fn references(table: &mut Table, columns: &[usize], target: Target) {
    table.foreign_keys.push(ForeignKey::new(
        format!("{}_fkey{}", table.name, table.foreign_keys.len()),
        ids(columns),
        target,
        columns.iter().map(|_| "id"),
    ));
}

pub(crate) fn unique<'a>(table: &'a mut Table, columns: &[usize]) -> &'a mut Index {
    let name = format!("{}_key{}", table.name, table.indexes.len());
    let kind = IndexKind::UniqueConstraint(Deferrable::No);
    table.indexes.push(Index::new(name, kind, ids(columns)));
    table.indexes.last_mut().expect("one was just pushed")
}

pub(crate) fn ids(columns: &[usize]) -> Vec<ColumnId> {
    columns.iter().copied().map(ColumnId).collect()
}

/// Customers, orders with lines, products with tags.
pub(crate) fn shop() -> Schema {
    let tables = vec![
        customers(),
        orders(),
        order_lines(),
        products(),
        tags(),
        product_tags(),
    ];
    let enums = vec![EnumType {
        renamed_values: Vec::new(),
        schema: None,
        comment: None,
        name: "order_status".into(),
        values: vec!["open".into(), "paid".into(), "sent".into()],
        storage: EnumStorage::Text,
    }];
    Schema {
        objects: Vec::new(),
        tables,
        enums,
    }
}

fn customers() -> Table {
    let mut email = column("email", Scalar::Text);
    email.max_len = Some(254);
    email.comment = Some("Where bills go. Never shown to anyone else.".into());
    let deleted_at = with_role(nullable("deleted_at", Scalar::TimestampTz), Role::DeletedAt);
    let created_at = with_role(
        column("created_at", Scalar::TimestampTz),
        Role::CreatedAt(Maintenance::Default),
    );
    let referrer = nullable("referred_by", Scalar::I64);
    let columns = vec![
        column("id", Scalar::I64),
        email,
        referrer,
        created_at,
        deleted_at,
    ];
    let mut customers = table("customers", columns, &[0]);
    customers.comment = Some("Someone who buys.".into());
    unique(&mut customers, &[1]).scope = UniqueScope::Live;
    references(&mut customers, &[2], Target::Own);
    customers
}

fn orders() -> Table {
    let status = Column::new("status", Type::Enum("order_status".into()));
    let version = with_role(
        column("version", Scalar::I32),
        Role::Version(Maintenance::Trigger),
    );
    let columns = vec![
        column("id", Scalar::I64),
        column("customer_id", Scalar::I64),
        status,
        with_role(
            nullable("updated_by", Scalar::I64),
            Role::UpdatedBy(Maintenance::Application),
        ),
        version,
    ];
    let mut orders = table("orders", columns, &[0]);
    references(&mut orders, &[1], Target::Table(TableId(0)));
    references(&mut orders, &[3], Target::Table(TableId(0)));
    orders
}

fn order_lines() -> Table {
    let columns = vec![
        column("order_id", Scalar::I64),
        column("line_no", Scalar::I32),
        column("product_id", Scalar::I64),
        column("quantity", Scalar::I32),
    ];
    let mut lines = table("order_lines", columns, &[0, 1]);
    references(&mut lines, &[0], Target::Table(TableId(1)));
    references(&mut lines, &[2], Target::Table(TableId(3)));
    lines
}

fn products() -> Table {
    let mut price = column("price", Scalar::Decimal);
    price.precision = Some((10, 2));
    price.comment = Some("In euros, \"net\" <of tax>".into());
    let mut search = column("search", Scalar::Text);
    search.generated = Some(erd_core::schema::Generated {
        sql: Sql::new("lower(sku)"),
        stored: true,
    });
    let columns = vec![
        column("id", Scalar::I64),
        column("sku", Scalar::Text),
        price,
        search,
    ];
    let mut products = table("products", columns, &[0]);
    unique(&mut products, &[1]);
    products
}

fn tags() -> Table {
    let columns = vec![column("id", Scalar::Uuid), column("name", Scalar::Text)];
    let mut tags = table("tags", columns, &[0]);
    tags.schema = Some("catalogue".into());
    tags
}

fn product_tags() -> Table {
    let columns = vec![
        column("product_id", Scalar::I64),
        column("tag_id", Scalar::Uuid),
    ];
    let mut links = table("product_tags", columns, &[0, 1]);
    links.junction = true;
    references(&mut links, &[0], Target::Table(TableId(3)));
    references(&mut links, &[1], Target::Table(TableId(4)));
    links
}
