//! `cargo erd check --watch` in a terminal that somebody leaves open.

use crate::support::{Shop, quick};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// A check that runs until it is dropped.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(shop: &Shop) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-erd"));
        command.args(["erd", "check", "--watch"]);
        quick(&mut command);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command
            .current_dir(shop.path("."))
            .spawn()
            .expect("the program starts");
        let (sender, lines) = channel();
        read(child.stdout.take().expect("it is piped"), sender.clone());
        read(child.stderr.take().expect("it is piped"), sender);
        Self { child, lines }
    }

    /// The lines of one check.
    fn check(&self) -> String {
        let mut text = String::new();
        // Its last line is talk, and results may still be on their way.
        let (long, short) = (Duration::from_mins(5), Duration::from_millis(300));
        let mut ended = false;
        loop {
            match self.lines.recv_timeout(if ended { short } else { long }) {
                Ok(line) => {
                    ended |= line.starts_with("watching ");
                    text = text + &line + "\n";
                }
                Err(_) if ended => return text,
                Err(error) => panic!("{error}: {text}"),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(from: impl Read + Send + 'static, lines: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
}

#[test]
fn a_check_follows_what_is_written() {
    let shop = Shop::new("watch");
    let watch = Watch::new(&shop);
    let first = watch.check();
    assert!(first.contains("checked 2 tables: no findings"), "{first}");

    // What no schema is read from is no reason.
    shop.write("notes.md", "to do\n");
    shop.write(".cache/seen.rs", "// by an editor\n");
    let silent = watch.lines.recv_timeout(Duration::from_secs(1));
    assert!(silent.is_err(), "{silent:?}");

    shop.edit(
        "src/lib.rs",
        "on_delete = restrict), index)]",
        "on_delete = restrict))]",
    );
    let refused = watch.check();
    assert!(refused.contains("erd[F01] fk_without_index"), "{refused}");

    // Code that does not build is said, and is not the end.
    shop.edit("src/lib.rs", "pub struct Order {", "pub struct Order [");
    let broken = watch.check();
    assert!(broken.contains("does not build"), "{broken}");
    shop.edit("src/lib.rs", "pub struct Order [", "pub struct Order {");
    watch.check();

    // So are decisions, in a file that was not there.
    shop.write("erd.toml", "[rules]\nfk_without_index = \"warn\"\n");
    let lowered = watch.check();
    assert!(lowered.contains("1 warning"), "{lowered}");
}

#[test]
fn what_cannot_be_watched_is_wrong_use() {
    for with in [
        &["--database-url", "postgres://localhost/shop"][..],
        &["--baseline", "b", "--write-baseline"],
    ] {
        let run = crate::support::cargo_erd(&[&["check", "--watch"], with].concat());
        assert_eq!(run.code, Some(2), "{}", run.stderr);
    }
}
