//! Starts other programs, in the project's folder and with the installed tools on their PATH.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The project's folder: the parent of this crate's.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask/ lies in the project's folder")
        .to_path_buf()
}

/// Where cargo keeps what it installs.
pub fn cargo_home() -> Result<PathBuf, String> {
    env::var_os("CARGO_HOME")
        .filter(|home| !home.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .ok_or_else(|| "no home folder is known; set CARGO_HOME and try again".to_string())
}

/// The folders that programs are looked for in: cargo's own first, then PATH.
fn search_path() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = cargo_home().map(|home| home.join("bin")).into_iter().collect();
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders
}

/// The first of `names` that is on the search path.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let folders = search_path();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// A program with its arguments, to be run in the project's folder.
pub fn command(program: &str, args: &[&str]) -> Command {
    let path = find(&[program]).unwrap_or_else(|| program.into());
    let mut command = Command::new(path);
    command.args(args).current_dir(root()).stdin(Stdio::null());
    // A folder name that holds the separator can't be joined; such a PATH is passed on as it is.
    if let Ok(joined) = env::join_paths(search_path()) {
        command.env("PATH", joined);
    }
    command
}

/// Runs to the end, output passed through; fails unless the program succeeds.
pub fn run(command: &mut Command) -> Result<(), String> {
    let status =
        command.status().map_err(|error| format!("could not start {}: {error}", line(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", line(command))) }
}

/// What the program prints, if it is there and succeeds.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = command(program, args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Ends a process and all that it has started; where /proc does not tell, the process alone.
pub fn end(id: u32) {
    let mut ids = vec![id.to_string()];
    let mut next = 0;
    while next < ids.len() {
        let threads = fs::read_dir(format!("/proc/{}/task", ids[next])).into_iter().flatten();
        for thread in threads.flatten() {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            ids.extend(children.split_whitespace().map(str::to_string));
        }
        next += 1;
    }
    let line = format!("kill -KILL {} 2>/dev/null", ids.join(" "));
    // Those that have ended by now are no failure.
    let _ = Command::new("sh").args(["-c", &line]).status();
}

/// The command as one would type it.
pub fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name();
    std::iter::once(name.unwrap_or(command.get_program()))
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::thread;
    use std::time::{Duration, Instant};

    #[test]
    fn a_command_is_shown_as_typed() {
        assert_eq!(line(&command("no-such-tool", &["--flag", "x"])), "no-such-tool --flag x");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_ends_with_what_it_has_started() {
        let script = "sleep 60 & echo $!; wait";
        let mut child =
            command("sh", &["-c", script]).stdout(Stdio::piped()).spawn().expect("sh starts");
        let mut started = String::new();
        let output = child.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut started).expect("it prints");
        end(child.id());
        assert!(!child.wait().expect("it ends").success());
        // Whoever is its parent now may not have asked how it ended.
        let stat = format!("/proc/{}/stat", started.trim());
        let ended = || fs::read_to_string(&stat).map_or(true, |state| state.contains(") Z "));
        let patience = Instant::now() + Duration::from_secs(20);
        while !ended() {
            assert!(Instant::now() < patience, "it still runs");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn failures_name_the_command() {
        let error = run(&mut command("no-such-tool", &["--flag"])).unwrap_err();
        assert!(error.starts_with("could not start no-such-tool --flag: "), "{error}");
        let error = run(command("cargo", &["no-such-command"]).stderr(Stdio::null())).unwrap_err();
        assert!(error.starts_with("cargo no-such-command ended with "), "{error}");
    }
}
