//! What is written into a folder is read from it, in every layout.

use crate::support::{Folder, migration, written};
use erd_history::{Format, format, sum};

#[test]
fn every_layout_gives_back_what_it_was_given() {
    for layout in Format::ALL {
        let folder = Folder::new(&format!("layout-{layout}"));
        let first = migration(
            "20260101000000",
            "a_b",
            &["SELECT 1", "SELECT ';'"],
            &["SELECT 2"],
        );
        let mut second = migration("20260102000000", "c", &["SELECT 3"], &[]);
        second.down = None;
        second.in_transaction = layout == Format::Refinery;
        let found = written(&folder.0, layout, &[second.clone(), first.clone()]);
        let read: Vec<_> = found.iter().map(|f| f.migration.clone()).collect();
        assert_eq!(read, [first, second], "{layout}");
    }
}

#[test]
fn every_change_of_a_folder_is_named() {
    let folder = Folder::new("changes");
    let one = |version: &str| migration(version, "x", &["SELECT 1"], &["SELECT 2"]);
    let found = written(
        &folder.0,
        Format::Diesel,
        &[one("20260101000000"), one("20260103000000")],
    );
    sum::write(&folder.0, &found, None).expect("the folder can be written");
    let changes = || {
        let found = format::read(&folder.0, Format::Diesel).expect("the folder can be read");
        sum::compare(&folder.0, &found).expect("the checksums can be read")
    };
    assert!(changes().is_empty());
    let up = folder.0.join("20260101000000_x/up.sql");
    let text = std::fs::read_to_string(&up).expect("it was written");
    std::fs::write(&up, text.replace('\n', "\r\n")).expect("it can be written");
    assert!(changes().is_empty(), "line ends are git's");
    std::fs::write(&up, text.replace("SELECT 1", "SELECT 7")).expect("it can be written");
    assert_eq!(changes().len(), 1);
    assert!(
        changes()[0]
            .to_string()
            .starts_with("20260101000000_x was edited"),
        "{:?}",
        changes()
    );
    let found = format::read(&folder.0, Format::Diesel).expect("the folder can be read");
    assert_eq!(found[0].edited, [1]);
    std::fs::write(&up, &text).expect("it can be written");
    written(&folder.0, Format::Diesel, &[one("20260102000000")]);
    assert!(
        changes()[0]
            .to_string()
            .starts_with("20260102000000_x was added before"),
        "{:?}",
        changes()
    );
    std::fs::remove_dir_all(folder.0.join("20260102000000_x")).expect("it was written");
    std::fs::remove_dir_all(folder.0.join("20260103000000_x")).expect("it was written");
    assert!(
        changes()[0]
            .to_string()
            .starts_with("20260103000000_x was removed"),
        "{:?}",
        changes()
    );
}

#[test]
fn two_migrations_of_one_version_are_refused() {
    let folder = Folder::new("twins");
    for name in ["a", "b"] {
        let twin = migration("20260101000000", name, &["SELECT 1"], &[]);
        format::write(&folder.0, Format::Diesel, &twin).expect("the folder can be written");
    }
    let error = format::read(&folder.0, Format::Diesel).expect_err("they collide");
    assert!(error.to_string().contains("20260101000000_a"), "{error}");
}
