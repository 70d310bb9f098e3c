//! Renames are stated; what might be one is asked about.

use crate::diff::{compare, shop};
use erd_core::schema::{Schema, Sql};
use erd_core::{Dialect, Scalar};
use erd_migrate::Problem;
use testkit::schema::{column, table};

fn renamed(s: &mut Schema, table: usize, column: usize, name: &str) {
    let column = &mut s.tables[table].columns[column];
    column.renamed_from = Some(std::mem::replace(&mut column.name, name.to_owned()));
}

#[test]
fn what_is_stated_is_renamed_and_all_that_speaks_of_it_stays() {
    let mut new = shop();
    new.tables[0].renamed_from = Some("customers".into());
    new.tables[0].name = "clients".into();
    renamed(&mut new, 0, 0, "client_id");
    renamed(&mut new, 1, 1, "client_id");
    renamed(&mut new, 1, 3, "amount");
    new.tables[1].foreign_keys[0].target_columns = vec!["client_id".into()];
    new.tables[1].checks[0].sql = Sql::new("amount > 0");
    let diff = compare(&shop(), &new, Dialect::Postgres);
    assert_eq!(
        diff.to_string(),
        "> table clients: customers -> clients\n\
         > column clients.client_id: id -> client_id\n\
         ~ column clients.client_id: sequence customers_id_seq -> sequence clients_client_id_seq\n\
         > column orders.client_id: customer_id -> client_id\n\
         > column orders.amount: quantity -> amount\n\
         - trigger customers_updated_at_trigger on customers\n\
         + trigger clients_updated_at_trigger on clients\n"
    );
    assert_eq!(diff.problems, []);
}

#[test]
fn names_are_swapped() {
    for dialect in Dialect::ALL {
        let mut old = shop();
        old.tables[1].columns.push(column("size", Scalar::I32));
        let mut new = old.clone();
        new.tables[1].columns.last_mut().expect("a column").name = "quantity".into();
        new.tables[1]
            .columns
            .last_mut()
            .expect("a column")
            .renamed_from = Some("size".into());
        renamed(&mut new, 1, 3, "size");
        new.tables[1].checks[0].sql = Sql::new("size > 0");
        let diff = compare(&old, &new, dialect);
        assert_eq!(
            diff.to_string(),
            "> column orders.size: quantity -> size\n> column orders.quantity: size -> quantity\n",
            "{dialect}"
        );
    }
}

#[test]
fn capitals_are_a_rename() {
    for dialect in Dialect::ALL {
        let mut new = shop();
        renamed(&mut new, 1, 2, "Note");
        let diff = compare(&shop(), &new, dialect);
        let text = diff.to_string();
        assert!(
            text.starts_with("> column orders.Note: note -> Note\n"),
            "{dialect}: {text}"
        );
        assert_eq!(diff.problems, [], "{dialect}");
        // The engines that fold names find it without a word.
        new.tables[1].columns[2].renamed_from = None;
        let found = compare(&shop(), &new, dialect).to_string() == text;
        assert_eq!(found, dialect != Dialect::Postgres, "{dialect}");
    }
}

#[test]
fn a_drop_and_an_add_of_one_type_are_asked_about() {
    let mut new = shop();
    renamed(&mut new, 1, 2, "remark");
    new.tables[1].columns[2].renamed_from = None;
    let diff = compare(&shop(), &new, Dialect::Postgres);
    assert!(matches!(
        diff.problems[..],
        [Problem::AmbiguousColumn { .. }]
    ));
    assert_eq!(
        diff.problems[0].help(&diff),
        "write `#[erd(renamed_from = \"note\")]` on `note`, or say `--allow drop_column:orders.note`"
    );
    // Another type is no rename.
    new.tables[1].columns[2].max_len = Some(21);
    assert_eq!(compare(&shop(), &new, Dialect::Postgres).problems, []);
}

#[test]
fn a_table_that_goes_and_one_like_it_are_asked_about() {
    let mut new = shop();
    new.tables[1].name = "purchases".into();
    let diff = compare(&shop(), &new, Dialect::Sqlite);
    assert!(
        matches!(diff.problems[..], [Problem::AmbiguousTable { .. }]),
        "{diff}"
    );
    new.tables[1] = table("purchases", [column("other", Scalar::Text).clone()]).0;
    assert_eq!(compare(&shop(), &new, Dialect::Postgres).problems, []);
}

#[test]
fn a_hint_that_leads_nowhere_is_told() {
    let mut new = shop();
    renamed(&mut new, 1, 2, "remark");
    new.tables[1].columns[2].renamed_from = Some("text".into());
    new.tables[0].name = "clients".into();
    new.tables[0].renamed_from = Some("people".into());
    let diff = compare(&shop(), &new, Dialect::Postgres);
    let stale = |p: &&Problem| {
        matches!(
            p,
            Problem::StaleTableHint { .. } | Problem::StaleColumnHint { .. }
        )
    };
    let stale = diff.problems.iter().filter(stale);
    let messages: Vec<_> = stale.map(|p| p.message(&diff)).collect();
    assert_eq!(
        messages,
        [
            "`clients` says `renamed_from = \"people\"`, and there is no such table to rename",
            "`orders.remark` says `renamed_from = \"text\"`, and there is no such column to rename",
        ]
    );
    assert_eq!(diff.stale_hints, []);
}

/// A table that is new has no column to rename, and neither has it a hint that may stay.
#[test]
fn a_hint_in_a_table_that_is_new_is_told() {
    let mut new = shop();
    new.tables[1].columns[2].renamed_from = Some("text".into());
    let mut old = shop();
    old.tables.remove(1);
    for dialect in Dialect::ALL {
        let diff = compare(&old, &new, dialect);
        let stale: Vec<_> = diff.problems.iter().map(|p| p.message(&diff)).collect();
        assert_eq!(
            stale,
            [
                "`orders.note` says `renamed_from = \"text\"`, and the table is new, so it has no column to rename"
            ],
            "{dialect}"
        );
        assert_eq!(diff.problems[0].path(&diff), "orders.note");
    }
}

#[test]
fn a_hint_whose_rename_was_done_is_no_error() {
    let mut new = shop();
    new.tables[1].columns[2].renamed_from = Some("remark".into());
    new.tables[0].renamed_from = Some("people".into());
    for dialect in Dialect::ALL {
        // Also where the old schema was described, and has no hints.
        for old in [shop(), new.clone()] {
            let diff = compare(&old, &new, dialect);
            assert!(diff.is_empty() && diff.problems.is_empty(), "{diff}");
            let messages: Vec<_> = diff.stale_hints.iter().map(|s| s.message(&diff)).collect();
            assert_eq!(
                messages,
                [
                    "`customers` was renamed already: `renamed_from = \"people\"` may be removed",
                    "`orders.note` was renamed already: `renamed_from = \"remark\"` may be removed",
                ]
            );
        }
    }
}

/// Both old names are there again after a swap, and after a new column took a name that became free.
#[test]
fn a_rename_is_done_once() {
    let mut new = shop();
    renamed(&mut new, 1, 2, "remark");
    let done = new.clone();
    new.tables[1].columns.push(column("note", Scalar::Text));
    for dialect in Dialect::ALL {
        let diff = compare(&done, &new, dialect);
        let steps = diff.entries();
        assert_eq!(steps.len(), 1, "{dialect}: {diff}");
        assert_eq!(steps[0].path, "orders.note");
        assert_eq!(
            (diff.stale_hints.len(), diff.problems.len()),
            (1, 0),
            "{diff}"
        );
    }
    let mut swapped = shop();
    renamed(&mut swapped, 1, 2, "quantity");
    renamed(&mut swapped, 1, 3, "note");
    let diff = compare(&swapped, &swapped, Dialect::Postgres);
    assert!(diff.is_empty() && diff.problems.is_empty(), "{diff}");
    assert_eq!(diff.stale_hints.len(), 2);
}
