//! The command line: scenarios in, one JSON object out.
//!
//! Messages go to standard error; bad input ends with status 2 and one line that names field,
//! value and allowed range. No science lives here.

mod agents;
mod assumptions;
mod chain;
mod day;
mod decided;
mod fleet;
mod load;
mod levers;
mod markdown;
mod output;
mod reproduce;
mod runs;
mod scene;
mod schema;
mod summary;

use crate::answer;
use crate::scenario::{parse_lines, text_of};
use clap::{Parser, Subcommand};
use output::{remark, say_text};
use scene::Scene;
use std::fmt::Display;
use std::io::Read;
use std::process::ExitCode;

/// The carbon footprint of one AI answer over a mobile network.
#[derive(Parser)]
#[command(name = "aolo", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The footprint of a decision, with every intermediate
    Footprint {
        #[command(flatten)]
        scene: Scene,
        /// Output length κ, tokens
        #[arg(long)]
        tokens: f64,
        /// Transmit power P of a transceiver, W
        #[arg(long)]
        power_w: f64,
    },
    /// The exact optimum of a scenario
    Optimum {
        #[command(flatten)]
        scene: Scene,
    },
    /// What the rule of an expert decides: the best power in closed form, as if nothing faded
    Rule {
        #[command(flatten)]
        scene: Scene,
    },
    /// What would lower the total most, each change alone
    Levers {
        #[command(flatten)]
        of: decided::Decided,
    },
    /// How many machines are on through a day: four rules, and the least that is possible
    Fleet {
        #[command(flatten)]
        of: fleet::Of,
    },
    /// Where, when and how long answers of a day are computed, and what each lever comes to
    Day(day::Day),
    /// All days of a year: what each lever and each rule comes to
    Year(day::Year),
    /// The total with each uncertain constant at both ends of its range
    Tornado {
        #[command(flatten)]
        of: assumptions::Of,
    },
    /// How the total spreads when all uncertain constants are drawn at random
    Uncertainty {
        #[command(flatten)]
        of: assumptions::Of,
        /// From 100 to 1000000
        #[arg(long, default_value_t = 10_000)]
        samples: u32,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// A shared link as a file: every figure of its result, or a paragraph of methods
    Report {
        /// Share link, or its fragment; the agent cannot choose here
        url: String,
        #[arg(long = "as", value_enum, default_value_t = chain::Shape::Json)]
        shape: chain::Shape,
    },
    /// Held-out contexts of AOLO-Bench v2, one scenario a line
    Contexts {
        /// Requests of AOLO-Bench v2, or any that the page can set
        #[arg(long, default_value = "bench", value_name = "bench|any")]
        family: String,
        #[arg(long)]
        n: usize,
        #[arg(long)]
        seed: u64,
    },
    /// The decisions of a policy, one JSON object a line
    Act {
        /// Policy file, or a policy that ships: sdrl, sac
        #[arg(long, value_name = "FILE|sdrl|sac")]
        policy: String,
        /// Scenarios as JSON, one a line; - reads standard input
        #[arg(long, value_name = "FILE|-")]
        scenarios: String,
    },
    /// Train an agent, and judge it on held-out contexts
    Train {
        /// sdrl, sac, or what they are held against: popsan, benchmark-sac, …
        #[arg(long)]
        algorithm: String,
        #[arg(long)]
        seed: u64,
        #[arg(long)]
        updates: u64,
        /// Where the policy goes
        #[arg(long, value_name = "FILE")]
        out: String,
        /// Hyperparameters as JSON; the defaults where none
        #[arg(long, value_name = "FILE|-")]
        config: Option<String>,
        /// What it learns to answer: bench, AOLO-Bench v2; any, whatever the page can set; what it learns
        /// by its recipe where this is left out
        #[arg(long, value_name = "bench|any")]
        family: Option<String>,
        /// Judge on the tuning contexts instead of the held-out ones
        #[arg(long)]
        tune: bool,
    },
    /// Judge a policy, or a rule that has learnt nothing, on held-out contexts
    Evaluate {
        /// Policy file, a policy that ships (sdrl, sac), the rule of an expert, or
        /// the safe action
        #[arg(long, value_name = "FILE|sdrl|sac|rule|safe")]
        policy: String,
        #[arg(long)]
        contexts: usize,
        #[arg(long)]
        seed: u64,
        /// Requests of AOLO-Bench v2, or any that the page can set
        #[arg(long, default_value = "bench", value_name = "bench|any")]
        family: String,
    },
    /// Compare recipes over seeds: a file for each run, then a summary and its table
    Reproduce(reproduce::Arguments),
    /// Updates and decisions per second
    Bench {
        /// Seconds for each row
        #[arg(long, default_value_t = 2.0)]
        seconds: f64,
    },
    /// The share link of a scenario
    Link {
        #[command(flatten)]
        scene: Scene,
    },
    /// The scenario of a share link
    Unlink { url: String },
    /// The JSON schema of a result, as it stands in www/result-2.schema.json
    Schema,
}

/// One line for standard error.
struct Failure(String);

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            let what: Vec<_> =
                text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
            remark(format_args!("{} (try --help)", what.join(" ")));
            return ExitCode::from(2);
        }
        Err(help) => {
            return status(say_text(help));
        }
    };
    status(run(arguments.command))
}

fn status(done: Result<(), Failure>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(line)) => {
            remark(format_args!("error: {}", line.replace('\n', " ")));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Footprint { scene, tokens, power_w } => {
            chain::footprint(&scene.read()?, tokens, power_w)
        }
        Command::Optimum { scene } => chain::optimum(&scene.read()?),
        Command::Rule { scene } => chain::rule(&scene.read()?),
        Command::Levers { of } => levers::levers(&of, &of.scene.read()?),
        Command::Fleet { of } => fleet::run(&of),
        Command::Day(command) => day::day(&command),
        Command::Year(command) => day::year(&command),
        Command::Tornado { of } => assumptions::tornado(&of, &of.decided.scene.read()?),
        Command::Uncertainty { of, samples, seed } => {
            assumptions::uncertainty(&of, &of.decided.scene.read()?, samples, seed)
        }
        Command::Contexts { family, n, seed } => chain::contexts(answer::family(&family)?, n, seed),
        Command::Link { scene } => chain::link(&scene.read()?),
        Command::Unlink { url } => chain::unlink(&url),
        Command::Schema => schema::print(),
        Command::Report { url, shape } => chain::report(&url, shape),
        Command::Act { policy, scenarios } => {
            let text = read(&scenarios)?;
            let parsed = parse_lines(&text)
                .map_err(|(line, error)| Failure(format!("{scenarios}, line {line}: {error}")))?;
            agents::act(&policy, &parsed)
        }
        Command::Train { algorithm, seed, updates, out, config, family, tune } => {
            let config = config.map(|path| read(&path)).transpose()?;
            let family = family.as_deref().map(answer::family).transpose()?;
            agents::train(&algorithm, family, seed, updates, &out, config.as_deref(), tune)
        }
        Command::Evaluate { policy, contexts, seed, family } => {
            agents::evaluate(&policy, answer::family(&family)?, contexts, seed)
        }
        Command::Reproduce(arguments) => reproduce::reproduce(&arguments),
        Command::Bench { seconds } => agents::bench(seconds),
    }
}

fn read(path: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path).map_err(|error| Failure(format!("{path}: {error}")))?;
    }
    Ok(text_of(&bytes)?.into_owned())
}
