//! The processor time that a command spends in user mode.

use std::process::{Command, Stdio};
use std::time::Duration;

/// Runs the command and returns its user time, that of its children included. POSIX shells measure it with `times`.
pub(super) fn of(command: &Command) -> Result<Duration, String> {
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", r#""$0" "$@" >&2 || exit; times"#])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let program = command.get_program().display();
    let output = shell
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("cannot run /bin/sh: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`{program}` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    parse(&text).ok_or_else(|| format!("the shell's `times` wrote something unknown: {text}"))
}

/// The second line is for the children, its first word their user time: `0m1.230s`.
fn parse(text: &str) -> Option<Duration> {
    let time = text.lines().nth(1)?.split_whitespace().next()?;
    let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
    Duration::try_from_secs_f64(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_children_are_on_the_second_line() {
        assert_eq!(
            parse("0m0.010s 0m0.000s\n1m2.500000s 0m0.250000s\n"),
            Some(Duration::from_millis(62_500))
        );
        assert_eq!(parse("nonsense"), None);
    }

    #[test]
    fn a_failure_is_an_error() {
        let error =
            of(Command::new("/bin/sh").args(["-c", "echo reason >&2; exit 3"])).unwrap_err();
        assert!(error.contains("reason"), "{error}");
    }
}
