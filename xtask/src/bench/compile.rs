//! `cargo xtask bench compile`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::Args;

use super::generate::{Variant, sources};
use super::user_time;
use crate::cargo;

#[derive(Args)]
pub(crate) struct Compile {
    /// How many entities the crates have
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "200,1000"
    )]
    entities: Vec<usize>,
    /// How often each crate is checked; the median counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// The median user times for one number of entities, in seconds.
struct Times {
    entities: usize,
    bare: f64,
    serde: f64,
    erd: f64,
    erd_with_schema: f64,
}

impl Compile {
    pub(crate) fn run(&self) -> Result<(), String> {
        let folder = cargo::target().join("bench-compile");
        let mut all = Vec::new();
        for &entities in &self.entities {
            let times = self.measure(&folder, entities)?;
            times.print();
            all.push(times);
        }
        if let [first, .., last] = all.as_slice() {
            print_growth(first, last);
        }
        Ok(())
    }

    fn measure(&self, folder: &Path, entities: usize) -> Result<Times, String> {
        write_workspace(folder, entities)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        // The first check builds what the crates depend on. It is not measured.
        for variant in Variant::ALL {
            eprintln!("preparing {} with {entities} entities", variant.name());
            user_time::of(&check(folder, variant))?;
        }
        let mut times: [Vec<Duration>; Variant::ALL.len()] = Default::default();
        for run in 1..=self.runs {
            // All variants in turn, so that a machine that slows down slows all of them down.
            for (variant, times) in Variant::ALL.into_iter().zip(&mut times) {
                touch(&crate_folder(folder, variant).join("src/lib.rs"))?;
                let time = user_time::of(&check(folder, variant))?;
                eprintln!("run {run}: {} {:.2} s", variant.name(), time.as_secs_f64());
                times.push(time);
            }
        }
        let [bare, serde, erd, erd_with_schema] = times.map(median);
        Ok(Times {
            entities,
            bare,
            serde,
            erd,
            erd_with_schema,
        })
    }
}

impl Times {
    fn print(&self) {
        let Self {
            entities,
            bare,
            serde,
            ..
        } = *self;
        println!("\n{entities} entities, user time of `cargo check` (median):");
        println!("  bare structs       {bare:7.2} s");
        println!("  serde's derives    {serde:7.2} s");
        for (name, time) in [
            ("erd's derive", self.erd),
            ("erd with schema!", self.erd_with_schema),
        ] {
            let over_bare = (time - bare) / (serde - bare);
            println!(
                "  {name:17}  {time:7.2} s   {over_bare:.2} x serde over bare, {:.2} x serde in all",
                time / serde
            );
        }
    }
}

fn print_growth(first: &Times, last: &Times) {
    #[expect(clippy::cast_precision_loss, reason = "numbers of entities are small")]
    let linear = last.entities as f64 / first.entities as f64;
    println!(
        "\n{} -> {} entities, over bare (linear is {linear:.1} x):",
        first.entities, last.entities
    );
    let growth = |time: fn(&Times) -> f64| (time(last) - last.bare) / (time(first) - first.bare);
    println!("  serde's derives    {:.1} x", growth(|times| times.serde));
    println!("  erd's derive       {:.1} x", growth(|times| times.erd));
    println!(
        "  erd with schema!   {:.1} x",
        growth(|times| times.erd_with_schema)
    );
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .map_or(f64::NAN, Duration::as_secs_f64)
}

/// `cargo check` of one crate. Without incremental compilation, because a first build is what is measured.
fn check(folder: &Path, variant: Variant) -> Command {
    let mut command = cargo::command();
    command
        .current_dir(folder)
        .args(["check", "--quiet", "--package", &crate_name(variant)]);
    command
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0");
    command
}

fn touch(file: &Path) -> Result<(), String> {
    let touched = fs::File::options()
        .append(true)
        .open(file)
        .and_then(|file| file.set_modified(std::time::SystemTime::now()));
    touched.map_err(|error| format!("{}: {error}", file.display()))
}

fn crate_name(variant: Variant) -> String {
    format!("generated-{}", variant.name())
}

fn crate_folder(folder: &Path, variant: Variant) -> PathBuf {
    folder.join(crate_name(variant))
}

/// A workspace of its own, with the versions that this one has locked.
fn write_workspace(folder: &Path, entities: usize) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"generated-*\"]\n",
    )?;
    fs::copy(cargo::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    for variant in Variant::ALL {
        let source = crate_folder(folder, variant).join("src");
        // Modules of an earlier, longer crate must not stay.
        if source.exists() {
            fs::remove_dir_all(&source)?;
        }
        fs::create_dir_all(&source)?;
        fs::write(
            crate_folder(folder, variant).join("Cargo.toml"),
            manifest(variant),
        )?;
        for (name, text) in sources(variant, entities) {
            fs::write(source.join(name), text)?;
        }
    }
    Ok(())
}

fn manifest(variant: Variant) -> String {
    let dependency = match variant {
        Variant::Bare => String::new(),
        Variant::Serde => "serde = { version = \"1\", features = [\"derive\"] }\n".to_owned(),
        Variant::Erd | Variant::ErdWithSchema => {
            format!(
                "erd = {{ path = '{}' }}\n",
                cargo::root().join("erd").display()
            )
        }
    };
    let name = crate_name(variant);
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{dependency}"
    )
}
